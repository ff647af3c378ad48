import { randomUUID } from 'node:crypto'
import { ModelError, type PictureReading, type SvgModel } from '../../models/index.ts'
import type { Db } from '../../platform/db/index.ts'
import type { Log } from '../../platform/log/index.ts'
import type { JobContext } from '../../platform/queue/index.ts'
import type { Presence } from '../../platform/realtime/index.ts'
import { inSpan, type SpanNotes } from '../../platform/traces/index.ts'
import {
  type Drawing,
  DrawingTimeoutError,
  SpendLimitError,
  showPreviews,
  UntraceableError,
  VendorDownError,
} from '../drawing/index.ts'
import type { ClaimedJob, ClaimJob } from './claim-store.ts'
import { reachFailpoint } from './failpoints.ts'
import { describeFailure, exhausted } from './failure.ts'
import { findImage } from './image-store.ts'
import { changeModel, recordMostlyShown } from './job-lease-store.ts'
import { type Lease, LeaseLostError, type Leases } from './keep-lease.ts'
import { firstPreviewShown, jobStarted } from './metric-events.ts'
import type { SwitchableModels } from './model-switches.ts'
import {
  type Attempt,
  handBack,
  recordLostAttempt,
  type SettleDeps,
  settleFailure,
  settleSuccess,
  waitForVendor,
} from './settle-job.ts'
import { meterModel, type Spending } from './spending.ts'
import { ParentGoneError } from './success-store.ts'
import { createUsageTally } from './usage-tally.ts'
import { findParent } from './version-store.ts'

export type RunGenerationDeps = SettleDeps & {
  drawing: Drawing
  presence: Pick<Presence, 'follow'>
  leases: Leases
  models: {
    switchable: SwitchableModels
    spending: Spending
  }
  claimJob: ClaimJob
}

/** What the queue gives to the handler of an entry. */
type Delivery = Pick<JobContext, 'signal' | 'freeSlot'>

const startedPercent = 5

/**
 * One attempt at a job: claim, draw, settle. Safe to run in parallel or in sequence, and for whatever job it
 * was enqueued: only the holder of the lease works, and only the holder can write an end. A finished picture
 * frees its slot before it is stored. `signal` aborts when this process has to end; the job then goes back to
 * the queue as if there had been no attempt.
 */
export async function runGeneration(
  deps: RunGenerationDeps,
  enqueuedJobId: string,
  delivery: Delivery,
  log: Log,
): Promise<void> {
  const job = await deps.claimJob({ queuedJobId: enqueuedJobId, leaseToken: randomUUID() })
  if (!job) {
    log.debug({ jobId: enqueuedJobId }, 'there is no job to do')
    return
  }
  const jobId = job.id
  reachFailpoint('job.claimed', { jobId })
  // The first claim has set it to now, in whole milliseconds.
  if (job.startedMsAgo < 1) jobStarted.publish({ model: job.model, waitedMs: job.ageMs })
  const attempt = {
    name: 'attempt',
    belongsTo: job.traceParent,
    attributes: {
      'chatsvg.job.id': jobId,
      'chatsvg.job.attempt': job.attempts,
      'chatsvg.request.id': job.requestId ?? undefined,
    },
  }
  await inSpan(attempt, (span) => runAttempt(deps, job, span, delivery, log))
}

async function runAttempt(
  deps: RunGenerationDeps,
  job: ClaimedJob,
  span: SpanNotes,
  { signal: stopping, freeSlot }: Delivery,
  log: Log,
): Promise<void> {
  const { events, settings, leases } = deps
  const { id: jobId, requestId, model } = job
  const jobLog = log.child({ jobId, requestId, attempt: job.attempts, model })
  const tally = createUsageTally()
  const attempt: Attempt = { job, tally, claimedAtMs: performance.now(), span, log: jobLog }
  // Every earlier holder of the lease died during its attempt.
  if (job.attempts > settings.attemptsMax) return settleFailure(deps, attempt, exhausted)

  using lease = leases.keep(job)
  using _subscription = events.subscribeToEnd(job, lease.lose)
  // Not `AbortSignal.any`: signals are expensive, and one is enough for an attempt.
  const stop = () => lease.abort(stopping.reason)
  stopping.addEventListener('abort', stop, { once: true })
  try {
    if (stopping.aborted) stop()
    const svg = await draw(deps, attempt, lease)
    lease.finishDrawing()
    freeSlot()
    await settleSuccess(deps, attempt, svg)
  } catch (error) {
    if (error instanceof LeaseLostError) return recordLostAttempt(deps, attempt)
    if (stopping.aborted) {
      await handBack(deps, attempt)
      // The queue also takes its entry back, for the next worker.
      throw stopping.reason
    }
    if (error instanceof VendorDownError) return waitForVendor(deps, attempt, error)
    await settleFailure(deps, attempt, describeFailure(error, { isChange: job.parentId !== null }), error)
  } finally {
    stopping.removeEventListener('abort', stop)
  }
}

async function draw(
  { db, drawing, models, events, settings, presence }: RunGenerationDeps,
  attempt: Attempt,
  { signal, abort }: Pick<Lease, 'signal' | 'abort'>,
): Promise<string> {
  const { job, tally, claimedAtMs, log } = attempt
  const trace = job.options?.trace
  let isSilent = true
  const timer = setTimeout(() => abort(new DrawingTimeoutError(isSilent)), settings.timeoutMs - job.ranMs)
  let sequence = 0
  let progress = startedPercent
  let isRepair = false
  const publishProgress = () =>
    events.publish(job.userId, 'generation-job:update', {
      jobId: job.id,
      status: 'RUNNING',
      progress,
      ...(isRepair && { isRepair }),
    })
  using viewers = presence.follow(job.userId, publishProgress)
  using previews = showPreviews({
    publish(svg) {
      if (sequence === 0 && job.attempts === 1) {
        const sinceAcceptedMs = job.ageMs + performance.now() - claimedAtMs
        firstPreviewShown.publish({ model: job.model, sinceAcceptedMs })
      }
      events.publish(job.userId, 'generation-job:preview', { jobId: job.id, svg, sequence: ++sequence })
    },
    recordMostlyShown: () => recordMostlyShown(db, job.id, job.leaseToken),
    log,
  })
  const listener = {
    onStart: publishProgress,
    onProgress: (percent: number) => {
      isSilent = false
      progress = percent
      if (viewers.isPresent()) publishProgress()
    },
    onRepair() {
      isRepair = true
      publishProgress()
    },
    onPreviewFault: (err: unknown) => log.error({ err }, 'a preview could not be made'),
    followViewers: (onArrival: () => void) => presence.follow(job.userId, onArrival),
    onPreview: previews.show,
    onUsage: tally.add,
    onReading(reading: PictureReading) {
      attempt.reading = reading
    },
  }
  try {
    if (trace) {
      const image = await findImage(db, trace.imageId, job.userId)
      if (!image) throw new UntraceableError('the image has been deleted')
      return await drawing.trace({ ...job, image, trace, palette: job.options?.palette }, listener, signal)
    }
    const model = await chooseModel(db, models, job)
    if (job.parentId === null) return await drawing.draw(model, job, listener, signal)
    const picture = await findParent(db, job.parentId, job.userId)
    if (!picture) throw new ParentGoneError()
    const change = { id: job.id, userId: job.userId, instruction: job.prompt, picture }
    return await drawing.change(model, change, listener, signal)
  } catch (error) {
    // Adapters may wrap the error of an abort: the reason of the abort is the true cause.
    throw signal.aborted ? signal.reason : error
  } finally {
    clearTimeout(timer)
  }
}

/**
 * A job for one model is not drawn by another: if the model is gone or disabled, the job ends. If the daily
 * spend limit is reached and the request named no model, a model draws instead that costs nothing to call and
 * the user as many credits: the charge stays as it was quoted.
 */
async function chooseModel(
  db: Db,
  { switchable, spending }: RunGenerationDeps['models'],
  job: ClaimedJob,
): Promise<SvgModel> {
  const current = await switchable.read()
  const resolved = current.resolveUnlimited(job.model)
  if ('unknown' in resolved || resolved.servedAs !== job.model) throw new ModelError('model_not_found')
  if (!resolved.model.isPriced || (await spending.mayAsk())) return meterModel(resolved.model, spending)
  const free = job.requestedModel === null ? current.resolveFree() : undefined
  if (
    !free ||
    'unknown' in free ||
    (free.credits !== resolved.credits && job.price > 0) ||
    !(await changeModel(db, job.id, job.leaseToken, free.servedAs))
  )
    throw new SpendLimitError()
  job.model = free.servedAs
  return free.model
}
