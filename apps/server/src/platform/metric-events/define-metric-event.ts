import { channel } from 'node:diagnostics_channel'

export type MetricEvent<Message extends object> = {
  /** Whether there is a subscriber, for events that are expensive to build. */
  readonly isHeard: boolean
  /** Subscribers run before this returns. Never throws. */
  tell(message: Message): void
  /** @param listener must not throw: Node turns that into an uncaught exception. */
  hear(listener: (message: Message) => void): Disposable
}

/**
 * A kind of event. All subscribers in the process get it, so every service does when a test runs several in
 * one process.
 *
 * @param name unique in the service; the channel of `node:diagnostics_channel` is `chatsvg:<name>`.
 */
export function defineMetricEvent<Message extends object>(name: string): MetricEvent<Message> {
  const facts = channel(`chatsvg:${name}`)
  return {
    get isHeard() {
      return facts.hasSubscribers
    },
    tell(message) {
      if (facts.hasSubscribers) facts.publish(message)
    },
    hear(listener) {
      const take = (message: unknown) => listener(message as Message)
      facts.subscribe(take)
      return {
        [Symbol.dispose]: () => {
          facts.unsubscribe(take)
        },
      }
    },
  }
}
