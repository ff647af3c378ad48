import type { MetricEvent } from '../platform/metric-events/index.ts'

/** Open connections and requests of this process. */
export type OpenKind = 'socket' | 'event_stream' | 'wait'

/**
 * Counts an event. An error in the counting code is logged and does not affect the code that published the
 * event.
 */
export type Subscribe = <Message extends object>(
  event: MetricEvent<Message>,
  listener: (message: Message) => void,
) => void
