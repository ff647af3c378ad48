import { channel } from 'node:diagnostics_channel'

export type MetricEvent<Message extends object> = {
  /** Whether there is a subscriber, for events that are expensive to build. */
  readonly hasSubscribers: boolean
  /** Subscribers run before this returns. Never throws. */
  publish(message: Message): void
  /** @param listener must not throw: Node turns that into an uncaught exception. */
  subscribe(listener: (message: Message) => void): Disposable
}

/**
 * A kind of event. All subscribers in the process get it, so every service does when a test runs several in
 * one process.
 *
 * @param name unique in the service; the channel of `node:diagnostics_channel` is `chatsvg:<name>`.
 * @example
 * const mailSent = defineMetricEvent<{ backend: string }>('mail.sent')
 * using subscription = mailSent.subscribe(({ backend }) => count(backend))
 * mailSent.publish({ backend: 'smtp' })
 */
export function defineMetricEvent<Message extends object>(name: string): MetricEvent<Message> {
  const events = channel(`chatsvg:${name}`)
  return {
    get hasSubscribers() {
      return events.hasSubscribers
    },
    publish(message) {
      if (events.hasSubscribers) events.publish(message)
    },
    subscribe(listener) {
      const receive = (message: unknown) => listener(message as Message)
      events.subscribe(receive)
      return {
        [Symbol.dispose]: () => {
          events.unsubscribe(receive)
        },
      }
    },
  }
}
