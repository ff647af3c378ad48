/**
 * profile: a user reads, changes, exports and deletes their account. It owns no table; its promise is that
 * nothing is left out.
 */
export { profileErrors } from './errors.ts'
export { profileRoutes } from './routes.ts'
