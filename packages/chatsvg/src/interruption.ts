import { interruptedStatus } from './exit-status.ts'

type Signal = keyof typeof interruptedStatus
const signals = Object.keys(interruptedStatus) as Signal[]

/** The user has stopped the program, which now cancels what it has asked for. */
export class InterruptedError extends Error {
  readonly status: number

  constructor(signal: Signal) {
    super(`Stopped by ${signal}.`)
    this.status = interruptedStatus[signal]
  }
}

/**
 * Runs `act` with a signal that aborts at the first Ctrl-C, or SIGTERM, with an InterruptedError. The second
 * one ends the program at once.
 */
export async function interruptibly<T>(act: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController()
  const interrupt = (signal: Signal) => {
    if (abort.signal.aborted) process.exit(interruptedStatus[signal])
    abort.abort(new InterruptedError(signal))
  }
  for (const signal of signals) process.on(signal, interrupt)
  try {
    return await act(abort.signal)
  } finally {
    for (const signal of signals) process.off(signal, interrupt)
  }
}
