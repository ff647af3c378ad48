import { type Db, type KeysetCursor, queryNamed } from '../../platform/db/index.ts'
import { type ListedRow, type ListRange, listedColumns, listedColumnsOf } from './store.ts'
import type { WordQuery } from './word-query.ts'

/** Of the pictures that everybody may see. */
export type PublicFilter = {
  style?: string | undefined
  model?: string | undefined
  words?: WordQuery | undefined
}

/** `endedAt`: the list was looked at as far as here, and may go on. undefined: all of it was. */
export type PublicRows = { rows: ListedRow[]; endedAt: KeysetCursor | undefined }

/** Of the newest pictures so many are looked at for words before the index is asked, which has no order. */
const newestLookedAt = 1_000
/** Rows that one search reads at most of what the index finds, and at most by date where that is not all. */
export const searchedMax = 20_000
/** Counts end here, where pages by number end as well. */
const countedMax = 10_000

/**
 * Newest first, from after the cursor where there is one, by a bounded number of rows whatever is asked for
 * (decision 37). The planner is given no choice: it guesses how many rows a word or a filter leaves, and
 * where it is wrong it reads all of them by date.
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

/** Looks at the next `rowsMax` pictures by date, whatever words they have. */
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
 * What the index of words finds. The filters stand outside of what the index is asked, so that it cannot be
 * read by date instead.
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

/** How many there are, to ten thousand. Of words that very many pictures have, at least how many. */
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

/** Which of these are still there for everybody to see. */
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
 * A stretch of the index that has just these filters before the date. They are compared as parts of the place
 * in it and named in the order: equality would let the planner take the index by date alone, and pass over
 * all that the filter leaves out.
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

/** In order, for the reason that `scanOf` gives. */
const selectScan = ({ where, order }: { where: string; order: string }) =>
  `select from generations where ${where} order by ${order}`

const selectMatching = (query: string, rowsMax: number) =>
  `select id, created_at, style, model, privacy, words from generations where words @@ ${query}::tsquery limit ${rowsMax}`

const filterFound = (filter: Searching, bind: Bind): string[] => [
  'not privacy',
  `words @@ ${bind(filter.words.whole)}::tsquery`,
  ...filterNames(filter).map((name) => `${name} = ${bind(filter[name])}`),
]

/** Where nothing was found there is one row that says so. */
function withoutExtras(rows: (ListedRow & Record<string, unknown>)[]): ListedRow[] {
  return rows
    .filter(({ id }) => id !== null)
    .map(({ lastId: _, lastAt: __, walked: ___, matches: ____, ...row }) => row)
}
