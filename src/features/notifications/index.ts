/**
 * notifications: what we tell people afterwards. A line about a job is written in the statement that ends the job, once per user, job
 * and type.
 */
export { insertNotification, notificationFragments } from './store.ts'
export { notifications } from './tables.ts'
