/**
 * jobs: requests for pictures, which are accepted, claimed by a worker, settled, cancelled and listed. One
 * statement accepts a job with its charge. The queue only wakes workers. A worker holds a job by a lease and
 * ends it in one statement, with its picture or its refund. The sweeper enqueues jobs that are due and not in
 * the queue.
 */

export { acceptJobs } from './accept-store.ts'
export { idempotencyKeyCharsMax, promptChars, strokeWidthRange } from './bounds.ts'
export {
  announceCancelled,
  type CancelEffects,
  type CancelGenerationDeps,
  cancelGeneration,
} from './cancel-generation.ts'
export { type CancelledJob, cancelJobs, findUnfinishedJobs, lockQueuedJobs } from './cancel-store.ts'
export { findEditKey, isJobKey, lockKey, purgeEditKeys, takeEditKey } from './edit-key-store.ts'
export type { EnqueueJob } from './enqueue-job.ts'
export { enqueueWaiting } from './enqueue-waiting.ts'
export { everyModelOff, generationLimited, jobErrors } from './errors.ts'
export {
  type GenerationEvents,
  hasEnded,
  isJobEnd,
  type JobPreview,
  type JobUpdate,
  type PublishGenerationEvent,
} from './events.ts'
export { modelRules, privacyRules, promptRules } from './generation-request.ts'
export type { RequestGuard } from './guard-requests.ts'
export { readIdempotencyKey } from './idempotency-key.ts'
export { dropImage, keepImage, purgeImages } from './image-store.ts'
export { readOwnJob } from './job-routes.ts'
export { generateSvgJob } from './jobs.ts'
export {
  attemptEnded,
  firstPreviewShown,
  jobEnded,
  jobStarted,
  jobsAccepted,
} from './metric-events.ts'
export {
  disableModel,
  enableModel,
  lockModelSwitches,
  readDisabledModels,
} from './model-switch-store.ts'
export type { SwitchableModels } from './model-switches.ts'
export { type MovePlace, type MoveReport, movePictures } from './move-pictures.ts'
export { estimatePictures } from './move-store.ts'
export { type Acceptance, type Jobs, openJobs } from './open-jobs.ts'
export { paletteRules } from './picture-options.ts'
export { presentJob, presentReport, presentUpdate } from './present.ts'
export { purgeWords } from './purge-words.ts'
export type { ReadQueueCounts } from './queue-counts.ts'
export { pauseQueue, type QueuePause, readQueuePause, resumeQueue } from './queue-pause-store.ts'
export { type JobState, readJobState } from './read-job-state.ts'
export { type JobSubject, lockUnfinishedJobs, readJobSubjects, readOwnJobs } from './read-own-jobs.ts'
export { type QueueState, readQueueState } from './read-queue-state.ts'
export {
  type Accepted,
  type Asking,
  acceptPictures,
  checkAcceptance,
  describeGeneration,
  findRepeated,
  type PicturesToAccept,
  type RequestGenerationDeps,
  requestGeneration,
} from './request-generation.ts'
export {
  aboutJob,
  acceptanceHeaders,
  acceptanceProblems,
  acceptedAnswer,
  acceptedHeaders,
  generationFields,
  generationProblems,
  idempotencyHeaders,
  jobExample,
  jobParams,
  jobSchema,
  jobStatus,
  jobTags,
  pictureOptions,
  strokeWidthSchema,
} from './schemas.ts'
export { readSpendToday } from './spend-store.ts'
export {
  batchFragments,
  findOwnBatch,
  findOwnJob,
  findOwnJobs,
  type GenerationRow,
  type JobRow,
  type JobWithGeneration,
  listOwnBatch,
  listRecentJobs,
  type StoredGeneration,
} from './store.ts'
export {
  generationJobs,
  generations,
  jobErrorCodes,
  jobStatuses,
  modelSpend,
} from './tables.ts'
export {
  assertRoom,
  insertPicture,
  insertVersion,
  listVersions,
  lockTree,
  type VersionRow,
} from './version-store.ts'
export type { AwaitedJobs, JobsToAwait, WaitForJobs } from './wait-for-jobs.ts'
