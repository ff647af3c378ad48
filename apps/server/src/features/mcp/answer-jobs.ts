import type { CallToolResult } from '@modelcontextprotocol/server'
import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { identityOf } from '../../platform/http/index.ts'
import {
  type Accepted,
  findOwnJobs,
  hasEnded,
  type JobUpdate,
  type JobWithGeneration,
  jobErrors,
  type WaitForJobs,
} from '../jobs/index.ts'
import { type PresentJobsDeps, presentJobs } from './present.ts'
import { describeTask, type TaskJobs, taskIdOf } from './task-jobs.ts'
import { asTaskAnswer } from './tasks.ts'
import type { Call, ToolContext } from './tool.ts'

export type AnswerJobsDeps = PresentJobsDeps & { db: Db; waitForJobs: WaitForJobs }

/**
 * How long a tool waits for its jobs. Clients give up after a minute without an answer, and proxies close
 * connections that are silent as long; notifications of progress keep both waiting.
 */
export const waits = { silentMs: 50_000, withProgressMs: 300_000 }

/**
 * The answer of a tool that has made jobs: a task for clients that know tasks, or else the pictures, after
 * the jobs have ended or the wait is over. The jobs go on when nobody waits for them.
 *
 * @throws AppError `invalid_token` when the key was revoked meanwhile.
 */
export async function answerJobs(
  deps: AnswerJobsDeps,
  call: Call,
  { takesTasks, tellProgress }: ToolContext,
  accepted: Accepted,
): Promise<CallToolResult> {
  const { db, waitForJobs } = deps
  const { userId } = call.caller
  const read = async () => asTaskJobs(await findOwnJobs(db, userId, accepted.jobs))
  const jobs = accepted.duplicate ? await read() : asTaskJobs(accepted.jobs.map(asNew))
  if (jobs.every(({ job }) => hasEnded(job))) return presentJobs(deps, call, jobs)
  if (takesTasks) return asTaskAnswer({ ...describeTask(jobs), status: 'working' })
  const awaited = await waitForJobs(
    {
      identity: identityOf(call.caller),
      jobIds: jobs.map(({ job }) => job.id),
      waitMs: tellProgress ? waits.withProgressMs : waits.silentMs,
      ...(tellProgress && { onUpdate: createTally(jobs, tellProgress) }),
    },
    call.reply.raw,
  )
  return presentJobs(deps, call, awaited ? asTaskJobs(awaited.jobs) : await read())
}

const asNew = (job: JobWithGeneration['job']): JobWithGeneration => ({ job, generation: null })

function asTaskJobs([first, ...others]: readonly JobWithGeneration[]): TaskJobs {
  if (!first) throw new AppError(jobErrors.job_not_found)
  return [first, ...others]
}

/** The progress of several jobs as one. A message has the id, in case that the connection breaks. */
function createTally(
  jobs: TaskJobs,
  tell: NonNullable<ToolContext['tellProgress']>,
): (update: JobUpdate) => void {
  const percents = new Map(jobs.map(({ job }) => [job.id, 0]))
  const message = `Drawing ${taskIdOf(jobs)}`
  return (update) => {
    percents.set(update.jobId, hasEnded(update) ? 100 : (update.progress ?? 0))
    const sum = [...percents.values()].reduce((total, percent) => total + percent, 0)
    tell(Math.floor(sum / percents.size), message)
  }
}
