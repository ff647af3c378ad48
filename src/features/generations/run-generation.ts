import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { uuidv7 } from 'uuidv7'
import { ModelError, type Models } from '../../models/index.ts'
import { type Db, isUnavailable } from '../../platform/db/index.ts'
import type { Log } from '../../platform/log/index.ts'
import type { AnnounceEnd } from './announce-end.ts'
import { type DrawPictureDeps, drawPicture } from './draw-picture.ts'
import type { PublishGenerationEvent } from './events.ts'
import { AttemptTimeoutError, backoffFor, describeFailure, exhausted, type Failure } from './failure.ts'
import {
  type ClaimedJob,
  claimJob,
  type FinishedPicture,
  failJob,
  isJobDoneWith,
  requeueJob,
  succeedJob,
} from './job-lease-store.ts'
import { keepLease, LeaseLostError } from './keep-lease.ts'
import type { Ring } from './ring.ts'
import { createUsageTally, type UsageTally } from './usage-tally.ts'

export type RunGenerationDeps = {
  db: Db
  models: Pick<Models, 'resolve'>
  drawing: Omit<DrawPictureDeps, 'model'>
  publish: PublishGenerationEvent
  announceEnd: AnnounceEnd
  ring: Ring
  settings: GenerationSettings
}

export type GenerationSettings = {
  leaseMs: number
  timeoutMs: number
  attemptsMax: number
  backoffMs: number
}

/** About as long as a lease holds. */
const settleAttemptsMax = 6
const settleRetryMs = 1_000

/** A job in the hands of this worker, and what it has used. */
type Attempt = { job: ClaimedJob; tally: UsageTally; log: Log }

/**
 * One attempt at a job: claim, draw, settle. Safe to run twice for one job, at once or in turn: whoever holds the lease works, and only the holder can
 * write an end. `stopping` aborts when this process has to end; the job then goes back to the queue as if the attempt had not been.
 */
export async function runGeneration(
  deps: RunGenerationDeps,
  jobId: string,
  stopping: AbortSignal,
  log: Log,
): Promise<void> {
  const { db, publish, settings } = deps
  const job = await claimJob(db, jobId, randomUUID(), settings.leaseMs)
  if (!job) {
    log.debug({ jobId }, 'nothing to do for this job')
    return
  }
  const jobLog = log.child({ jobId, requestId: job.requestId, attempt: job.attempts, model: job.model })
  const attempt: Attempt = { job, tally: createUsageTally(), log: jobLog }
  // Every earlier holder of the lease died with it.
  if (job.attempts > settings.attemptsMax) return settleFailure(deps, attempt, exhausted)
  publish(job.userId, 'generation-job:update', { jobId, status: 'RUNNING', progress: 5 })

  using lease = keepLease(db, job, settings.leaseMs, jobLog)
  const startedAtMs = performance.now()
  try {
    const svg = await draw(deps, attempt, AbortSignal.any([stopping, lease.signal]))
    await settleSuccess(deps, attempt, svg, performance.now() - startedAtMs)
  } catch (error) {
    if (error instanceof LeaseLostError)
      return jobLog.warn(
        { usage: attempt.tally.total() },
        'the lease of this job was lost, its result is dropped',
      )
    if (stopping.aborted) {
      await handBack(deps, attempt)
      // The queue takes its entry back as well, for the next worker.
      throw stopping.reason
    }
    await settleFailure(deps, attempt, describeFailure(error), error)
  }
}

async function draw(
  { models, drawing, publish, settings }: RunGenerationDeps,
  { job, tally, log }: Attempt,
  stop: AbortSignal,
): Promise<string> {
  const resolved = models.resolve(job.model)
  if ('unknown' in resolved) throw new ModelError('model_not_found')
  const timeout = new AbortController()
  const timer = setTimeout(() => timeout.abort(new AttemptTimeoutError()), settings.timeoutMs)
  const signal = AbortSignal.any([stop, timeout.signal])
  let sequence = 0
  try {
    const listener = {
      onProgress: (progress: number) =>
        publish(job.userId, 'generation-job:update', { jobId: job.id, status: 'RUNNING', progress }),
      onPreviewFault: (err: unknown) => log.error({ err }, 'a preview could not be made'),
      onPreview: (svg: string) =>
        publish(job.userId, 'generation-job:preview', { jobId: job.id, svg, sequence: ++sequence }),
      onUsage: tally.add,
    }
    return await drawPicture({ ...drawing, model: resolved.model }, job, listener, signal)
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
  const picture = { jobId: job.id, leaseToken: job.leaseToken, generationId, noticeId: uuidv7(), svg, usage }
  if (!(await keepPicture(deps.db, picture, log))) throw new LeaseLostError()
  log.info({ ms: Math.round(elapsedMs), bytes: Buffer.byteLength(svg), usage }, 'job succeeded')
  deps.announceEnd(job, { jobId: job.id, status: 'SUCCEEDED', progress: 100, generationId })
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
  const { db, settings, publish } = deps
  const { id: jobId, leaseToken } = job
  const usage = tally.total()
  if (failure.retryable && job.attempts < settings.attemptsMax) {
    const delayMs = backoffFor(failure, job.attempts, settings.backoffMs, Math.random())
    if (!(await requeueJob(db, { jobId, leaseToken, delayMs, countAttempt: true, usage }))) return
    log.warn(
      { err: cause, code: failure.code, delayMs, usage },
      'attempt failed, the job will be tried again',
    )
    deps.ring(job, delayMs)
    return publish(job.userId, 'generation-job:update', { jobId, status: 'QUEUED' })
  }
  const { code, message } = failure
  if (
    !(await failJob(db, { jobId, leaseToken, refundId: uuidv7(), noticeId: uuidv7(), code, message, usage }))
  )
    return
  log.warn({ err: cause, code, usage }, 'job failed, its credit was returned')
  deps.announceEnd(job, { jobId, status: 'FAILED', errorCode: code, errorMessage: message })
}

async function handBack(deps: RunGenerationDeps, { job, tally, log }: Attempt): Promise<void> {
  const { id: jobId, leaseToken } = job
  const usage = tally.total()
  if (!(await requeueJob(deps.db, { jobId, leaseToken, delayMs: 0, countAttempt: false, usage }))) return
  log.info('handed the job back, because this process is stopping')
  deps.publish(job.userId, 'generation-job:update', { jobId, status: 'QUEUED' })
}
