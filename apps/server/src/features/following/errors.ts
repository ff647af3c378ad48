import { defineErrors } from '../../platform/errors/index.ts'

export const followingErrors = defineErrors({
  too_many_streams: {
    status: 429,
    text: 'Too many event streams are open. Close one and try again.',
  },
})
