/**
 * notifications: messages to a user about their jobs and their account. A notification about a job is
 * written in the statement that accepts or ends the job, so once for each user, job and type. The user's row
 * stores when the user last read the list; only this feature writes that column. Unread notifications are
 * marked in the same statement.
 */
export {
  announceSecurity,
  type SecurityNotice,
  securityNoticeEmail,
  securityNoticeWriter,
} from './announce-security.ts'
export { listAllNotifications } from './list-all-notifications.ts'
export { notificationRoutes } from './routes.ts'
export { insertNotification, insertWelcome, notificationFragments } from './store.ts'
export { notifications } from './tables.ts'
