import { channel } from 'node:diagnostics_channel'

export type MetricEvent<Message extends object> = {
  /** Whether anybody listens, for messages that cost something to make. */
  readonly isHeard: boolean
  /** Whoever listens runs before this returns. Never throws. */
  tell(message: Message): void
  /** @param listener must not throw: Node makes an uncaught exception of it. */
  hear(listener: (message: Message) => void): Disposable
}

/**
 * A kind of fact. Heard by everybody in the process who listens, so by every service where a test runs
 * several in one.
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
