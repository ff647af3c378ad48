export type OutageLog = {
  /** @param count what was lost by it, such as messages. */
  fail(reason: unknown, count?: number): void
  succeed(): void
}

/**
 * Tells once that something is away, and once that it is back, however often it is tried in between.
 *
 * @param tell.back gets the sum of what was lost.
 * @example
 * const outage = createOutageLog({
 *   lost: (err) => log.error({ err }, 'the store is away'),
 *   back: (failures) => log.info({ failures }, 'the store is back'),
 * })
 */
export function createOutageLog(tell: {
  lost: (reason: unknown) => void
  back: (count: number) => void
}): OutageLog {
  let lostCount = 0
  let isAway = false
  return {
    fail(reason, count = 1) {
      lostCount += count
      if (isAway) return
      isAway = true
      tell.lost(reason)
    },
    succeed() {
      if (!isAway) return
      tell.back(lostCount)
      lostCount = 0
      isAway = false
    },
  }
}
