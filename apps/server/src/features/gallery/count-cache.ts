import { LRUCache } from 'lru-cache'
import type { PublicFilter } from './read-public.ts'

type Counted = { count: number; freshUntilMs: number; usableUntilMs: number }

const freshMs = 1_000
/**
 * Counting may take at most this share of the time, so that the counts of a large gallery do not load the
 * database constantly.
 */
const costShare = 20
const filtersMax = 500
/** An older count is not returned: it comes from an earlier visit. */
const staleMs = 5_000

/**
 * Counts that requests share. While a new count runs, requests get the previous one, so that nobody waits
 * under load.
 */
export function createCountCache(
  readCount: (filter: PublicFilter) => Promise<number>,
): (filter: PublicFilter) => Promise<number> {
  const known = new LRUCache<string, Counted>({ max: filtersMax })
  const counting = new Map<string, Promise<number>>()
  return async (filter) => {
    const key = JSON.stringify(filter)
    const last = known.get(key)
    if (last && last.freshUntilMs > performance.now()) return last.count
    const counted = last && last.usableUntilMs > performance.now() ? last : undefined
    let running = counting.get(key)
    if (!running) {
      const startedAtMs = performance.now()
      running = readCount(filter)
        .then((count) => {
          const tookMs = performance.now() - startedAtMs
          const freshUntilMs = performance.now() + Math.max(freshMs, tookMs * costShare)
          known.set(key, { count, freshUntilMs, usableUntilMs: freshUntilMs + staleMs })
          return count
        })
        .finally(() => counting.delete(key))
      counting.set(key, running)
      // The caller that gets the previous count does not wait. A failure is reported to the next caller that
      // has to wait.
      if (counted) running.catch(() => undefined)
    }
    return counted ? counted.count : running
  }
}
