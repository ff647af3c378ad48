import { LRUCache } from 'lru-cache'
import type { CountPictures } from './list-pictures.ts'
import { countGenerations } from './store.ts'

type Counted = { count: number; freshUntilMs: number }

const freshMs = 1_000
/** A count may take this share of the time between two counts, so that a large gallery does not spend its days counting. */
const costShare = 20
const filtersMax = 500

/**
 * Counts that are shared between requests. A stale count is given while a new one is under way: only the first request of all waits for it.
 */
export function createCountCache(): CountPictures {
  const known = new LRUCache<string, Counted>({ max: filtersMax })
  const counting = new Map<string, Promise<number>>()
  return async (db, filter) => {
    const key = JSON.stringify(filter)
    const counted = known.get(key)
    if (counted && counted.freshUntilMs > performance.now()) return counted.count
    let running = counting.get(key)
    if (!running) {
      const startedAtMs = performance.now()
      running = countGenerations(db, filter)
        .then((count) => {
          const tookMs = performance.now() - startedAtMs
          known.set(key, { count, freshUntilMs: performance.now() + Math.max(freshMs, tookMs * costShare) })
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
