/**
 * Calls `act` for requests, never more often than every `intervalMs`; the last request is always acted on.
 */
export function createThrottle(intervalMs: number, act: () => void): { request(): void } & Disposable {
  let timer: NodeJS.Timeout | undefined
  let actedAtMs = Number.NEGATIVE_INFINITY
  return {
    request() {
      timer ??= setTimeout(
        () => {
          timer = undefined
          actedAtMs = performance.now()
          act()
        },
        Math.max(0, actedAtMs + intervalMs - performance.now()),
      )
    },
    [Symbol.dispose]() {
      clearTimeout(timer)
    },
  }
}
