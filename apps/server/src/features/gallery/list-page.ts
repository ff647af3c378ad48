import { type Db, encodeCursor } from '../../platform/db/index.ts'
import { cutPage } from '../../platform/http/index.ts'
import type { ListQuery } from './list-query.ts'
import { type PublicFilter, searchPublic } from './read-public.ts'
import { searchWords } from './search-words.ts'
import { type ListedRow, listOwn, type OwnFilter, type OwnRow } from './store.ts'
import type { WordQuery } from './word-query.ts'

/**
 * `filter` is the filter that the page was read with; undefined if a word of the search cannot match. A page
 * of a search of public pictures may be shorter than its limit although there are more.
 */
export type ListedPage<Filter, Row = ListedRow> = {
  rows: Row[]
  hasMore: boolean
  nextCursor: string | null
  filter: Filter | undefined
}

const nothing = { rows: [], hasMore: false, nextCursor: null, filter: undefined }

type Range = Pick<ListQuery, 'limit' | 'page' | 'cursor'>

/**
 * One page of a user's own pictures, without counting the whole list. If a search finds nothing in the whole
 * list, it is repeated with similar words.
 */
export async function listOwnPage(
  db: Db,
  ownerId: string,
  query: ListQuery,
): Promise<ListedPage<OwnFilter, OwnRow>> {
  const { style, model, privacy, requestedBy, search } = query
  const filter = { ownerId, style, model, privacy, requestedBy }
  const read = async (words: WordQuery | undefined, range: Range) => ({
    ...cutPage(await listOwn(db, { ...filter, words }, rangeOf(range)), range.limit),
    filter: { ...filter, words },
  })
  return search === undefined ? read(undefined, query) : searchPage(db, search, query, read)
}

/** The same for a search of all public pictures. */
export function searchPublicPage(
  db: Db,
  search: string,
  query: ListQuery,
): Promise<ListedPage<PublicFilter>> {
  const { style, model } = query
  return searchPage(db, search, query, (words, range) => readFound(db, { style, model, words }, range))
}

async function searchPage<Filter, Row>(
  db: Db,
  search: string,
  query: Range,
  read: (words: WordQuery, range: Range) => Promise<ListedPage<Filter, Row>>,
): Promise<ListedPage<Filter, Row>> {
  const page = await searchWords(db, {
    search,
    isFirst: !query.cursor && query.page === 1,
    read: (words) => read(words, query),
    async hasAny(words) {
      const { rows, hasMore } = await read(words, { limit: 1, page: 1, cursor: undefined })
      return rows.length > 0 || hasMore
    },
  })
  return page ?? nothing
}

/** For very common words the first page reads up to this many steps further. */
const moreMax = 10

async function readFound(
  db: Db,
  filter: PublicFilter & { words: WordQuery },
  query: Range,
): Promise<ListedPage<PublicFilter>> {
  const range = rangeOf(query)
  const { cursor, offset } = range
  let { rows: found, endedAt, words } = await searchPublic(db, filter, range)
  // A client that asks by page number has no cursor: its first page reads further, later pages end where the
  // read ends.
  for (let more = 0; more < moreMax && !cursor && offset === 0 && endedAt && found.length === 0; more += 1)
    ({
      rows: found,
      endedAt,
      words,
    } = await searchPublic(db, { ...filter, words }, { ...range, cursor: endedAt }))
  const page = cutPage(found, query.limit)
  if (page.hasMore || !endedAt) return { ...page, filter }
  if (offset > 0 && page.rows.length === 0) return { rows: [], hasMore: false, nextCursor: null, filter }
  return { rows: page.rows, hasMore: true, nextCursor: encodeCursor(endedAt), filter }
}

/** One row more than the page has, to know whether there is another page. */
export const rangeOf = <Cursor>({ limit, page, cursor }: Omit<Range, 'cursor'> & { cursor?: Cursor }) => ({
  cursor,
  offset: cursor ? 0 : (page - 1) * limit,
  limit: limit + 1,
})
