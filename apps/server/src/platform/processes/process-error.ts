/**
 * Why a process did not do its work. `timeout`, `out_of_memory` and `crashed` ended it; `unreadable` is its
 * own refusal of the input; `busy` says nothing about the input: too many orders were waiting, or the pool
 * was closed.
 */
export type ProcessErrorKind = 'timeout' | 'out_of_memory' | 'crashed' | 'unreadable' | 'busy'

export class ProcessError extends Error {
  readonly kind: ProcessErrorKind

  constructor(kind: ProcessErrorKind, message: string) {
    super(message)
    this.name = 'ProcessError'
    this.kind = kind
  }

  /** Whether the input is at fault, so that another attempt would end the same way. */
  get isAboutInput(): boolean {
    return this.kind !== 'busy'
  }
}
