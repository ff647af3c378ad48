/**
 * notifications: what a user is told about their jobs and their account. A line about a job is written in
 * the statement that ends the job, once per user, job and type. When its owner last looked stands on the
 * user's row, which this feature alone writes there; what was found unread is marked in the same
 * statement.
 */
export {
  announceSecurity,
  type SecurityNotice,
  securityNoticeEmail,
  securityNoticeWriter,
} from './announce-security.ts'
export { listAllNotifications } from './list-all-notifications.ts'
export { purgeNotifications } from './purge-notifications.ts'
export { notificationRoutes } from './routes.ts'
export { insertNotification, insertWelcome, notificationFragments } from './store.ts'
export { notifications } from './tables.ts'
