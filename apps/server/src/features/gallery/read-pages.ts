import { sql } from 'drizzle-orm'
import { batchCalls, type Db, defineStatements, encodeCursor, literal } from '../../platform/db/index.ts'
import { publicAuthors } from '../authors/index.ts'
import type { ListedPage } from './list-page.ts'
import { type PublicFilter, scanOf, shapeOf } from './read-public.ts'
import type { ListRange } from './store.ts'

type PageQuery = { filter: PublicFilter; range: ListRange }

/** A page whose rows are JSON, as `presentPublic` would write them. */
export type PublicPage = ListedPage<PublicFilter, string>

/** The maximum of pages in one statement. */
const pagesMax = 32
const newest = { createdAt: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }

type PagesValues = {
  style: string | undefined
  model: string | undefined
  dates: (Date | string)[]
  ids: string[]
  limit: number
  offset: number
  /** The URL of a file, before and after the id of its picture. */
  urlStart: string
  urlEnd: string
}

/**
 * PostgreSQL writes the JSON, because parsing 50 rows with ten columns and writing them again would take most
 * of the time. Rows are separated by line breaks, which this JSON does not contain.
 */
const pagesStatement = defineStatements<PublicFilter, PagesValues, { rows: string | null }>(
  (filter) => `public_pages_${shapeOf({ filter })}`,
  (values, filter) => {
    const { style, model } = values
    const from = { style, model, createdAt: sql`asked.shown_at`, id: sql`asked.id` }
    const { where, order } = scanOf({ filter, hasCursor: true }, from)
    return sql`
      select page.rows
      from unnest(${values.dates}::timestamptz[], ${values.ids}::uuid[]) with ordinality as asked(shown_at, id, place)
      cross join lateral (
        select string_agg(format(${rowFormat}, picture.id, to_json(picture.prompt), to_json(picture.style),
          to_json(picture.model), ${sql.raw(shownAtToMs)}, ${values.urlStart}::text, ${values.urlEnd}::text, ${authorMember}), e'\n') as rows
        from (
          select id, user_id, prompt, style, model, coalesce(listed_at, created_at) as shown_at
          from generations where ${where} order by ${order} limit ${values.limit} offset ${values.offset}
        ) picture
      ) page
      order by asked.place`
  },
)

/** The arguments of `format`, by number. One call takes less time than writing each piece after the other. */
const rowFormat = literal(
  `{"id":"%1$s","prompt":%2$s,"style":%3$s,"model":%4$s,"createdAt":%5$sZ","svgUrl":"%6$s%1$s%7$s"%8$s}`,
)

/**
 * With its first quote. JSON has as many decimals of the second as are not zero. The microsecond makes them
 * six, of which three are taken. `to_char` takes several times as long.
 */
const shownAtToMs = `left(to_json((picture.shown_at at time zone 'UTC') + interval '1 microsecond')::text, 24)`

const authorMember = sql.raw(`coalesce(
  (select format(',"author":{"handle":%s,"name":%s}', to_json(author.handle), to_json(author.name))
    from ${publicAuthors} author where author.user_id = picture.user_id), '')`)

/**
 * Reads pages of the public pictures, newest first. Requests that arrive together share one statement if they
 * have the same filters and limits, although each has its own cursor.
 *
 * @param fileUrl the URL of a picture's file.
 */
export function createPublicPages(
  db: Db,
  fileUrl: (id: string) => string,
): (filter: PublicFilter, range: ListRange) => Promise<PublicPage> {
  const read = batchCalls(async (asked: PageQuery[]) => {
    const pages = new Map<PageQuery, PublicPage>()
    await Promise.all(groupAlike(asked).map((alike) => readAlike(db, alike, fileUrl, pages)))
    return pages
  }, pagesMax)
  return async (filter, range) => {
    const page = await read({ filter, range })
    if (!page) throw new Error('a page was not read')
    return page
  }
}

function groupAlike(asked: readonly PageQuery[]): PageQuery[][] {
  const groups = new Map<string, PageQuery[]>()
  for (const query of asked) {
    const { filter, range } = query
    const key = JSON.stringify([filter.style, filter.model, range.limit, range.offset])
    groups.set(key, [...(groups.get(key) ?? []), query])
  }
  return [...groups.values()]
}

async function readAlike(
  db: Db,
  alike: readonly PageQuery[],
  fileUrl: (id: string) => string,
  pages: Map<PageQuery, PublicPage>,
): Promise<void> {
  const [first] = alike
  if (!first) return
  const { filter, range } = first
  const [urlStart = '', urlEnd = ''] = JSON.stringify(fileUrl('{id}')).slice(1, -1).split('{id}')
  const cursors = alike.map((query) => query.range.cursor ?? newest)
  const found = await pagesStatement(filter).run(db, {
    ...{ style: filter.style, model: filter.model, limit: range.limit, offset: range.offset },
    ...{ dates: cursors.map(({ createdAt }) => createdAt), ids: cursors.map(({ id }) => id) },
    urlStart,
    urlEnd,
  })
  for (const [at, query] of alike.entries()) pages.set(query, cutRows(found[at]?.rows, query))
}

/** The page from its rows, of which one more was read to see whether there is another page. */
function cutRows(found: string | null | undefined, { filter, range }: PageQuery): PublicPage {
  const all = found ? found.split('\n') : []
  const rows = all.slice(0, range.limit - 1)
  const hasMore = all.length > rows.length
  return { rows, hasMore, nextCursor: hasMore ? cursorOf(rows.at(-1)) : null, filter }
}

function cursorOf(row: string | undefined): string | null {
  if (row === undefined) return null
  const { id, createdAt } = JSON.parse(row) as { id: string; createdAt: string }
  return encodeCursor({ id, createdAt: new Date(createdAt) })
}
