import type { Log } from '../log/index.ts'

/**
 * Messages that could not be sent: one line when it begins, one with the number when it is over, not one for
 * each.
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
