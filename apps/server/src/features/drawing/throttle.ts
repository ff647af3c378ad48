/** At most a tenth of the time is spent in `act`. */
const shareMax = 0.1

/**
 * Calls `act` for requests, at most once every `intervalMs`, and less often if it takes long. It is always
 * called for the last request.
 */
export function createThrottle(intervalMs: number, act: () => void): { request(): void } & Disposable {
  let timer: NodeJS.Timeout | undefined
  let dueAtMs = Number.NEGATIVE_INFINITY
  function run(): void {
    timer = undefined
    const startedAtMs = performance.now()
    try {
      act()
    } finally {
      dueAtMs = startedAtMs + Math.max(intervalMs, (performance.now() - startedAtMs) / shareMax)
    }
  }
  return {
    request() {
      timer ??= setTimeout(run, Math.max(0, dueAtMs - performance.now()))
    },
    [Symbol.dispose]() {
      clearTimeout(timer)
    },
  }
}
