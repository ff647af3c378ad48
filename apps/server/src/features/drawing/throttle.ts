/** At most a tenth of the time is spent in `act`. */
const shareMax = 0.1
/** A timer may fire a little earlier than its time by another clock. */
const slackMs = 5
/** Requests that are read at the same pace come at most this long after each other. */
const patienceMs = 150

/**
 * Calls `act` for requests, at most once every `intervalMs`, and less often if it takes long. It is always
 * called for the last request. The call follows a request: when the interval is over, it waits a little for
 * the next one, so that throttles whose requests arrive in the same turn of the event loop also act in the
 * same turn. A turn of its own costs as much as what is done in it.
 */
export function createThrottle(intervalMs: number, act: () => void): { request(): void } & Disposable {
  let timer: NodeJS.Timeout | undefined
  let isDue = false
  let dueAtMs = Number.NEGATIVE_INFINITY
  function run(): void {
    timer = undefined
    isDue = false
    const startedAtMs = performance.now()
    try {
      act()
    } finally {
      dueAtMs = startedAtMs + Math.max(intervalMs, (performance.now() - startedAtMs) / shareMax) - slackMs
    }
  }
  return {
    request() {
      if (isDue) return
      const leftMs = dueAtMs - performance.now()
      isDue = leftMs <= 0
      if (timer !== undefined && !isDue) return
      clearTimeout(timer)
      timer = setTimeout(run, isDue ? 0 : leftMs + patienceMs)
    },
    [Symbol.dispose]() {
      clearTimeout(timer)
    },
  }
}
