import { type SQL, sql } from 'drizzle-orm'
import {
  constant,
  type Db,
  defineStatements,
  type KeysetCursor,
  type Params,
  queryNamed,
  type SqlPart,
  unlessTimedOut,
} from '../../platform/db/index.ts'
import { type AuthorName, publicAuthors } from '../authors/index.ts'
import { isListed, type ListedRow, type ListRange, publicColumnsOf, shownAtOf } from './store.ts'
import { searchedMax, type WordQuery, withoutIndex } from './word-query.ts'

/** Filters of the public pictures. */
export type PublicFilter = {
  style?: string | undefined
  model?: string | undefined
  words?: WordQuery | undefined
}

type Searching = PublicFilter & { words: WordQuery }

/**
 * `endedAt`: the list was read up to here and may continue. undefined: it was read to its end. `words`: what
 * to read on with; without `index` once the index has too many pictures or takes too long.
 */
export type PublicRows = { rows: ListedRow[]; endedAt: KeysetCursor | undefined; words: WordQuery }
type WalkedRows = Omit<PublicRows, 'words'> & { rowsAbout: number }

/**
 * At most this many of the newest pictures are searched for the words before the index is used, which has no
 * order.
 */
const newestLookedAt = 1_000
const shownAt = sql.raw(shownAtOf())
/** Counts end here, as do pages by number. */
const countedMax = 10_000

/**
 * A search for words: newest first, after the cursor if there is one, with a bounded number of rows for every
 * request (decision 37). The statements leave the planner no choice, because it reads all rows by date if it
 * estimates the number of matching rows wrongly.
 */
export async function searchPublic(db: Db, filter: Searching, range: ListRange): Promise<PublicRows> {
  const { words } = filter
  const newest = await walk(db, filter, range, newestLookedAt)
  if (newest.rows.length === range.limit || !newest.endedAt) return { ...newest, words }
  const matchesAbout = (newest.rows.length / newestLookedAt) * newest.rowsAbout
  if (words.index === undefined || matchesAbout > searchedMax)
    return { ...(await walk(db, filter, range, searchedMax)), words }
  const rows = await unlessTimedOut(findByIndex(db, filter, range))
  if (rows) return { rows, endedAt: undefined, words }
  return { ...(await walk(db, filter, range, searchedMax)), words: withoutIndex(words) }
}

/** What a statement is composed for: which filters there are, and whether there is a cursor. */
type PublicShape = { filter: PublicFilter; hasCursor?: boolean }
type PublicValues = {
  style: string | undefined
  model: string | undefined
  /** The two queries of a search for words. */
  index: string | undefined
  whole: string | undefined
  createdAt: Date | undefined
  id: string | undefined
  limit: number
  offset: number
}

const valuesOf = (
  { style, model, words }: PublicFilter,
  { cursor, limit, offset }: ListRange,
): PublicValues => ({
  ...{ style, model, index: words?.index, whole: words?.whole },
  ...{ createdAt: cursor?.createdAt, id: cursor?.id, limit, offset },
})

type Walked = ListedRow & { lastId: string; lastAt: Date; walked: number; rowsAbout: number }

const walkStatement = defineStatements<PublicShape & { rowsMax: number }, PublicValues, Walked>(
  (shape) => `public_walk_${shape.rowsMax}_${shapeOf(shape)}`,
  (values, shape) => {
    const { where, order } = scanOf(shape, values)
    return sql`
      with walked as materialized (
        select id, ${shownAt} as shown_at, words @@ ${values.whole}::tsquery as has_words from generations
        where ${where} order by ${order} limit ${constant(shape.rowsMax)}
      ), found as materialized (
        select id from walked where has_words order by shown_at desc, id desc limit ${values.limit} offset ${values.offset}
      )
      select last.id as "lastId", last.shown_at as "lastAt", last.walked,
        (select reltuples from pg_class where oid = 'generations'::regclass) as "rowsAbout", ${sql.raw(publicColumnsOf('picture'))}
      from (select id, shown_at, (select count(*)::int from walked) as walked from walked order by shown_at, id limit 1) last
      left join (found join generations picture using (id)) on true
      order by ${sql.raw(shownAtOf('picture'))} desc, picture.id desc`
  },
)

/** Reads the next `rowsMax` pictures by date, whatever words they have. `rowsAbout`: of the whole table. */
async function walk(db: Db, filter: Searching, range: ListRange, rowsMax: number): Promise<WalkedRows> {
  const statement = walkStatement({ filter, hasCursor: range.cursor !== undefined, rowsMax })
  const found = await statement.run(db, valuesOf(filter, range))
  const [first] = found
  const endedAt =
    first && first.walked === rowsMax ? { createdAt: first.lastAt, id: first.lastId } : undefined
  return { rows: withoutExtras(found), endedAt, rowsAbout: first?.rowsAbout ?? 0 }
}

/** The filters stand outside of what the index is asked, so that it cannot be read by date instead. */
const findStatement = defineStatements<PublicShape, PublicValues, ListedRow & { matches: number }>(
  (shape) => `public_found_${shapeOf(shape)}`,
  (values, { filter, hasCursor }) => {
    const after = sql` and (shown_at, id) < (${values.createdAt}::timestamptz, ${values.id}::uuid)`
    return sql`
      with matching as materialized (${selectMatching(values.index, searchedMax + 1)}),
      size as (select count(*)::int as matches from matching),
      found as materialized (
        select id from matching, size
        where matches <= ${constant(searchedMax)} and ${filterFound(filter, values)}${hasCursor ? after : sql``}
        order by shown_at desc, id desc limit ${values.limit} offset ${values.offset}
      )
      select size.matches, ${sql.raw(publicColumnsOf('picture'))}
      from size left join (found join generations picture using (id)) on true
      order by ${sql.raw(shownAtOf('picture'))} desc, picture.id desc`
  },
)

/**
 * The pictures that the index of words finds. The filters are outside of the part that uses that index, so
 * that the planner cannot read by date instead.
 *
 * @returns undefined when more pictures have the words than a search reads.
 */
async function findByIndex(db: Db, filter: Searching, range: ListRange): Promise<ListedRow[] | undefined> {
  const rows = await findStatement({ filter, hasCursor: range.cursor !== undefined }).run(
    db,
    valuesOf(filter, range),
  )
  return (rows[0]?.matches ?? 0) > searchedMax ? undefined : withoutExtras(rows)
}

const countStatement = defineStatements<PublicShape, PublicValues, { count: number }>(
  (shape) => `public_count_${shapeOf(shape)}`,
  (values, shape) => {
    const { words } = shape.filter
    const { where, order } = scanOf(shape, values)
    const byDate = sql`select words from generations where ${where} order by ${order}`
    const matching = words?.index
      ? sql`select from (${selectMatching(values.index, searchedMax)}) matching where ${filterFound(shape.filter, values)}`
      : sql`select from (${byDate} limit ${constant(searchedMax)}) newest where words @@ ${values.whole}::tsquery`
    const counted = words ? matching : byDate
    return sql`select count(*)::int as count from (${counted} limit ${constant(countedMax)}) counted`
  },
)

/**
 * How many there are, to ten thousand. Of words that very many pictures have, at least how many: of the
 * newest, or 0 when the count takes longer than a list may.
 */
export async function countPublic(db: Db, filter: PublicFilter): Promise<number> {
  const counting = countStatement({ filter }).run(db, valuesOf(filter, { limit: 0, offset: 0 }))
  const [row] = (await (filter.words ? unlessTimedOut(counting) : counting)) ?? []
  return row?.count ?? 0
}

/**
 * Which of these pictures are still public and have no newer public version: their ids, each with the present
 * name of its author, as `nameInText` writes it.
 */
export async function findStillPublic(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await queryNamed<{ id: string } & (AuthorName | { handle: null; name: null })>(
    db,
    'find_still_public',
    `select picture.id, author.handle, author.name
     from generations picture left join ${publicAuthors} author on author.user_id = picture.user_id
     where picture.id = any($1::uuid[]) and ${isListed}`,
    [ids],
  )
  return new Map(rows.map((row) => [row.id, nameInText(row.handle === null ? undefined : row)]))
}

/** The name of an author in one text, to compare it. Handles have no spaces. */
export const nameInText = (author: AuthorName | undefined): string =>
  author ? `${author.handle} ${author.name}` : ''

const listOfAuthor = defineStatements<
  { hasCursor: boolean },
  { userId: string; createdAt: Date | undefined; id: string | undefined; limit: number },
  ListedRow
>(
  ({ hasCursor }) => `public_list_of_author${hasCursor ? '_after' : ''}`,
  (values, { hasCursor }) => sql`select ${sql.raw(publicColumnsOf())} from generations
    where user_id = ${values.userId} and ${sql.raw(isListed)}${
      hasCursor ? sql` and (${shownAt}, id) < (${values.createdAt}::timestamptz, ${values.id}::uuid)` : sql``
    }
    order by ${shownAt} desc, id desc limit ${values.limit}`,
)

/** The public pictures of a user, newest first, after the cursor if there is one. */
export async function listPublicOf(
  db: Db,
  userId: string,
  { cursor, limit }: { cursor?: KeysetCursor | undefined; limit: number },
): Promise<ListedRow[]> {
  const values = { userId, createdAt: cursor?.createdAt, id: cursor?.id, limit }
  return listOfAuthor({ hasCursor: cursor !== undefined }).run(db, values)
}

/**
 * A range of the index that begins with exactly these filters and then the date. They are compared as parts
 * of a position in the index and named in the order. With equality the planner could use the index by date
 * and skip all rows that do not match the filter.
 */
export function scanOf(
  { filter, hasCursor }: PublicShape,
  values: { readonly [Name in 'style' | 'model' | 'createdAt' | 'id']: SqlPart },
): { where: SQL; order: SQL } {
  const names = filterNames(filter)
  const columns = [...names, shownAtOf(), 'id']
  const bound = names.map((name) => sql`${values[name]}`)
  const conditions = [sql.raw(isListed)]
  if (names.length > 0) conditions.push(sql`(${sql.raw(names.join(', '))}) >= (${sql.join(bound, sql`, `)})`)
  const end = hasCursor
    ? sql`${values.createdAt}::timestamptz, ${values.id}::uuid`
    : sql`'infinity'::timestamptz, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid`
  if (hasCursor || names.length > 0)
    conditions.push(sql`(${sql.raw(columns.join(', '))}) < (${sql.join([...bound, end], sql`, `)})`)
  return {
    where: sql.join(conditions, sql` and `),
    order: sql.raw(columns.map((column) => `${column} desc`).join(', ')),
  }
}

const filterNames = (filter: PublicFilter) =>
  (['style', 'model'] as const).filter((name) => filter[name] !== undefined)

export const shapeOf = ({ filter, hasCursor }: PublicShape) =>
  [
    'by',
    ...filterNames(filter),
    filter.words && (filter.words.index === undefined ? 'common_words' : 'words'),
    hasCursor && 'after',
  ]
    .filter(Boolean)
    .join('_')

/** Pictures that the index of words finds, without an order. */
export const selectMatching = (query: SqlPart, rowsMax: number) =>
  sql`select id, ${shownAt} as shown_at, style, model, privacy, has_newer_public, words from generations where words @@ ${query}::tsquery limit ${constant(rowsMax)}`

const filterFound = (filter: PublicFilter, values: Params<PublicValues>) =>
  sql.join(
    [
      sql.raw(isListed),
      sql`words @@ ${values.whole}::tsquery`,
      ...filterNames(filter).map((name) => sql`${sql.raw(name)} = ${values[name]}`),
    ],
    sql` and `,
  )

/** If nothing was found, one row says so. */
function withoutExtras(rows: (ListedRow & Record<string, unknown>)[]): ListedRow[] {
  return rows
    .filter(({ id }) => id !== null)
    .map(({ lastId: _, lastAt: __, walked: ___, matches: ____, ...row }) => row)
}
