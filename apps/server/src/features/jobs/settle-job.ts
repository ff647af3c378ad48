import { setTimeout as delay } from 'node:timers/promises'
import { uuidv7 } from 'uuidv7'
import type { PictureReading } from '../../models/index.ts'
import { type Db, isUnavailable } from '../../platform/db/index.ts'
import type { Log } from '../../platform/log/index.ts'
import { inSpan, type SpanNotes } from '../../platform/traces/index.ts'
import type { VendorDownError } from '../drawing/index.ts'
import { keepText } from '../storage/index.ts'
import type { AnnounceEnd } from './announce-end.ts'
import type { ClaimedJob } from './claim-store.ts'
import type { EnqueueJob } from './enqueue-job.ts'
import type { PublishGenerationEvent } from './events.ts'
import { reachFailpoint } from './failpoints.ts'
import { backoffFor, type Failure, vendorDown } from './failure.ts'
import {
  failJob,
  isJobDoneWith,
  isJobIn,
  type JobErrorCode,
  recordLateUsage,
  requeueJob,
} from './job-lease-store.ts'
import { type AttemptOutcome, attemptEnded, jobEnded } from './metric-events.ts'
import type { SubscribeToEnd } from './subscribe-to-end.ts'
import type { SucceedJob } from './success-store.ts'
import type { UsageTally } from './usage-tally.ts'

/** A job that this worker holds, what it has used, and when it was claimed, by `performance.now()`. */
export type Attempt = {
  job: ClaimedJob
  tally: UsageTally
  claimedAtMs: number
  span: SpanNotes
  log: Log
  /** How the model understood the request, once it has said so. */
  reading?: PictureReading
}

export type SettleDeps = {
  db: Db
  events: {
    publish: PublishGenerationEvent
    announceEnd: AnnounceEnd
    subscribeToEnd: SubscribeToEnd
  }
  enqueueJob: EnqueueJob
  succeedJob: SucceedJob
  settings: GenerationSettings
}

export type GenerationSettings = {
  /** How long a job may run, over all its attempts. */
  timeoutMs: number
  attemptsMax: number
  backoffMs: number
  /** How long after its first claim a job still waits for a vendor that is down. */
  outageMaxMs: number
}

/** About as long as a lease lasts. */
const settleAttemptsMax = 6
const settleRetryMs = 1_000

/**
 * Ends the job with its picture. If the lease was lost, another worker holds the job: then nothing was
 * written.
 */
export async function settleSuccess(deps: SettleDeps, attempt: Attempt, svg: string): Promise<void> {
  const { job, tally, log } = attempt
  const { id: jobId, leaseToken } = job
  const [generationId, usage] = [uuidv7(), tally.total()]
  reachFailpoint('job.finished_picture', { jobId })
  const ids = { jobId, leaseToken, generationId, noticeId: uuidv7() }
  const text = await keepText(deps.db, svg)
  const picture = { ...ids, text, parentId: job.parentId, ...attempt.reading, usage }
  const isKept = await persist(
    () => deps.succeedJob(picture),
    () => isJobDoneWith(deps.db, jobId, generationId),
    log,
  )
  if (!isKept) return recordLostAttempt(deps, attempt)
  reachFailpoint('job.settled', { jobId })
  publishEnd(attempt, 'succeeded', null)
  log.info({ ms: msSinceClaim(attempt), bytes: text.bytes, usage }, 'job succeeded')
  announce(deps, attempt, { jobId, status: 'SUCCEEDED', progress: 100, generationId })
}

/** Puts the job back for another attempt, if one may help and is left, or ends it and refunds its credit. */
export async function settleFailure(
  deps: SettleDeps,
  attempt: Attempt,
  failure: Failure,
  cause?: unknown,
): Promise<void> {
  const { db, settings, enqueueJob, events } = deps
  const { job, tally, log } = attempt
  const { id: jobId, leaseToken } = job
  const [{ code, message }, usage] = [failure, tally.total()]
  if (failure.retryable && job.attempts < settings.attemptsMax) {
    const delayMs = backoffFor(failure, job.attempts, settings.backoffMs, Math.random())
    if (!(await putBack(db, { jobId, leaseToken, delayMs, countAttempt: true, usage }, log)))
      return recordLostAttempt(deps, attempt)
    reachFailpoint('job.requeued', { jobId })
    publishAttempt(attempt, 'retried')
    attempt.span.fail(code)
    log.warn({ err: cause, code, delayMs, usage }, 'attempt failed, the job will be tried again')
    void enqueueJob(job, delayMs)
    return events.publish(job.userId, 'generation-job:update', { jobId, status: 'QUEUED' })
  }
  // A model without a price reports no usage.
  const isUseless = failure.isUseless === true && usage.inputTokens + usage.outputTokens > 0
  const report = attempt.reading?.report
  const ids = { jobId, leaseToken, refundId: uuidv7(), noticeId: uuidv7() }
  const end = { ...ids, code, message, report, isUseless, usage }
  const isWritten = await persist(
    () => failJob(db, end),
    () => isJobIn(db, jobId, 'FAILED', code),
    log,
  )
  if (!isWritten) return recordLostAttempt(deps, attempt)
  reachFailpoint('job.failed', { jobId })
  publishEnd(attempt, 'failed', code)
  log[failure.isOurs ? 'error' : 'warn']({ err: cause, code, usage }, 'job failed, its credit was returned')
  announce(deps, attempt, { jobId, status: 'FAILED', errorCode: code, errorMessage: message })
}

/**
 * Postpones the job until its vendor may be called again. The attempt does not count, because no call was
 * made.
 */
export async function waitForVendor(
  deps: SettleDeps,
  attempt: Attempt,
  { retryAfterMs }: VendorDownError,
): Promise<void> {
  const { db, settings, enqueueJob } = deps
  const { job, tally, log } = attempt
  const { id: jobId, leaseToken } = job
  if (job.startedMsAgo > settings.outageMaxMs) return settleFailure(deps, attempt, vendorDown)
  // A random part, so that the waiting jobs do not return all at once.
  const delayMs = Math.round(retryAfterMs + Math.random() * settings.backoffMs)
  const retry = { jobId, leaseToken, delayMs, countAttempt: false, usage: tally.total() }
  if (!(await putBack(db, retry, log))) return recordLostAttempt(deps, attempt)
  publishAttempt(attempt, 'postponed')
  log.debug({ delayMs }, 'the vendor is down, the job waits')
  void enqueueJob({ ...job, attempts: job.attempts - 1 }, delayMs, leaseToken)
}

/** Hands the job to the next worker, as if there had been no attempt. */
export async function handBack(deps: SettleDeps, attempt: Attempt): Promise<void> {
  const { job, tally, log } = attempt
  const { id: jobId, leaseToken } = job
  const retry = { jobId, leaseToken, delayMs: 0, countAttempt: false, usage: tally.total() }
  if (!(await requeueJob(deps.db, retry))) return recordLostAttempt(deps, attempt)
  reachFailpoint('job.handed_back', { jobId })
  publishAttempt(attempt, 'handed_back')
  log.info('handed the job back, because this process is stopping')
  deps.events.publish(job.userId, 'generation-job:update', { jobId, status: 'QUEUED' })
}

/** Another worker holds the job, or it has ended: only its usage is written. */
export async function recordLostAttempt({ db }: SettleDeps, attempt: Attempt): Promise<void> {
  const { job, tally, log } = attempt
  const usage = tally.total()
  publishAttempt(attempt, 'lost')
  log.warn({ usage }, 'the lease of this job was lost, its result is dropped')
  if (usage.inputTokens + usage.outputTokens === 0) return
  await recordLateUsage(db, job.id, usage).catch((err) =>
    log.warn({ err }, 'the usage of the job could not be stored'),
  )
}

const putBack = (db: Db, retry: Parameters<typeof requeueJob>[1], log: Log) =>
  persist(
    () => requeueJob(db, retry),
    () => isJobIn(db, retry.jobId, 'QUEUED', null),
    log,
  )

/**
 * Writes the result of an attempt, again and again while the database cannot, because it is paid for. The
 * answer to a commit may have been lost, so a write that fails now may have succeeded before. @returns false
 * when the lease was lost.
 */
const persist = (
  write: () => Promise<boolean>,
  wasWritten: () => Promise<boolean>,
  log: Log,
): Promise<boolean> => inSpan({ name: 'settle' }, () => writeUntilKnown(write, wasWritten, log))

async function writeUntilKnown(
  write: () => Promise<boolean>,
  wasWritten: () => Promise<boolean>,
  log: Log,
): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      if (await write()) return true
      return attempt > 1 && (await wasWritten())
    } catch (err) {
      if (!isUnavailable(err) || attempt >= settleAttemptsMax) throw err
      log.warn({ err }, 'the result of the job could not be stored, trying again')
      await delay(settleRetryMs)
    }
  }
}

function announce(
  { events }: SettleDeps,
  attempt: Attempt,
  update: Parameters<typeof events.announceEnd>[1],
): void {
  const { userId, ageMs, id: jobId } = attempt.job
  events.announceEnd({ userId, ageMs: ageMs + msSinceClaim(attempt) }, update)
  reachFailpoint('job.announced', { jobId })
}

function publishEnd(attempt: Attempt, outcome: 'succeeded' | 'failed', code: JobErrorCode | null): void {
  const { model, ageMs, price } = attempt.job
  publishAttempt(attempt, outcome)
  if (code !== null) attempt.span.fail(code)
  const [status, refunded] = code === null ? (['SUCCEEDED', 0] as const) : (['FAILED', price] as const)
  jobEnded.publish({ model, status, code, refunded, tookMs: ageMs + msSinceClaim(attempt) })
}

function publishAttempt(attempt: Attempt, outcome: AttemptOutcome): void {
  attempt.span.set({ 'chatsvg.attempt.outcome': outcome })
  attemptEnded.publish({ model: attempt.job.model, outcome, ranMs: msSinceClaim(attempt) })
}

const msSinceClaim = ({ claimedAtMs }: Attempt) => Math.round(performance.now() - claimedAtMs)
