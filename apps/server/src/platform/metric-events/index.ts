/**
 * metric-events: what happened, published within the process to whoever counts it.
 *
 * A part or a feature defines its facts in its own `facts.ts` and tells them where they become true. It
 * does not know who hears them, and nothing waits for it: telling costs a look at a flag until somebody
 * listens.
 */
export { defineMetricEvent, type MetricEvent } from './define-metric-event.ts'
