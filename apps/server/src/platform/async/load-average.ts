export type LoadAverage = {
  /** Something runs from now on, until the result is disposed. */
  begin(): Disposable
  /** How many ran on average. */
  read(): number
}

/**
 * Averages how many things run at once, with weights that decay by e for each `meanMs` of age. So a single
 * one that has run for `meanMs` counts as 0.63.
 */
export function createLoadAverage(meanMs: number, now: () => number = () => performance.now()): LoadAverage {
  let running = 0
  let average = 0
  let readAtMs = now()

  function read(): number {
    const nowMs = now()
    average = running + (average - running) * Math.exp((readAtMs - nowMs) / meanMs)
    readAtMs = nowMs
    return average
  }

  function change(by: 1 | -1): void {
    read()
    running += by
  }

  return {
    begin() {
      change(1)
      return { [Symbol.dispose]: () => change(-1) }
    },
    read,
  }
}
