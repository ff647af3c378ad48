import { defineFact } from '../facts/index.ts'

/**
 * A request is answered, or its client went away. `route` is the pattern, `none` where there is no such
 * route.
 */
export const requestAnswered = defineFact<{ method: string; route: string; status: number; tookMs: number }>(
  'request.answered',
)

/** A rate limit has refused a request, by the limit's name. */
export const requestLimited = defineFact<{ limit: string }>('request.limited')
