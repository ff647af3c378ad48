/**
 * sets: matching pictures of several prompts, such as icons for one page: one style, one palette, one stroke
 * width, and subjects of one size. A set is accepted as a whole or not at all; each of its pictures is a job.
 * Its files come as one archive.
 */
export { setErrors } from './errors.ts'
export { describeSet, requestSet } from './request-set.ts'
export { setRoutes } from './routes.ts'
export { setFields } from './schemas.ts'
