import { defineMetricEvent } from '../metric-events/index.ts'

/** A request was answered, or its client disconnected. `route` is the pattern, `none` for an unknown path. */
export const requestAnswered = defineMetricEvent<{
  method: string
  route: string
  status: number
  tookMs: number
}>('request.answered')

/** A rate limit has refused a request, by the limit's name. */
export const requestLimited = defineMetricEvent<{ limit: string }>('request.limited')
