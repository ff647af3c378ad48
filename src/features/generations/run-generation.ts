import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { uuidv7 } from 'uuidv7'
import { ModelError, type Models } from '../../models/index.ts'
import { type Db, isUnavailable } from '../../platform/db/index.ts'
import type { Log } from '../../platform/log/index.ts'
import { reachStep } from '../../platform/steps/index.ts'
import type { AnnounceEnd } from './announce-end.ts'
import { type DrawPictureDeps, drawPicture } from './draw-picture.ts'
import type { PublishGenerationEvent } from './events.ts'
import {
  backoffFor,
  describeFailure,
  exhausted,
  type Failure,
  JobTimeoutError,
  vendorDown,
} from './failure.ts'
import type { HearEnd } from './hear-end.ts'
import {
  type ClaimedJob,
  claimJob,
  type FinishedPicture,
  failJob,
  isJobDoneWith,
  recordLateUsage,
  requeueJob,
  succeedJob,
} from './job-lease-store.ts'
import { keepLease, LeaseLostError } from './keep-lease.ts'
import type { Ring } from './ring.ts'
import { createUsageTally, type UsageTally } from './usage-tally.ts'
import { type VendorBreaker, VendorDownError } from './vendor-breaker.ts'

export type RunGenerationDeps = {
  db: Db
  /** What a picture is drawn with, and whom it is asked of. */
  drawing: Omit<DrawPictureDeps, 'model'> & { models: Pick<Models, 'resolve'>; vendors: VendorBreaker }
  news: {
    publish: PublishGenerationEvent
    announceEnd: AnnounceEnd
    hearEnd: HearEnd
  }
  ring: Ring
  settings: GenerationSettings
}

export type GenerationSettings = {
  leaseMs: number
  /** How long a job may run, over all its attempts. */
  timeoutMs: number
  attemptsMax: number
  backoffMs: number
  /** How long after its acceptance a job still waits for a vendor that is down. */
  outageMaxMs: number
}

/** About as long as a lease holds. */
const settleAttemptsMax = 6
const settleRetryMs = 1_000

/** A job in the hands of this worker, and what it has used. */
type Attempt = { job: ClaimedJob; tally: UsageTally; log: Log }

/**
 * One attempt at a job: claim, draw, settle. Safe to run at once or in turn, and for whatever it was rung: whoever holds the lease works, and only the holder can
 * write an end. `stopping` aborts when this process has to end; the job then goes back to the queue as if the attempt had not been.
 */
export async function runGeneration(
  deps: RunGenerationDeps,
  rungJobId: string,
  stopping: AbortSignal,
  log: Log,
): Promise<void> {
  const { db, news, settings } = deps
  const job = await claimJob(db, rungJobId, randomUUID(), settings.leaseMs)
  if (!job) {
    log.debug({ jobId: rungJobId }, 'there is no job to do')
    return
  }
  const jobId = job.id
  reachStep('job.claimed', { jobId })
  const jobLog = log.child({ jobId, requestId: job.requestId, attempt: job.attempts, model: job.model })
  const attempt: Attempt = { job, tally: createUsageTally(), log: jobLog }
  // Every earlier holder of the lease died with it.
  if (job.attempts > settings.attemptsMax) return settleFailure(deps, attempt, exhausted)
  news.publish(job.userId, 'generation-job:update', { jobId, status: 'RUNNING', progress: 5 })

  using lease = keepLease(db, job, settings.leaseMs, jobLog)
  using _hearing = news.hearEnd(job, lease.lose)
  const startedAtMs = performance.now()
  try {
    const svg = await draw(deps, attempt, AbortSignal.any([stopping, lease.signal]))
    await settleSuccess(deps, attempt, svg, performance.now() - startedAtMs)
  } catch (error) {
    if (error instanceof LeaseLostError) return letGo(deps, attempt)
    if (stopping.aborted) {
      await handBack(deps, attempt)
      // The queue takes its entry back as well, for the next worker.
      throw stopping.reason
    }
    if (error instanceof VendorDownError) return waitForVendor(deps, attempt, error)
    await settleFailure(deps, attempt, describeFailure(error), error)
  }
}

async function draw(
  { drawing, news, settings }: RunGenerationDeps,
  { job, tally, log }: Attempt,
  stop: AbortSignal,
): Promise<string> {
  const { models, vendors, ...parts } = drawing
  const resolved = models.resolve(job.model)
  if ('unknown' in resolved) throw new ModelError('model_not_found')
  const { model } = resolved
  const timeout = new AbortController()
  const timer = setTimeout(() => timeout.abort(new JobTimeoutError()), settings.timeoutMs - job.ranMs)
  const signal = AbortSignal.any([stop, timeout.signal])
  let sequence = 0
  const listener = {
    onProgress: (progress: number) =>
      news.publish(job.userId, 'generation-job:update', { jobId: job.id, status: 'RUNNING', progress }),
    onPreviewFault: (err: unknown) => log.error({ err }, 'a preview could not be made'),
    onPreview: (svg: string) =>
      news.publish(job.userId, 'generation-job:preview', { jobId: job.id, svg, sequence: ++sequence }),
    onUsage: tally.add,
  }
  try {
    reachStep('job.model_started', { jobId: job.id })
    return await vendors.execute(model.provider, () =>
      drawPicture({ ...parts, model }, job, listener, signal),
    )
  } catch (error) {
    // Adapters may wrap what an abort makes them throw: the reason of the abort is the truth.
    throw signal.aborted ? signal.reason : error
  } finally {
    clearTimeout(timer)
  }
}

async function settleSuccess(
  deps: RunGenerationDeps,
  { job, tally, log }: Attempt,
  svg: string,
  elapsedMs: number,
): Promise<void> {
  const generationId = uuidv7()
  const usage = tally.total()
  reachStep('job.finished_picture', { jobId: job.id })
  const picture = { jobId: job.id, leaseToken: job.leaseToken, generationId, noticeId: uuidv7(), svg, usage }
  if (!(await keepPicture(deps.db, picture, log))) throw new LeaseLostError()
  reachStep('job.settled', { jobId: job.id })
  log.info({ ms: Math.round(elapsedMs), bytes: Buffer.byteLength(svg), usage }, 'job succeeded')
  deps.news.announceEnd(job, { jobId: job.id, status: 'SUCCEEDED', progress: 100, generationId })
  reachStep('job.announced', { jobId: job.id })
}

/**
 * Writes the end, again and again while the database cannot: the picture is paid for. The answer to a commit may have been lost, so one that
 * was not written now may have been written before.
 */
async function keepPicture(db: Db, picture: FinishedPicture, log: Log): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      if (await succeedJob(db, picture)) return true
      return attempt > 1 && (await isJobDoneWith(db, picture.jobId, picture.generationId))
    } catch (err) {
      if (!isUnavailable(err) || attempt >= settleAttemptsMax) throw err
      log.warn({ err }, 'the picture could not be stored, trying again')
      await delay(settleRetryMs)
    }
  }
}

async function settleFailure(
  deps: RunGenerationDeps,
  { job, tally, log }: Attempt,
  failure: Failure,
  cause?: unknown,
): Promise<void> {
  const { db, settings, news } = deps
  const { id: jobId, leaseToken } = job
  const usage = tally.total()
  if (failure.retryable && job.attempts < settings.attemptsMax) {
    const delayMs = backoffFor(failure, job.attempts, settings.backoffMs, Math.random())
    if (!(await requeueJob(db, { jobId, leaseToken, delayMs, countAttempt: true, usage }))) return
    log.warn(
      { err: cause, code: failure.code, delayMs, usage },
      'attempt failed, the job will be tried again',
    )
    void deps.ring(job, delayMs)
    return news.publish(job.userId, 'generation-job:update', { jobId, status: 'QUEUED' })
  }
  const { code, message } = failure
  if (
    !(await failJob(db, { jobId, leaseToken, refundId: uuidv7(), noticeId: uuidv7(), code, message, usage }))
  )
    return
  reachStep('job.failed', { jobId })
  log.warn({ err: cause, code, usage }, 'job failed, its credit was returned')
  deps.news.announceEnd(job, { jobId, status: 'FAILED', errorCode: code, errorMessage: message })
  reachStep('job.announced', { jobId })
}

/** Puts the job off until somebody may ask its vendor again. The attempt does not count, since nobody was asked. */
async function waitForVendor(
  deps: RunGenerationDeps,
  attempt: Attempt,
  { retryAfterMs }: VendorDownError,
): Promise<void> {
  const { db, settings, news } = deps
  const { job, tally, log } = attempt
  const { id: jobId, leaseToken } = job
  if (Date.now() - job.createdAt.getTime() > settings.outageMaxMs)
    return settleFailure(deps, attempt, vendorDown)
  // Those that wait do not come back all at once.
  const delayMs = Math.round(retryAfterMs + Math.random() * settings.backoffMs)
  if (!(await requeueJob(db, { jobId, leaseToken, delayMs, countAttempt: false, usage: tally.total() })))
    return
  log.debug({ delayMs }, 'the vendor is down, the job waits')
  void deps.ring({ ...job, attempts: job.attempts - 1 }, delayMs, leaseToken)
  news.publish(job.userId, 'generation-job:update', { jobId, status: 'QUEUED' })
}

/** The job is somebody else's, or has ended: nothing of it is written but what it has cost. */
async function letGo({ db }: RunGenerationDeps, { job, tally, log }: Attempt): Promise<void> {
  const usage = tally.total()
  log.warn({ usage }, 'the lease of this job was lost, its result is dropped')
  if (usage.inputTokens + usage.outputTokens > 0)
    await recordLateUsage(db, job.id, usage).catch((err) =>
      log.warn({ err }, 'what it used could not be kept'),
    )
}

async function handBack(deps: RunGenerationDeps, { job, tally, log }: Attempt): Promise<void> {
  const { id: jobId, leaseToken } = job
  const usage = tally.total()
  if (!(await requeueJob(deps.db, { jobId, leaseToken, delayMs: 0, countAttempt: false, usage }))) return
  reachStep('job.handed_back', { jobId })
  log.info('handed the job back, because this process is stopping')
  deps.news.publish(job.userId, 'generation-job:update', { jobId, status: 'QUEUED' })
}
