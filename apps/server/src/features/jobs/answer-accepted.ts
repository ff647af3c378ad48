import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { type Authentication, identityOf } from '../../platform/http/index.ts'
import type { UserCaller } from '../accounts/index.ts'
import { jobErrors } from './errors.ts'
import { hasEnded } from './events.ts'
import { preferredWaitSeconds } from './prefer-wait.ts'
import { presentJob } from './present.ts'
import type { ReadQueueCounts } from './queue-counts.ts'
import type { Accepted } from './request-generation.ts'
import { findOwnJobs, type JobRow, type JobWithGeneration } from './store.ts'
import type { AwaitedJobs, WaitForJobs } from './wait-for-jobs.ts'

export type AnswerDeps = {
  db: Db
  authentication: Authentication<UserCaller>
  waitForJobs: WaitForJobs
  /** undefined means that the configuration does not publish them. */
  readQueueCounts: ReadQueueCounts | undefined
}

/** The answer of a route that accepts jobs, sent after the client has waited as long as it prefers. */
export type AnswerAccepted = ReturnType<typeof createAnswerAccepted>

/** Longer than the server otherwise keeps an idle connection. */
const silenceBeyondWaitMs = 30_000

export function createAnswerAccepted(deps: AnswerDeps) {
  const { db, authentication, waitForJobs, readQueueCounts } = deps

  /**
   * Waits as the client prefers. Returns undefined if it does not want to wait, or if the user has the
   * maximum of waiting requests.
   *
   * @throws AppError `invalid_token` when the caller's session has ended in the meantime.
   */
  async function waitAsPreferred(
    req: FastifyRequest,
    reply: FastifyReply,
    jobs: readonly JobRow[],
  ): Promise<AwaitedJobs | undefined> {
    const waitSeconds = preferredWaitSeconds(req.headers.prefer)
    if (!waitSeconds) return undefined
    const identity = identityOf(authentication.callerOf(req))
    const waitMs = waitSeconds * 1000
    const jobIds = jobs.map(({ id }) => id)
    const waiting = waitForJobs({ identity, jobIds, waitMs }, reply.raw)
    if (!waiting) return undefined
    reply.header('preference-applied', `wait=${waitSeconds}`)
    req.raw.setTimeout(waitMs + silenceBeyondWaitMs)
    return waiting
  }

  return async (req: FastifyRequest, reply: FastifyReply, accepted: Accepted) => {
    const { userId } = authentication.callerOf(req)
    const { jobs, duplicate } = accepted
    reply.header('location', `/api/svg/generation-jobs/${jobs[0]?.id}`)
    if (duplicate) reply.header('idempotency-replayed', 'true')
    const awaited = await waitAsPreferred(req, reply, jobs)
    const now = awaited?.jobs ?? (duplicate ? await findOwnJobs(db, userId, jobs) : asNew(jobs))
    const haveEnded = now.every(({ job }) => hasEnded(job))
    const answer = presentBatch(now)
    reply.code(haveEnded ? 200 : 202)
    if (duplicate)
      return { ...answer, duplicate: true, ...(haveEnded && awaited && { credits: awaited.credits }) }
    const credits = awaited?.credits ?? accepted.credits
    const queue = haveEnded ? undefined : await readQueueCounts?.()
    return { ...answer, credits, ...(queue && { queue }) }
  }
}

const asNew = (jobs: readonly JobRow[]): JobWithGeneration[] => jobs.map((job) => ({ job, generation: null }))

function presentBatch(rows: readonly JobWithGeneration[]) {
  const jobs = rows.map(({ job, generation }) => presentJob(job, generation))
  const [job] = jobs
  if (!job) throw new AppError(jobErrors.job_not_found)
  return { job, ...(jobs.length > 1 && { jobs }) }
}
