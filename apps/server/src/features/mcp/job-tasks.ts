import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server'
import { type Db, isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { KeyAuthentication, Scope } from '../api-keys/index.ts'
import {
  type CancelGenerationDeps,
  cancelGeneration,
  findOwnBatch,
  findOwnJob,
  hasEnded,
  type JobWithGeneration,
} from '../jobs/index.ts'
import { type PresentJobsDeps, presentJobs } from './present.ts'
import type { TaskSource, TaskState } from './tasks.ts'
import type { Call } from './tool.ts'

export type JobTasksDeps = PresentJobsDeps & {
  db: Db
  authentication: KeyAuthentication
  cancelling: CancelGenerationDeps
}

/** Jobs of one request: at least one. */
export type TaskJobs = readonly [JobWithGeneration, ...JobWithGeneration[]]

const pollIntervalMs = 1_000

/**
 * The tasks of a caller: the jobs of each request. The id is that of the job, or that of the set or of the
 * batch if the request has several.
 */
export function createJobTasks(deps: JobTasksDeps, call: Call): TaskSource {
  const { db, authentication, cancelling } = deps
  const { userId, plan } = call.caller

  async function findFor(taskId: string, method: string, scope: Scope): Promise<TaskJobs | undefined> {
    const jobs = await findTaskJobs(db, userId, taskId)
    // The key that may use the tool may also use its tasks.
    const ofTool = jobs?.[0].job.kind === 'change' ? 'edits' : 'pictures:write'
    try {
      authentication.requireScope(call.req, `MCP ${method}`, [scope, ofTool])
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      throw new ProtocolError(ProtocolErrorCode.InvalidRequest, error.message, { code: error.code })
    }
    return jobs
  }

  return {
    async find(taskId) {
      const jobs = await findFor(taskId, 'tasks/get', 'pictures:read')
      return jobs && presentTask(deps, call, jobs)
    },
    async cancel(taskId) {
      const jobs = await findFor(taskId, 'tasks/cancel', 'pictures:write')
      for (const { job } of jobs ?? []) {
        if (hasEnded(job)) continue
        // It may have been finished meanwhile.
        await cancelGeneration(cancelling, { userId, plan, jobId: job.id }).catch((error: unknown) => {
          if (!(error instanceof AppError)) throw error
        })
      }
      return jobs !== undefined
    },
  }
}

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

/** A task that has not ended has no result. */
export async function presentTask(deps: PresentJobsDeps, call: Call, jobs: TaskJobs): Promise<TaskState> {
  const about = describeTask(jobs)
  if (jobs.some(({ job }) => !hasEnded(job))) return { ...about, status: 'working' }
  if (jobs.every(({ job }) => job.errorCode === 'CANCELLED')) return { ...about, status: 'cancelled' }
  return { ...about, status: 'completed', result: await presentJobs(deps, call, jobs) }
}

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
