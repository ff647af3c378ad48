/** What a webhook can be subscribed to. They are part of the wire contract, so do not rename them. */
export const eventTypes = [
  'job.succeeded',
  'job.failed',
  'job.cancelled',
  'set.finished',
  'credits.low',
] as const

export type EventType = (typeof eventTypes)[number]

/** What its owner sends to try it. */
export const testType = 'webhook.test'
