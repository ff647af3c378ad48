/** One message: its room (no spaces), and text without line breaks. */
export type BusMessage = { room: string; body: string }

export type BusSubscriber = {
  /** Whether this process has a socket in the room; messages for other rooms are not even fetched. */
  hasRoom(room: string): boolean
  receive(message: BusMessage): void
  /** The bus was disconnected and is back: messages may have been lost in between. */
  recover(): void
}

export type RealtimeBus = AsyncDisposable & {
  /**
   * Publishes a message. Never throws and never waits; while the backend is down messages are dropped and
   * counted.
   */
  publish(message: BusMessage): void
  /**
   * All subscribers of a process share one connection. Resolves once messages arrive, or after 2 s when the
   * backend is down; messages then arrive when it is back.
   */
  subscribe(subscriber: BusSubscriber): Promise<AsyncDisposable>
}
