/**
 * profile: what people see of their own account and do with it: read it, change it, take everything along,
 * delete everything, and read their security log. It owns no table; its promise is that nothing is left out.
 */
export { type ProfileErrorCode, profileErrorStatuses } from './errors.ts'
export { profileRoutes } from './routes.ts'
