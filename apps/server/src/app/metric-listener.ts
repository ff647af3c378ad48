import type { MetricEvent } from '../platform/metric-events/index.ts'

/** What people and programs keep open at this process. */
export type OpenKind = 'socket' | 'event_stream' | 'wait'

/** Counts from a fact. A fault of what counts is logged, and never the fault of what is counted. */
export type Hear = <Message extends object>(
  fact: MetricEvent<Message>,
  listener: (message: Message) => void,
) => void
