/**
 * metric-events: events that are published within the process, to be counted.
 *
 * A feature or a part of the platform defines its events in its own `metric-events.ts` and publishes them
 * where they become true. It does not know who subscribes and waits for nothing. Without a subscriber,
 * publishing only checks a flag.
 */
export { defineMetricEvent, type MetricEvent } from './define-metric-event.ts'
