import { sql } from 'drizzle-orm'
import { LRUCache } from 'lru-cache'
import { batchCalls, type Db, defineStatements, encodeCursor } from '../../platform/db/index.ts'
import { type AuthorName, presentAuthorName, publicAuthors } from '../authors/index.ts'
import { type ListedPage, rangeOf } from './list-page.ts'
import type { ListQuery } from './list-query.ts'
import { type PublicFilter, scanOf, shapeOf } from './read-public.ts'
import { createRowCache, idDigits, type PublicRow, type RowCache } from './read-rows.ts'

/** As it is read from JSON. */
type PageQuery = Pick<ListQuery, 'style' | 'model' | 'limit' | 'page'> & {
  cursor?: { createdAt: string; id: string }
}

/**
 * A page whose rows are JSON, as `presentPublic` would write them. `version` is another text if a row is
 * another one, but much shorter.
 */
export type PublicPage = ListedPage<PublicFilter, string> & { version: string }

/** The maximum of pages in one statement. */
const pagesMax = 32
const newest = { createdAt: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }

type PagesValues = {
  style: string | undefined
  model: string | undefined
  dates: string[]
  ids: string[]
  limit: number
  offset: number
}

/**
 * `ids`: those of a page's pictures, `idDigits` hexadecimal digits each; null for an empty page. `authors`:
 * how the authors on all pages are named now, by the ids of the users, as JSON; only in the first row.
 */
type FoundPage = { ids: string | null; authors: string | null }

/** A page and what was read when it was made. */
type KeptPage = { ids: string; authors: string; page: PublicPage }
type KeptPages = LRUCache<string, KeptPage>

/**
 * Pages without a cursor are asked for again and again. While their pictures and the names of the authors are
 * the same, requests get the same page, so that it is rendered once. It is made anew after this time, because
 * it contains counts.
 */
const keptMs = 1_000
const keptCharsMax = 1024 * 1024

/** Reads the index alone: `generations_shown_newest_covering` has the owners too. */
const pagesStatement = defineStatements<PublicFilter, PagesValues, FoundPage>(
  (filter) => `public_pages_${shapeOf({ filter })}`,
  (values, filter) => {
    const { style, model } = values
    const from = { style, model, createdAt: sql`asked.shown_at`, id: sql`asked.id` }
    const { where, order } = scanOf({ filter, hasCursor: true }, from)
    return sql`
      with page as materialized (
        select asked.place, listed.ids, listed.owners
        from unnest(${values.dates}::timestamptz[], ${values.ids}::uuid[]) with ordinality as asked(shown_at, id, place)
        cross join lateral (
          select encode(string_agg(uuid_send(picture.id), ''), 'hex') as ids, array_agg(picture.user_id) as owners
          from (
            select id, user_id from generations where ${where} order by ${order} limit ${values.limit} offset ${values.offset}
          ) picture
        ) listed
      )
      select page.ids, case when page.place = 1 then (
        select json_object_agg(owner.user_id, json_build_object('handle', author.handle, 'name', author.name))::text
        from (select distinct unnest(owners) as user_id from page) owner
        cross join lateral (
          select handle, name from ${sql.raw(publicAuthors)} author where author.user_id = owner.user_id offset 0
        ) author
      ) end as authors
      from page order by page.place`
  },
)

/**
 * Reads pages of the public pictures, newest first. Which pictures a page has, and how their authors are
 * named, is read for every request; only the rows of the pictures are cached. Requests that arrive together
 * share one statement if they have the same filters and limits, although each has its own cursor. Those for
 * the same page get the same object.
 *
 * @param fileUrl the URL of a picture's file.
 */
export function createPublicPages(
  db: Db,
  fileUrl: (id: string) => string,
): (query: ListQuery) => Promise<PublicPage> {
  const rows = createRowCache(db, fileUrl)
  const kept: KeptPages = new LRUCache({
    maxSize: keptCharsMax,
    sizeCalculation: ({ ids, authors, page }) =>
      page.rows.reduce((size, row) => size + row.length, ids.length + authors.length),
    ttl: keptMs,
    ttlResolution: 100,
  })
  const read = batchCalls(async (keys: string[]) => {
    const pages = new Map<string, PublicPage>()
    await Promise.all(groupAlike(keys).map((alike) => readAlike(db, { rows, kept }, alike, pages)))
    return pages
  }, pagesMax)
  return async (query) => {
    const key = JSON.stringify(query)
    for (;;) {
      const page = await read(key)
      if (page) return page
    }
  }
}

type AskedPage = { key: string; query: PageQuery }

function groupAlike(keys: readonly string[]): AskedPage[][] {
  const groups = new Map<string, AskedPage[]>()
  for (const key of keys) {
    const query = JSON.parse(key) as PageQuery
    const { style, model } = query
    const { limit, offset } = rangeOf(query)
    const alike = JSON.stringify([style, model, limit, offset])
    const group = groups.get(alike)
    if (group) group.push({ key, query })
    else groups.set(alike, [{ key, query }])
  }
  return [...groups.values()]
}

/**
 * Leaves out a page from which a picture was withdrawn before its row was read; the next read of the page
 * does not find that picture.
 */
async function readAlike(
  db: Db,
  { rows, kept }: { rows: RowCache; kept: KeptPages },
  alike: readonly AskedPage[],
  pages: Map<string, PublicPage>,
): Promise<void> {
  const [first] = alike
  if (!first) return
  const { style, model } = first.query
  const filter = { style, model }
  const { limit, offset } = rangeOf(first.query)
  const cursors = alike.map(({ query }) => query.cursor ?? newest)
  const found = await pagesStatement(filter).run(db, {
    ...{ style, model, limit, offset },
    ...{ dates: cursors.map(({ createdAt }) => createdAt), ids: cursors.map(({ id }) => id) },
  })
  const authors = found[0]?.authors ?? '{}'
  const changed: (AskedPage & { ids: string; pictures: (PublicRow | undefined)[]; shown: string[] })[] = []
  // Rows are held from here on, because a row may leave the cache at any time.
  const missing = new Set<string>()
  const hold = (id: string) => {
    const row = rows.get(id)
    if (row === undefined) missing.add(id)
    return row
  }
  for (const [at, { key, query }] of alike.entries()) {
    const ids = found[at]?.ids ?? ''
    const last = query.cursor ? undefined : kept.get(key)
    if (last?.ids === ids && last.authors === authors) pages.set(key, last.page)
    else {
      const shown = splitIds(ids).slice(0, query.limit)
      changed.push({ key, query, ids, shown, pictures: shown.map(hold) })
    }
  }
  if (changed.length === 0) return
  const late = missing.size > 0 ? await rows.read([...missing]) : undefined
  const memberOf = createAuthorMembers(JSON.parse(authors) as Record<string, AuthorName>)
  for (const { key, query, ids, shown, pictures: held } of changed) {
    const pictures = late ? held.map((row, at) => row ?? late.get(shown[at] ?? '')) : held
    if (!pictures.every((row) => row !== undefined)) continue
    const hasMore = ids.length > pictures.length * idDigits
    const members = pictures.map(({ userId }) => memberOf(userId))
    const page = {
      rows: pictures.map(({ start }, at) => `${start}${members[at]}}`),
      version: ids + pictures.map(({ checksum }, at) => `${checksum}${members[at]}`).join(),
      hasMore,
      nextCursor: hasMore ? cursorOf(pictures.at(-1)) : null,
      filter,
    }
    pages.set(key, page)
    if (!query.cursor) kept.set(key, { ids, authors, page })
  }
}

function splitIds(digits: string): string[] {
  const ids: string[] = []
  for (let at = 0; at < digits.length; at += idDigits) ids.push(digits.slice(at, at + idDigits))
  return ids
}

/** The end of a user's rows: the member that names the author, if there is a name. */
function createAuthorMembers(authors: Readonly<Record<string, AuthorName>>): (userId: string) => string {
  const members = new Map(
    Object.entries(authors).map(([userId, author]) => [
      userId,
      `,${JSON.stringify(presentAuthorName(author)).slice(1, -1)}`,
    ]),
  )
  return (userId) => members.get(userId) ?? ''
}

function cursorOf(row: PublicRow | undefined): string | null {
  if (row === undefined) return null
  const { id, createdAt } = JSON.parse(`${row.start}}`) as { id: string; createdAt: string }
  return encodeCursor({ id, createdAt: new Date(createdAt) })
}
