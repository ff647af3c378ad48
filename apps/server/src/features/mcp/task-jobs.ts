import { type Db, isUuid } from '../../platform/db/index.ts'
import { findOwnBatch, findOwnJob, hasEnded, type JobWithGeneration } from '../jobs/index.ts'

/** Jobs of one request: at least one. */
export type TaskJobs = readonly [JobWithGeneration, ...JobWithGeneration[]]

const pollIntervalMs = 1_000

/** The caller's own jobs by the id of a job, a set or a batch. */
export async function findTaskJobs(db: Db, userId: string, id: string): Promise<TaskJobs | undefined> {
  if (!isUuid(id)) return undefined
  const [first, ...others] = await findOwnBatch(db, userId, id)
  if (first) return [first, ...others]
  const one = await findOwnJob(db, userId, id)
  return one && [one]
}

/** The id of a task. */
export const taskIdOf = ([{ job }]: TaskJobs): string => job.batchId ?? job.id

/** The jobs as a task, without its result. */
export function describeTask(jobs: TaskJobs) {
  const [{ job: first }] = jobs
  const times = jobs.flatMap(({ job }) => [job.createdAt, job.lastStartedAt, job.finishedAt])
  const last = Math.max(...times.map((time) => time?.getTime() ?? 0))
  return {
    taskId: taskIdOf(jobs),
    statusMessage: describeStatus(jobs),
    createdAt: first.createdAt.toISOString(),
    lastUpdatedAt: new Date(last).toISOString(),
    ttlMs: null,
    pollIntervalMs,
  }
}

function describeStatus(jobs: TaskJobs): string {
  const [{ job }] = jobs
  if (jobs.length > 1)
    return `${jobs.filter((one) => hasEnded(one.job)).length} of ${jobs.length} are finished`
  if (job.status === 'FAILED') return job.errorMessage ?? 'The picture could not be drawn'
  return { QUEUED: 'Waiting to be drawn', RUNNING: 'Being drawn', SUCCEEDED: 'Finished' }[job.status]
}
