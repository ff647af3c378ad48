import { defineMetricEvent } from '../../platform/metric-events/index.ts'

/** The first attempt at a delivery was begun, this long after its event. */
export const firstDeliveryAttempted = defineMetricEvent<{ sinceEventMs: number }>('webhook.first_attempt')

/**
 * The result of an attempt was written: `retried` is tried again later, `failed` was the last attempt, `lost`
 * belongs to another sender by now, or its webhook was deleted.
 */
export const deliveryAttempted = defineMetricEvent<{
  outcome: 'delivered' | 'retried' | 'failed' | 'lost'
  tookMs: number
}>('webhook.attempted')
