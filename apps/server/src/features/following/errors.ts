import { AppError, defineErrors } from '../../platform/errors/index.ts'

export const followingErrors = defineErrors({
  too_many_streams: {
    status: 429,
    text: 'Too many event streams are open. Close one and try again.',
  },
})

/** Seconds after which one of a user's streams may have ended. */
const retryAfterSeconds = 5

export const tooManyStreams = (): AppError =>
  new AppError(followingErrors.too_many_streams, { headers: { 'retry-after': String(retryAfterSeconds) } })
