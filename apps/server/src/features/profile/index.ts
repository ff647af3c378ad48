/**
 * profile: a user reads, changes, exports and deletes their account. It owns no table. It promises that
 * nothing is left out.
 */
export { profileErrors } from './errors.ts'
export { profileRoutes } from './routes.ts'
