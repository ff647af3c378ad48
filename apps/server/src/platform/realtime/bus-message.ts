/** One message: the room it is for (no spaces), and text without line breaks. */
export type BusMessage = { room: string; body: string }

export type BusSubscriber = {
  /** Whether this process has a socket in the room; what nobody here waits for is not even fetched. */
  hasRoom(room: string): boolean
  receive(message: BusMessage): void
  /** The bus was cut and is back: messages may have been lost in between. */
  recover(): void
}

export type RealtimeBus = AsyncDisposable & {
  /**
   * Hands a message over. Never throws and never waits; while the backend is away messages are dropped and
   * counted.
   */
  publish(message: BusMessage): void
  /**
   * All subscribers of a process share one connection. Resolves once messages arrive, or after 2 s when the
   * backend is away; they then arrive when it is back.
   */
  subscribe(subscriber: BusSubscriber): Promise<AsyncDisposable>
}
