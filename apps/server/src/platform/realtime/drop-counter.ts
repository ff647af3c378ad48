import type { Log } from '../log/index.ts'

/**
 * Counts messages that could not be sent: one log line when it begins, and one with the number when it ends.
 */
export class DropCounter {
  readonly #log: Log
  #count = 0

  constructor(log: Log) {
    this.#log = log
  }

  drop(count: number, err: unknown): void {
    if (this.#count === 0) this.#log.error({ err }, 'realtime: messages are dropped')
    this.#count += count
  }

  recover(): void {
    if (this.#count > 0) this.#log.info({ dropped: this.#count }, 'realtime: messages are sent again')
    this.#count = 0
  }
}
