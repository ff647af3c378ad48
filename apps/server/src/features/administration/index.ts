/**
 * administration: administrators change users, jobs, the queue and models, and every action is logged.
 * Administrators use it over HTTP, operators on the command line, with the same use cases. Every action is
 * logged in its own transaction and never deleted.
 *
 * It is above the features whose rows it changes, and calls them through their `index.ts`.
 */
export type { ActBy } from './act-store.ts'
export { boardPages } from './board-pages.ts'
export { cancelJobByHand } from './cancel-job.ts'
export { changeUser, type UserChange } from './change-user.ts'
export { disableWebhookByHand, enableWebhookByHand } from './disable-webhook.ts'
export { drainQueue } from './drain-queue.ts'
export { administrationErrors } from './errors.ts'
export { grantCreditsByHand, grantMax } from './grant-credits.ts'
export { listActs } from './list-acts.ts'
export { listJobs } from './list-jobs.ts'
export { listPictures } from './list-pictures.ts'
export { listUsers } from './list-users.ts'
export { pauseByHand, resumeByHand } from './pause-queue.ts'
export {
  presentAct,
  presentEntry,
  presentJobInFull,
  presentListedJob,
  presentModel,
  presentPicture,
  presentReport,
  presentUser,
} from './present.ts'
export { pictureStates, readReports } from './read-pictures.ts'
export { findUserId, readJobEntries, readUserFacts } from './read-users.ts'
export { resetFactorsByHand } from './reset-factors.ts'
export { retryJob } from './retry-job.ts'
export { revokeProgramByHand } from './revoke-program.ts'
export { administrationRoutes } from './routes.ts'
export { showJob } from './show-job.ts'
export { showQueue } from './show-queue.ts'
export { showUser } from './show-user.ts'
export { restoreUser, suspendUser } from './suspend-user.ts'
export { listModels, switchModel } from './switch-model.ts'
export { adminActs } from './tables.ts'
export {
  deletePictureByHand,
  dismissReports,
  hidePictureByHand,
  showPictureAgain,
  showPictureByHand,
} from './take-down-picture.ts'
