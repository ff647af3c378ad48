import { sql } from 'drizzle-orm'
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

/** A page whose rows are JSON, as `presentPublic` would write them. */
export type PublicPage = ListedPage<PublicFilter, string>

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
 * how the authors on all pages are named now, by the ids of the users; only in the first row.
 */
type FoundPage = { ids: string | null; authors: Record<string, AuthorName> | null }

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
        select json_object_agg(owner.user_id, json_build_object('handle', author.handle, 'name', author.name))
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
  const read = batchCalls(async (keys: string[]) => {
    const pages = new Map<string, PublicPage>()
    await Promise.all(groupAlike(keys).map((alike) => readAlike(db, rows, alike, pages)))
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
  rows: RowCache,
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
  const shown = found.map(({ ids }) => splitIds(ids ?? '').slice(0, first.query.limit))
  const findRow = await findRows(rows, shown.flat())
  const memberOf = createAuthorMembers(found[0]?.authors ?? {})
  for (const [at, { key }] of alike.entries()) {
    const pictures = (shown[at] ?? []).map(findRow)
    if (!pictures.every((row) => row !== undefined)) continue
    const hasMore = (found[at]?.ids?.length ?? 0) > pictures.length * idDigits
    pages.set(key, {
      rows: pictures.map(({ start, userId }) => `${start}${memberOf(userId)}}`),
      hasMore,
      nextCursor: hasMore ? cursorOf(pictures.at(-1)) : null,
      filter,
    })
  }
}

function splitIds(digits: string): string[] {
  const ids: string[] = []
  for (let at = 0; at < digits.length; at += idDigits) ids.push(digits.slice(at, at + idDigits))
  return ids
}

/** All rows at once, because a row may leave the cache at any time. */
async function findRows(
  cache: RowCache,
  ids: readonly string[],
): Promise<(id: string) => PublicRow | undefined> {
  const found = new Map<string, PublicRow>()
  const missing = new Set<string>()
  for (const id of ids) {
    const row = cache.get(id)
    if (row) found.set(id, row)
    else missing.add(id)
  }
  if (missing.size > 0) for (const [id, row] of await cache.read([...missing])) found.set(id, row)
  return (id) => found.get(id)
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
