import { type Db, type KeysetCursor, queryNamed } from '../../platform/db/index.ts'
import { type ListedRow, type ListRange, listedColumns, listedColumnsOf } from './store.ts'
import type { WordQuery } from './word-query.ts'

/** Filters of the public pictures. */
export type PublicFilter = {
  style?: string | undefined
  model?: string | undefined
  words?: WordQuery | undefined
}

/** `endedAt`: the list was read up to here and may continue. undefined: it was read to its end. */
export type PublicRows = { rows: ListedRow[]; endedAt: KeysetCursor | undefined }

/**
 * At most this many of the newest pictures are searched for the words before the index is used, which has no
 * order.
 */
const newestLookedAt = 1_000
/** The maximum of rows that one search reads from the index, and, if there are more, by date. */
export const searchedMax = 20_000
/** Counts end here, as do pages by number. */
const countedMax = 10_000

/**
 * Newest first, after the cursor if there is one, with a bounded number of rows for every request (decision
 * 37). The statements leave the planner no choice: it estimates how many rows a word or a filter leaves, and
 * when it is wrong it reads all of them by date.
 */
export async function listPublic(db: Db, filter: PublicFilter, range: ListRange): Promise<PublicRows> {
  const { words, ...others } = filter
  if (!words) return { rows: await listByDate(db, others, range), endedAt: undefined }
  const newest = await walk(db, { ...others, words }, range, newestLookedAt)
  if (newest.rows.length === range.limit || !newest.endedAt) return newest
  const rows = await findByIndex(db, { ...others, words }, range)
  if (rows) return { rows, endedAt: undefined }
  return walk(db, { ...others, words }, range, searchedMax)
}

function listByDate(db: Db, filter: PublicFilter, range: ListRange): Promise<ListedRow[]> {
  const { values, bind } = bindAfter(range.limit, range.offset)
  const { where, order, shape } = scanOf(filter, range.cursor, bind)
  const text = `select ${listedColumns} from generations where ${where} order by ${order} limit $1 offset $2`
  return queryNamed<ListedRow>(db, `public_list_${shape}`, text, values)
}

type Walked = ListedRow & { lastId: string; lastAt: Date; walked: number }
type Searching = PublicFilter & { words: WordQuery }

/** Reads the next `rowsMax` pictures by date, whatever words they have. */
async function walk(db: Db, filter: Searching, range: ListRange, rowsMax: number): Promise<PublicRows> {
  const { values, bind } = bindAfter(range.limit, range.offset)
  const { where, order, shape } = scanOf(filter, range.cursor, bind)
  const found = await queryNamed<Walked>(
    db,
    `public_walk_${rowsMax}_${shape}`,
    `with walked as materialized (
       select id, created_at, words @@ ${bind(filter.words.whole)}::tsquery as has_words from generations
       where ${where} order by ${order} limit ${rowsMax}
     ), found as materialized (
       select id from walked where has_words order by created_at desc, id desc limit $1 offset $2
     )
     select last.id as "lastId", last.created_at as "lastAt", last.walked, ${listedColumnsOf('picture')}
     from (select id, created_at, (select count(*)::int from walked) as walked from walked order by created_at, id limit 1) last
     left join (found join generations picture using (id)) on true
     order by picture.created_at desc, picture.id desc`,
    values,
  )
  const [first] = found
  const endedAt =
    first && first.walked === rowsMax ? { createdAt: first.lastAt, id: first.lastId } : undefined
  return { rows: withoutExtras(found), endedAt }
}

/**
 * The pictures that the index of words finds. The filters are outside of the part that uses that index, so
 * that the planner cannot read by date instead.
 *
 * @returns undefined when more pictures have the words than a search reads.
 */
async function findByIndex(
  db: Db,
  filter: Searching,
  { cursor, offset, limit }: ListRange,
): Promise<ListedRow[] | undefined> {
  const { values, bind } = bindAfter(limit, offset)
  const conditions = filterFound(filter, bind)
  if (cursor) conditions.push(`(created_at, id) < (${bindCursor(cursor, bind)})`)
  const rows = await queryNamed<ListedRow & { matches: number }>(
    db,
    `public_found_${shapeOf(filter, cursor)}`,
    `with matching as materialized (${selectMatching(bind(filter.words.index), searchedMax + 1)}),
     size as (select count(*)::int as matches from matching),
     found as materialized (
       select id from matching, size where matches <= ${searchedMax} and ${conditions.join(' and ')}
       order by created_at desc, id desc limit $1 offset $2
     )
     select size.matches, ${listedColumnsOf('picture')}
     from size left join (found join generations picture using (id)) on true
     order by picture.created_at desc, picture.id desc`,
    values,
  )
  return (rows[0]?.matches ?? 0) > searchedMax ? undefined : withoutExtras(rows)
}

/** The number of pictures, up to ten thousand. For very common words a lower bound. */
export async function countPublic(db: Db, filter: PublicFilter): Promise<number> {
  const values: unknown[] = []
  const bind = (value: unknown) => `$${values.push(value)}`
  const { words } = filter
  const counted = words
    ? `select from (${selectMatching(bind(words.index), searchedMax)}) matching where ${filterFound({ ...filter, words }, bind).join(' and ')}`
    : selectScan(scanOf(filter, undefined, bind))
  const text = `select count(*)::int as count from (${counted} limit ${countedMax}) counted`
  const [row] = await queryNamed<{ count: number }>(
    db,
    `public_count_${shapeOf(filter, undefined)}`,
    text,
    values,
  )
  return row?.count ?? 0
}

/** The pictures of these that are still public. */
export async function findStillPublic(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const rows = await queryNamed<{ id: string }>(
    db,
    'find_still_public',
    'select id from generations where id = any($1::uuid[]) and not privacy',
    [ids],
  )
  return new Set(rows.map(({ id }) => id))
}

type Bind = (value: unknown) => string

function bindAfter(...first: unknown[]): { values: unknown[]; bind: Bind } {
  const values = [...first]
  return { values, bind: (value) => `$${values.push(value)}` }
}

const bindCursor = ({ createdAt, id }: KeysetCursor, bind: Bind) =>
  `${bind(createdAt)}::timestamptz, ${bind(id)}::uuid`

/**
 * A range of the index that begins with exactly these filters and then the date. They are compared as parts
 * of a position in the index and named in the order. With equality the planner could use the index by date
 * and skip all rows that do not match the filter.
 */
function scanOf(
  filter: PublicFilter,
  cursor: KeysetCursor | undefined,
  bind: Bind,
): { where: string; order: string; shape: string } {
  const names = filterNames(filter)
  const columns = [...names, 'created_at', 'id']
  const bound = names.map((name) => bind(filter[name]))
  const conditions = ['not privacy']
  if (names.length > 0) conditions.push(`(${names.join(', ')}) >= (${bound.join(', ')})`)
  const end = cursor
    ? bindCursor(cursor, bind)
    : `'infinity'::timestamptz, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid`
  if (cursor || names.length > 0) conditions.push(`(${columns.join(', ')}) < (${[...bound, end].join(', ')})`)
  return {
    where: conditions.join(' and '),
    order: columns.map((column) => `${column} desc`).join(', '),
    shape: shapeOf(filter, cursor),
  }
}

const filterNames = (filter: PublicFilter) =>
  (['style', 'model'] as const).filter((name) => filter[name] !== undefined)

const shapeOf = (filter: PublicFilter, cursor: KeysetCursor | undefined) =>
  ['by', ...filterNames(filter), filter.words && 'words', cursor && 'after'].filter(Boolean).join('_')

/** In order, for the reason in `scanOf`. */
const selectScan = ({ where, order }: { where: string; order: string }) =>
  `select from generations where ${where} order by ${order}`

const selectMatching = (query: string, rowsMax: number) =>
  `select id, created_at, style, model, privacy, words from generations where words @@ ${query}::tsquery limit ${rowsMax}`

const filterFound = (filter: Searching, bind: Bind): string[] => [
  'not privacy',
  `words @@ ${bind(filter.words.whole)}::tsquery`,
  ...filterNames(filter).map((name) => `${name} = ${bind(filter[name])}`),
]

/** If nothing was found, one row says so. */
function withoutExtras(rows: (ListedRow & Record<string, unknown>)[]): ListedRow[] {
  return rows
    .filter(({ id }) => id !== null)
    .map(({ lastId: _, lastAt: __, walked: ___, matches: ____, ...row }) => row)
}
