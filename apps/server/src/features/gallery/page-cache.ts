import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { batchCalls, type Db } from '../../platform/db/index.ts'
import { findStillPublic } from './read-public.ts'

/** A page as it is sent, and its entity tag (RFC 9110, section 8.8.3). */
export type SentPage = { body: string; etag: string }

/** `ids` are those of the pictures on it. */
export type RenderedPage = { body: string; ids: string[] }

type KeptPage = SentPage & RenderedPage

const pagesMax = 300
const freshMs = 900

/**
 * Caches rendered pages for under a second, and lets requests for the same page share one rendering, so that
 * database queries of the gallery do not grow with the number of visitors. A page that was read before a
 * request arrived is sent only when every picture on it is still public. So a picture that is made private or
 * deleted disappears at once, whichever process did it.
 */
export function createPageCache(
  db: Db,
): (key: string, render: () => Promise<RenderedPage>) => Promise<SentPage> {
  const pages = new LRUCache<string, KeptPage>({ max: pagesMax, ttl: freshMs })
  const rendering = new Map<string, Promise<KeptPage>>()
  const isStillPublic = batchCalls(async (kept: KeptPage[]) => {
    const left = await findStillPublic(db, [...new Set(kept.flatMap(({ ids }) => ids))])
    return new Map(kept.map((page) => [page, page.ids.every((id) => left.has(id))]))
  })

  function start(key: string, render: () => Promise<RenderedPage>): Promise<KeptPage> {
    const startedAtMs = performance.now()
    const started = render()
      .then(({ body, ids }) => {
        const page = {
          body,
          ids,
          etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
        }
        // Its age counts from before the database was read.
        pages.set(key, page, { start: startedAtMs })
        return page
      })
      .finally(() => rendering.delete(key))
    rendering.set(key, started)
    return started
  }

  return async (key, render) => {
    const earlier = pages.get(key) ?? rendering.get(key)
    if (earlier === undefined) return start(key, render)
    const page = await earlier
    if (page.ids.length === 0 || (await isStillPublic(page))) return page
    if (pages.get(key) === page) pages.delete(key)
    // Whatever is cached now was started after this request arrived.
    return pages.get(key) ?? rendering.get(key) ?? start(key, render)
  }
}
