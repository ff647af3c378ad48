import { defineMetricEvent } from '../../platform/metric-events/index.ts'

/** The reconciliation processed events of Stripe that should have arrived by webhook. */
export const eventsMissed = defineMetricEvent<{ events: number }>('billing.events_missed')
