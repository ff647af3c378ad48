import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { batchCalls, type Db } from '../../platform/db/index.ts'
import type { AuthorName } from '../authors/index.ts'
import { findStillPublic, nameInText } from './read-public.ts'

/** A page as it is sent, in UTF-8, and its entity tag (RFC 9110, section 8.8.3). */
export type SentPage = { body: Buffer; etag: string }

type KeptPage = SentPage & {
  /**
   * The ids of its pictures, each with its author's name as in the text (`nameInText`). Read when first
   * needed.
   */
  shown?: ReadonlyMap<string, string>
}

type PublicList = { publicGenerations: { id: string; author?: AuthorName }[] }

const pagesMax = 300
const freshMs = 900

/** @param version a text that is another one for every other page. */
export const createEntityTag = (version: string): string =>
  `"${hash('sha256', version, 'base64url').slice(0, 22)}"`

/**
 * Caches pages of searches for under a second, and lets requests for the same page share one search, so that
 * database queries do not grow with the number of visitors. A page that was read before a request arrived is
 * sent only when every picture on it is still public and its author is still named in the same way. So a
 * picture that is made private or deleted disappears at once, and so does the name of an author whose page is
 * switched off, whichever process did it.
 */
export function createPageCache(db: Db): (key: string, render: () => Promise<string>) => Promise<SentPage> {
  const pages = new LRUCache<string, KeptPage>({ max: pagesMax, ttl: freshMs })
  const rendering = new Map<string, Promise<KeptPage>>()
  const isStillPublic = batchCalls(async (kept: KeptPage[]) => {
    const left = await findStillPublic(db, [...new Set(kept.flatMap((page) => [...shownOn(page).keys()]))])
    const isUnchanged = (page: KeptPage) => [...shownOn(page)].every(([id, name]) => left.get(id) === name)
    return new Map(kept.map((page) => [page, isUnchanged(page)]))
  })

  function start(key: string, render: () => Promise<string>): Promise<KeptPage> {
    const startedAtMs = performance.now()
    const started = render()
      .then((body) => {
        const page: KeptPage = { body: Buffer.from(body), etag: createEntityTag(body) }
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
    if (shownOn(page).size === 0 || (await isStillPublic(page))) return page
    if (pages.get(key) === page) pages.delete(key)
    // Whatever is cached now was started after this request arrived.
    return pages.get(key) ?? rendering.get(key) ?? start(key, render)
  }
}

function shownOn(page: KeptPage): ReadonlyMap<string, string> {
  page.shown ??= new Map(
    (JSON.parse(page.body.toString()) as PublicList).publicGenerations.map(({ id, author }) => [
      id,
      nameInText(author),
    ]),
  )
  return page.shown
}
