import type { Models } from '../../models/index.ts'
import type { Db } from '../../platform/db/index.ts'
import type { App } from '../../platform/http/index.ts'
import type { Log } from '../../platform/log/index.ts'
import { handleJob, type JobBinding, type JobQueue } from '../../platform/queue/index.ts'
import type { Presence, RealtimeListener } from '../../platform/realtime/index.ts'
import type { Drawing } from '../drawing/index.ts'
import { createAcceptJobs } from './accept-store.ts'
import { createAnnouncer } from './announce-end.ts'
import { type AnswerAccepted, createAnswerAccepted } from './answer-accepted.ts'
import type { CancelEffects } from './cancel-generation.ts'
import { createClaimJob } from './claim-store.ts'
import { createDequeueJob, createEnqueueJob, type EnqueueJob } from './enqueue-job.ts'
import type { GenerationEvents, PublishGenerationEvent } from './events.ts'
import { createRequestGuard, type RequestGuard, type RequestGuardDeps } from './guard-requests.ts'
import type { JobKind } from './job-lease-store.ts'
import { jobRoutes } from './job-routes.ts'
import { generateSvgJob } from './jobs.ts'
import { createLeases } from './keep-lease.ts'
import { createSwitchableModels, type SwitchableModels } from './model-switches.ts'
import { createQueueCounts, type ReadQueueCounts } from './queue-counts.ts'
import type { RequestGenerationDeps } from './request-generation.ts'
import { type GenerationRoutesDeps, generationRoutes } from './routes.ts'
import { runGeneration } from './run-generation.ts'
import type { GenerationSettings } from './settle-job.ts'
import { createSpending } from './spending.ts'
import { createSubscribeToEnd } from './subscribe-to-end.ts'
import { createSucceedJob } from './success-store.ts'
import { startSweeper } from './sweep-jobs.ts'
import { jobKinds } from './tables.ts'
import type { WaitForJobs } from './wait-for-jobs.ts'

export type JobsDeps = {
  db: Db
  queue: JobQueue
  publish: PublishGenerationEvent
  models: Pick<Models, 'list' | 'resolve' | 'priced'>
  /** The maximum cost of models on one UTC day, in millionths of a US dollar; null: no limit. */
  spendLimitMicroUsd: number | null
  log: Log
}

/** What accepts requests, in addition to the parts that all processes share. */
export type AcceptanceDeps = Omit<RequestGenerationDeps, 'db' | 'acceptJobs' | 'models' | 'enqueueJob'> &
  RequestGuardDeps & {
    waitForJobs: WaitForJobs
    /** Whether answers say how many jobs wait and run. */
    exposeQueueCounts: boolean
  }

/** How requests for pictures are guarded, accepted and answered. */
export type Acceptance = {
  requesting: RequestGenerationDeps
  guard: RequestGuard
  answerAccepted: AnswerAccepted
}

export type JobsHttpDeps = GenerationRoutesDeps

export type JobsWorkerDeps = {
  drawing: Drawing
  listener: RealtimeListener<GenerationEvents>
  presence: Presence
  limits: Pick<GenerationSettings, 'timeoutMs' | 'attemptsMax' | 'backoffMs'>
  /** Jobs that the worker runs at once. */
  slots: number
  /** Default: all that this version knows. */
  kinds?: readonly JobKind[]
}

export type Jobs = Disposable & {
  models: SwitchableModels
  enqueueJob: EnqueueJob
  readQueueCounts: ReadQueueCounts
  cancelEffects: CancelEffects
  /** Open it once for each process that serves the API. */
  openAcceptance(deps: AcceptanceDeps): Acceptance
  routes(deps: JobsHttpDeps): (app: App) => void
  /** The parts that work on jobs in this process: the handler of the queue's entries, and the sweeper. */
  openWorker(deps: JobsWorkerDeps): { handler: JobBinding; startSweeper(): AsyncDisposable }
}

/**
 * How long a lease lasts without being renewed. A killed worker's jobs are taken over after this and a sweep.
 */
const leaseMs = 12_000
/** How long after its first claim a job still waits for a vendor that is down. */
const outageMaxMs = 15 * 60_000
const sweep = { intervalMs: 4_000, patienceMs: 5_000 }

/**
 * Open it once for each process: its roles share one enqueuer, one announcer and one cache of disabled
 * models. Disposing publishes pending repetitions at once.
 */
export function openJobs({ db, queue, publish, models, spendLimitMicroUsd, log }: JobsDeps): Jobs {
  const enqueueJob = createEnqueueJob(queue, log)
  const announcer = createAnnouncer(publish)
  const cancelEffects = { announceEnd: announcer.announceEnd, dequeueJob: createDequeueJob(queue, log) }
  const readQueueCounts = createQueueCounts(queue)
  const switchable = createSwitchableModels(db, models, spendLimitMicroUsd)
  return {
    models: switchable,
    enqueueJob,
    readQueueCounts,
    cancelEffects,
    openAcceptance: ({ moderation, plans, waitForJobs, exposeQueueCounts, ...guarding }) => ({
      requesting: { moderation, plans, db, acceptJobs: createAcceptJobs(db), models: switchable, enqueueJob },
      guard: createRequestGuard(guarding),
      answerAccepted: createAnswerAccepted({
        db,
        authentication: guarding.authentication,
        waitForJobs,
        readQueueCounts: exposeQueueCounts ? readQueueCounts : undefined,
      }),
    }),
    routes(http) {
      const { authentication } = http
      const { plans } = http.requesting
      const ask = generationRoutes(http)
      const look = jobRoutes({ db, authentication, cancelling: { db, plans, ...cancelEffects } })
      return (app) => {
        ask(app)
        look(app)
      }
    },
    openWorker({ drawing, listener, presence, limits, slots, kinds = jobKinds }) {
      const leases = createLeases(db, leaseMs, log)
      const deps = {
        db,
        drawing,
        models: { switchable, spending: createSpending(db, spendLimitMicroUsd, log) },
        events: {
          publish,
          announceEnd: announcer.announceEnd,
          subscribeToEnd: createSubscribeToEnd(listener),
        },
        presence,
        leases,
        enqueueJob,
        claimJob: createClaimJob(db, leaseMs, kinds, slots, leases),
        succeedJob: createSucceedJob(db, leases),
        settings: { ...limits, outageMaxMs },
      }
      const countEntries = async () => (await queue.counts(generateSvgJob)).waiting
      return {
        handler: handleJob(generateSvgJob, ({ jobId }, delivery) =>
          runGeneration(deps, jobId, delivery, log),
        ),
        startSweeper: () => startSweeper({ db, enqueueJob, countEntries, log }, sweep),
      }
    },
    [Symbol.dispose]: () => announcer[Symbol.dispose](),
  }
}
