export type ChannelReader = {
  receive(channel: string, message: string): void
  /** Messages may have been lost, and arrive again. */
  recover(): void
}

/** The channels that a process reads. They are subscribed to again after every outage. */
export type RedisChannels = AsyncDisposable & {
  /**
   * Resolves once messages arrive, or at once while the server is away: `recover` is called when it is back.
   */
  join(channel: string): Promise<void>
  leave(channel: string): void
}
