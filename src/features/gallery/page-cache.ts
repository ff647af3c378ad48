import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'

/** A page as it is sent, and the tag that says whether a client already has it (RFC 9110, section 8.8.3). */
export type RenderedPage = { body: string; etag: string }

const pagesMax = 300
const freshMs = 900

/**
 * Keeps rendered pages for under a second, and lets requests for the same one wait for the same rendering: the gallery's load on the database does not
 * grow with its visitors, and nothing deleted is shown for longer than that.
 */
export function createPageCache(): (key: string, render: () => Promise<string>) => Promise<RenderedPage> {
  const pages = new LRUCache<string, RenderedPage>({ max: pagesMax, ttl: freshMs })
  const rendering = new Map<string, Promise<RenderedPage>>()
  return async (key, render) => {
    const fresh = pages.get(key)
    if (fresh) return fresh
    const running = rendering.get(key)
    if (running) return running
    const start = performance.now()
    const started = render()
      .then((body) => {
        const page = { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` }
        // Its age counts from before the database was read.
        pages.set(key, page, { start })
        return page
      })
      .finally(() => rendering.delete(key))
    rendering.set(key, started)
    return started
  }
}
