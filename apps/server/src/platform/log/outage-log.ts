export type OutageLog = {
  /** @param count how many things were lost, such as messages. */
  fail(reason: unknown, count?: number): void
  succeed(): void
}

/**
 * Logs an outage once when it begins and once when it ends, however many attempts fail in between.
 *
 * @param tell.back gets the number of losses.
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
