/**
 * generations: from a prompt to a stored picture. A job is accepted in one statement with its charge; the
 * queue only wakes workers; a worker holds the job by a lease and ends it in one statement with its
 * picture or its refund; the sweeper enqueues whatever was forgotten.
 */
export { type AnnounceEnd, createAnnouncer } from './announce-end.ts'
export {
  announceCancelled,
  type CancelEffects,
  type CancelGenerationDeps,
  cancelGeneration,
  jobNotFound,
  jobSucceeded,
} from './cancel-generation.ts'
export { type CancelledJob, cancelJobs, findUnfinishedJobs, lockQueuedJobs } from './cancel-store.ts'
export { createDequeueJob, createEnqueueJob, type EnqueueJob } from './enqueue-job.ts'
export { enqueueWaiting } from './enqueue-waiting.ts'
export { type GenerationErrorCode, generationErrorStatuses } from './errors.ts'
export { createEventFilter } from './event-filter.ts'
export type { GenerationEvents, PublishGenerationEvent } from './events.ts'
export { jobRoutes } from './job-routes.ts'
export { generateSvgJob } from './jobs.ts'
export {
  attemptEnded,
  firstPreviewShown,
  jobEnded,
  jobStarted,
  jobsAccepted,
  modelCalled,
  modelUsed,
  pictureRejected,
  vendorTurned,
} from './metric-events.ts'
export {
  disableModel,
  enableModel,
  lockModelSwitches,
  readDisabledModels,
} from './model-switch-store.ts'
export { createSwitchableModels, type SwitchableModels } from './model-switches.ts'
export { createOpenRequests } from './open-requests.ts'
export { presentJob, presentUpdate } from './present.ts'
export { purgeWords } from './purge-words.ts'
export { createQueueCounts, type ReadQueueCounts } from './queue-counts.ts'
export { pauseQueue, type QueuePause, readQueuePause, resumeQueue } from './queue-pause-store.ts'
export { type JobSubject, lockUnfinishedJobs, readJobSubjects, readOwnJobs } from './read-own-jobs.ts'
export { type QueueState, readQueueState } from './read-queue-state.ts'
export { generationRoutes } from './routes.ts'
export { runGeneration } from './run-generation.ts'
export type { GenerationSettings } from './settle-job.ts'
export { readSpendToday } from './spend-store.ts'
export { createSpending } from './spending.ts'
export { acceptJobs, type GenerationRow, type JobRow, listRecentJobs } from './store.ts'
export { createSubscribeToEnd } from './subscribe-to-end.ts'
export { startSweeper } from './sweep-jobs.ts'
export { generationJobs, generations, jobErrorCodes, jobStatuses, modelSpend } from './tables.ts'
export { createVendorBreaker } from './vendor-breaker.ts'
