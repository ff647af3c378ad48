import { type Db, encodeCursor } from '../../platform/db/index.ts'
import { cutPage } from '../../platform/http/index.ts'
import type { ListQuery } from './list-query.ts'
import { countPublic, listPublic, type PublicFilter } from './read-public.ts'
import { searchWords } from './search-words.ts'
import { countOwn, type ListedRow, listOwn, type OwnFilter } from './store.ts'

/** Which pictures: one user's own, or all public ones. */
export type ListScope = { ownerId: string } | { public: true }

export type ListFilter = OwnFilter | PublicFilter

/**
 * `filter` is the filter that the page was read with; undefined if a word of the search cannot match. A page
 * of a search of public pictures may be shorter than its limit although there are more.
 */
export type ListedPage = {
  rows: ListedRow[]
  hasMore: boolean
  nextCursor: string | null
  filter: ListFilter | undefined
}

const nothing: ListedPage = { rows: [], hasMore: false, nextCursor: null, filter: undefined }

/**
 * One page of a list, without counting the whole list. If a search finds nothing in the whole list, it is
 * repeated with similar words.
 */
export async function listPage(db: Db, scope: ListScope, query: ListQuery): Promise<ListedPage> {
  const { style, model, privacy, search } = query
  const filter = 'ownerId' in scope ? { ...scope, style, model, privacy } : { style, model }
  if (search === undefined) return readPage(db, filter, query)
  const page = await searchWords(db, {
    search,
    isFirst: !query.cursor && query.page === 1,
    read: (words) => readPage(db, { ...filter, words }, query),
    async hasAny(words) {
      const { rows, hasMore } = await readPage(
        db,
        { ...filter, words },
        { limit: 1, page: 1, cursor: undefined },
      )
      return rows.length > 0 || hasMore
    },
  })
  return page ?? nothing
}

/** For very common words the first page reads up to this many steps further. */
const moreMax = 10

type Range = Pick<ListQuery, 'limit' | 'page' | 'cursor'>

async function readPage(
  db: Db,
  filter: ListFilter,
  { limit, page: number, cursor }: Range,
): Promise<ListedPage> {
  const offset = cursor ? 0 : (number - 1) * limit
  const range = { cursor, offset, limit: limit + 1 }
  if ('ownerId' in filter) return { ...cutPage(await listOwn(db, filter, range), limit), filter }
  let { rows: found, endedAt } = await listPublic(db, filter, range)
  // A client that asks by page number has no cursor: its first page reads further, later pages end where the
  // read ends.
  for (let more = 0; more < moreMax && !cursor && offset === 0 && endedAt && found.length === 0; more += 1)
    ({ rows: found, endedAt } = await listPublic(db, filter, { ...range, cursor: endedAt }))
  const page = cutPage(found, limit)
  if (page.hasMore || !endedAt) return { ...page, filter }
  if (offset > 0 && page.rows.length === 0) return { rows: [], hasMore: false, nextCursor: null, filter }
  return { rows: page.rows, hasMore: true, nextCursor: encodeCursor(endedAt), filter }
}

/** The length of a list; public lists are counted up to ten thousand. */
export async function countPictures(db: Db, filter: ListFilter): Promise<number> {
  return 'ownerId' in filter ? countOwn(db, filter) : countPublic(db, filter)
}
