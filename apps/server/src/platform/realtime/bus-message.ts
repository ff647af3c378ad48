/** One message: its room (`kind:id`, no spaces), and text without line breaks. */
export type BusMessage = { room: string; body: string }

export type BusSubscriber = {
  receive(message: BusMessage): void
  /** The bus was disconnected and is back: messages may have been lost in between. */
  recover(): void
}

/** The rooms of one subscriber, of which it receives the messages. Disposing leaves them all. */
export type BusSubscription = AsyncDisposable & {
  /** Resolves once messages of the room arrive, or at once while the bus is away: then `recover` follows. */
  join(room: string): Promise<void>
  leave(room: string): void
}

export type RealtimeBus = AsyncDisposable & {
  /**
   * Publishes a message. Never throws and never waits; while the backend is down messages are dropped and
   * counted.
   */
  publish(message: BusMessage): void
  /**
   * All subscribers of a process share one connection. Resolves once it is open, or after 2 s when the
   * backend is down; messages then arrive when it is back.
   */
  subscribe(subscriber: BusSubscriber): Promise<BusSubscription>
}

/** All subscribers of a process, for a backend. */
export type BusReader = BusSubscriber & {
  /** Whether the process is in the room; messages for other rooms need not be fetched. */
  hasRoom(room: string): boolean
}

export type BusBackend = Pick<RealtimeBus, 'publish' | typeof Symbol.asyncDispose> & {
  subscribe(reader: BusReader): Promise<BackendSubscription>
}

/** `join` and `leave` only where messages of other rooms do not reach the process. */
export type BackendSubscription = AsyncDisposable & Partial<Pick<BusSubscription, 'join' | 'leave'>>
