import { defineMetricEvent } from '../metric-events/index.ts'

/**
 * A request is answered, or its client went away. `route` is the pattern, `none` where there is no such
 * route.
 */
export const requestAnswered = defineMetricEvent<{
  method: string
  route: string
  status: number
  tookMs: number
}>('request.answered')

/** A rate limit has refused a request, by the limit's name. */
export const requestLimited = defineMetricEvent<{ limit: string }>('request.limited')
