import { randomInt } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import type { Moderation } from '../../models/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { AppError, platformErrors } from '../../platform/errors/index.ts'
import { inSpan } from '../../platform/traces/index.ts'
import type { Plan, Plans, PlanTerms } from '../accounts/index.ts'
import { readBalance } from '../credits/index.ts'
import type { EnqueueJob } from './enqueue-job.ts'
import { everyModelOff, jobErrors } from './errors.ts'
import { reachFailpoint } from './failpoints.ts'
import { type GenerationRequest, hashRequest } from './generation-request.ts'
import { generateSvgJob } from './jobs.ts'
import { jobsAccepted } from './metric-events.ts'
import type { SwitchableModels } from './model-switches.ts'
import { chooseOptions } from './picture-options.ts'
import { countUnfinishedJobs } from './read-job-state.ts'
import { acceptJobs, findJobsByKey, type JobRow, releaseOldKey } from './store.ts'

export type RequestGenerationDeps = {
  db: Db
  models: SwitchableModels
  moderation: Moderation
  enqueueJob: EnqueueJob
  plans: Plans
}

/** The jobs of a request, one or its variations in order. */
export type Accepted =
  | { jobs: JobRow[]; duplicate: false; credits: number }
  | { jobs: JobRow[]; duplicate: true }

/** Moderation has its own, shorter timeouts; this is the upper limit. */
const moderationMs = 5_000
const acceptAttemptsMax = 4
const seedMax = 2 ** 31 - 1

/**
 * Accepts a request. Its jobs, the debit and the ledger entries are one statement, so all of them exist or
 * none. The job is enqueued after the commit. A process that dies in between leaves rows that the sweeper
 * finds.
 *
 * @param idempotencyKey identifies the request: a second request with the key returns the same jobs.
 * @throws AppError `invalid_canvas`, `forbidden_prompt` where moderation says so, `insufficient_credits`,
 * `daily_limit_reached`, `too_many_failures`, `too_many_jobs`, `idempotency_key_reused`.
 */
export async function requestGeneration(
  deps: RequestGenerationDeps,
  caller: { userId: string; plan: Plan; requestId: string },
  request: GenerationRequest,
  idempotencyKey?: string,
): Promise<Accepted> {
  const { db } = deps
  const { prompt, style, model, privacy = false, count = 1 } = request
  const resolved = (await deps.models.read()).resolve(model)
  if ('unknown' in resolved)
    throw new AppError(everyModelOff, {
      headers: { 'retry-after': '60' },
    })
  const { userId, requestId } = caller
  const terms = deps.plans[caller.plan]
  const price = terms.creditsPerPicture
  const options = chooseOptions(request)
  const requestHash = hashRequest(request, options)
  const verdict = await deps.moderation.check(prompt, AbortSignal.timeout(moderationMs))
  if (!verdict.allowed) throw new AppError(jobErrors.forbidden_prompt)

  const accept = (traceParent: string | null) =>
    acceptJobs(db, {
      pictures: Array.from({ length: count }, () => ({
        id: uuidv7(),
        chargeId: uuidv7(),
        seed: randomInt(seedMax),
      })),
      noticeId: uuidv7(),
      userId,
      prompt,
      style,
      model: resolved.servedAs,
      requestedModel: model ?? null,
      privacy,
      options,
      idempotencyKey: idempotencyKey ?? null,
      requestHash,
      requestId,
      traceParent,
      amount: price,
      countsToday: true,
      perDayMax: terms.picturesPerDayMax,
      unfinishedMax: terms.unfinishedJobsMax,
      uselessMax: terms.uselessPerDayMax,
    })
  for (let attempt = 0; attempt < acceptAttemptsMax; attempt += 1) {
    reachFailpoint('accept.asked')
    const outcome = await inSpan(acceptance, ({ traceParent = null }) => accept(traceParent))
    if (outcome.kind === 'accepted') {
      const { jobs, credits } = outcome
      const charged = price * jobs.length
      jobsAccepted.publish({ model: resolved.servedAs, jobs: jobs.length, credits: charged })
      for (const job of jobs) {
        reachFailpoint('accept.committed', { jobId: job.id })
        void deps.enqueueJob(job)
      }
      return { jobs, duplicate: false, credits }
    }
    // The key is checked first: a repeated request gets its jobs even when no credit is left for another job.
    const earlier = await findEarlier(db, userId, idempotencyKey)
    if (earlier.length > 0) return { jobs: asReplayed(earlier, requestHash), duplicate: true }
    const reason = outcome.kind === 'refused' ? await findRefusal(db, userId, count, terms) : undefined
    if (reason) throw reason
    // The obstacle is gone: a key of a job that is a day old or has just failed, or a balance that a refund
    // has just increased.
  }
  throw new AppError(platformErrors.service_unavailable, { headers: { 'retry-after': '1' } })
}

async function findEarlier(db: Db, userId: string, key: string | undefined): Promise<JobRow[]> {
  if (!key || (await releaseOldKey(db, userId, key))) return []
  return findJobsByKey(db, userId, key)
}

/**
 * In the terms of the semantic conventions the row is the message; its queue entry only says that there is
 * one.
 */
const acceptance = {
  name: `create ${generateSvgJob.name}`,
  kind: 'producer',
  attributes: {
    'messaging.system': 'bullmq',
    'messaging.operation.name': 'create',
    'messaging.operation.type': 'create',
    'messaging.destination.name': generateSvgJob.name,
  },
} as const

function asReplayed(jobs: JobRow[], requestHash: string): JobRow[] {
  if (jobs.every((job) => job.requestHash === requestHash)) return jobs
  throw new AppError(jobErrors.idempotency_key_reused)
}

/** Why nothing was accepted; undefined when it would be accepted now. */
async function findRefusal(
  db: Db,
  userId: string,
  count: number,
  { creditsPerPicture, picturesPerDayMax, unfinishedJobsMax, uselessPerDayMax }: PlanTerms,
): Promise<AppError | undefined> {
  const { credits, generationsToday, uselessToday, isSuspended } = await readBalance(db, userId)
  // Suspended since the check of the session, which has ended by now.
  if (isSuspended) return new AppError(platformErrors.invalid_token)
  if (credits < creditsPerPicture * count) {
    return new AppError(jobErrors.insufficient_credits, { errorCode: 'INSUFFICIENT_CREDITS' })
  }
  if (picturesPerDayMax !== null && generationsToday + count > picturesPerDayMax) {
    return new AppError(jobErrors.daily_limit_reached, {
      members: { limit: picturesPerDayMax, used: generationsToday },
      headers: { 'retry-after': String(secondsToUtcMidnight()) },
    })
  }
  if (uselessPerDayMax !== null && uselessToday >= uselessPerDayMax) {
    return new AppError(jobErrors.too_many_failures, {
      members: { limit: uselessPerDayMax, used: uselessToday },
      headers: { 'retry-after': String(secondsToUtcMidnight()) },
    })
  }
  if (unfinishedJobsMax === null) return undefined
  const used = await countUnfinishedJobs(db, userId)
  if (used + count <= unfinishedJobsMax) return undefined
  return new AppError(jobErrors.too_many_jobs, {
    members: { limit: unfinishedJobsMax, used },
    headers: { 'retry-after': String(retryAfterSeconds) },
  })
}

/** The time in which one of a user's pictures may be finished. */
const retryAfterSeconds = 5

function secondsToUtcMidnight(): number {
  const day = 24 * 60 * 60
  return day - Math.floor((Date.now() / 1000) % day)
}
