import { LRUCache } from 'lru-cache'
import { countPictures } from './list-page.ts'
import type { CountPictures } from './list-pictures.ts'

type Counted = { count: number; freshUntilMs: number; usableUntilMs: number }

const freshMs = 1_000
/**
 * A count may take this share of the time between two counts, so that a large gallery does not spend its days
 * counting.
 */
const costShare = 20
const filtersMax = 500
/** An older count than this is nobody's: it is from another visit. */
const staleMs = 5_000

/**
 * Counts that are shared between requests. A count that is a little stale is given while a new one is under
 * way, so that under load nobody waits.
 */
export function createCountCache(): CountPictures {
  const known = new LRUCache<string, Counted>({ max: filtersMax })
  const counting = new Map<string, Promise<number>>()
  return async (db, filter) => {
    const key = JSON.stringify(filter)
    const last = known.get(key)
    if (last && last.freshUntilMs > performance.now()) return last.count
    const counted = last && last.usableUntilMs > performance.now() ? last : undefined
    let running = counting.get(key)
    if (!running) {
      const startedAtMs = performance.now()
      running = countPictures(db, filter)
        .then((count) => {
          const tookMs = performance.now() - startedAtMs
          const freshUntilMs = performance.now() + Math.max(freshMs, tookMs * costShare)
          known.set(key, { count, freshUntilMs, usableUntilMs: freshUntilMs + staleMs })
          return count
        })
        .finally(() => counting.delete(key))
      counting.set(key, running)
      // Whoever takes the stale count does not wait; a failure shows at the next one who has to.
      if (counted) running.catch(() => undefined)
    }
    return counted ? counted.count : running
  }
}
