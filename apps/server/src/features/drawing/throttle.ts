/** Calls `act` for requests, at most once every `intervalMs`; it is always called for the last request. */
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
