import { type SQL, sql } from 'drizzle-orm'
import { constant, type Db, defineStatements, type Params, unlessTimedOut } from '../../platform/db/index.ts'
import {
  type ListedRow,
  publicColumnsOf,
  searchedMax,
  selectMatching,
  shownAtOf,
  type WordQuery,
  withoutIndex,
} from '../gallery/index.ts'

export type LikedRow = ListedRow & { likes: number }

/** The position of a picture in the list of the most liked. */
export type LikesCursor = { likes: number; id: string }

export type LikedFilter = {
  style?: string | undefined
  model?: string | undefined
  words?: WordQuery | undefined
}

/**
 * `endedAt`: the list was read up to here and may continue. undefined: it was read to its end. `words`: what
 * to read on with; without `index` once the index has too many pictures or takes too long.
 */
export type LikedRows = {
  rows: LikedRow[]
  endedAt: LikesCursor | undefined
  words: WordQuery | undefined
}

/** Rows of the counts that are read first. Few liked pictures are private or have a newer version. */
const firstRead = { all: 200, filtered: 1_000 }

/**
 * Most liked first, after the cursor if there is one, with a bounded number of rows for every request, as the
 * gallery reads its lists (decision 37): the counts in their order, then, for words, the index of words, and
 * if too many pictures have them, more counts.
 */
export async function listByLikes(
  db: Db,
  filter: LikedFilter,
  cursor: LikesCursor | undefined,
  limit: number,
): Promise<LikedRows> {
  const { style, model, words } = filter
  if (!words && style === undefined && model === undefined)
    return { ...(await walk(db, filter, cursor, limit, firstRead.all)), words }
  const first = await walk(db, filter, cursor, limit, firstRead.filtered)
  if (first.rows.length === limit || !first.endedAt) return { ...first, words }
  const rows =
    words?.index === undefined ? undefined : await unlessTimedOut(findByIndex(db, filter, cursor, limit))
  if (rows) return { rows, endedAt: undefined, words }
  return { ...(await walk(db, filter, cursor, limit, searchedMax)), words: words && withoutIndex(words) }
}

type LikedShape = { filter: LikedFilter; cursor: LikesCursor | undefined }
type LikedValues = {
  style: string | undefined
  model: string | undefined
  index: string | undefined
  whole: string | undefined
  likes: number | undefined
  id: string | undefined
  limit: number
}

const valuesOf = (
  { style, model, words }: LikedFilter,
  cursor: LikesCursor | undefined,
  limit: number,
): LikedValues => ({
  ...{ style, model, index: words?.index, whole: words?.whole },
  ...{ likes: cursor?.likes, id: cursor?.id, limit },
})

type Walked = LikedRow & { lastId: string; lastLikes: number; walked: number }

const walkStatement = defineStatements<LikedShape & { rowsMax: number }, LikedValues, Walked>(
  (shape) => `liked_walk_${shape.rowsMax}_${shapeOf(shape)}`,
  (values, { filter, cursor, rowsMax }) => sql`
    with walked as materialized (
      select picture_id, likes from like_counts
      ${cursor ? sql`where ${isAfter(values)}` : sql``}
      order by likes desc, picture_id desc limit ${constant(rowsMax)}
    ), seen as materialized (
      select walked.likes, picture.privacy as is_private, ${isListed(filter, values)} as is_listed, ${sql.raw(publicColumnsOf('picture'))}
      from walked join generations picture on picture.id = walked.picture_id
    ), found as materialized (
      select * from seen where is_listed order by likes desc, id desc limit ${values.limit}
    )
    select last.id as "lastId", last.likes as "lastLikes", (select count(*)::int from walked) as walked, found.*
    from (select id, likes from seen where not is_private order by likes, id limit 1) last
    left join found on true
    order by found.likes desc, found.id desc`,
)

/**
 * Reads the next `rowsMax` liked pictures, whatever they are. It ends at a public one, because the cursor has
 * the id of the picture.
 */
async function walk(
  db: Db,
  filter: LikedFilter,
  cursor: LikesCursor | undefined,
  limit: number,
  rowsMax: number,
): Promise<Omit<LikedRows, 'words'>> {
  const found = await walkStatement({ filter, cursor, rowsMax }).run(db, valuesOf(filter, cursor, limit))
  const [first] = found
  const endedAt = first && first.walked === rowsMax ? { likes: first.lastLikes, id: first.lastId } : undefined
  return { rows: withoutExtras(found), endedAt }
}

/** The filters are outside of the part that uses the index of words, so that it is used. */
const findStatement = defineStatements<LikedShape, LikedValues, LikedRow & { matches: number }>(
  (shape) => `liked_found_${shapeOf(shape)}`,
  (values, { filter, cursor }) => sql`
    with matching as materialized (${selectMatching(values.index, searchedMax + 1)}),
    size as (select count(*)::int as matches from matching),
    found as materialized (
      select likes, picture.id from matching picture join like_counts on picture_id = picture.id, size
      where matches <= ${constant(searchedMax)} and ${isListed(filter, values)}
      ${cursor ? sql`and ${isAfter(values)}` : sql``}
      order by likes desc, picture.id desc limit ${values.limit}
    )
    select size.matches, found.likes, ${sql.raw(publicColumnsOf('picture'))}
    from size left join (found join generations picture using (id)) on true
    order by found.likes desc, picture.id desc`,
)

/** Of one user, the newest pictures up to this number are ordered. */
const userPicturesMax = 10_000

/** Only ids are kept of the pictures that are ordered, because a row may contain a small SVG. */
const ofUserStatement = defineStatements<
  Pick<LikedShape, 'cursor'>,
  Pick<LikedValues, 'likes' | 'id' | 'limit'> & { userId: string },
  LikedRow
>(
  ({ cursor }) => `liked_of_user${cursor ? '_after' : ''}`,
  (values, { cursor }) => sql`
    with own as materialized (
      select id from generations where user_id = ${values.userId} and not privacy and not has_newer_public
      order by ${sql.raw(shownAtOf())} desc, id desc limit ${constant(userPicturesMax)}
    )
    select likes, ${sql.raw(publicColumnsOf('picture'))}
    from own join like_counts on picture_id = own.id join generations picture on picture.id = own.id
    ${cursor ? sql`where ${isAfter(values)}` : sql``}
    order by likes desc, own.id desc limit ${values.limit}`,
)

/** The public pictures of a user with likes, most liked first, after the cursor if there is one. */
export function listOfUserByLikes(
  db: Db,
  userId: string,
  cursor: LikesCursor | undefined,
  limit: number,
): Promise<LikedRow[]> {
  return ofUserStatement({ cursor }).run(db, { userId, likes: cursor?.likes, id: cursor?.id, limit })
}

/** @returns undefined when more pictures have the words than a search reads. */
async function findByIndex(
  db: Db,
  filter: LikedFilter,
  cursor: LikesCursor | undefined,
  limit: number,
): Promise<LikedRow[] | undefined> {
  const rows = await findStatement({ filter, cursor }).run(db, valuesOf(filter, cursor, limit))
  return (rows[0]?.matches ?? 0) > searchedMax ? undefined : withoutExtras(rows)
}

const isAfter = ({ likes, id }: Params<Pick<LikedValues, 'likes' | 'id'>>) =>
  sql`(likes, picture_id) < (${likes}::int, ${id}::uuid)`

const isListed = ({ style, model, words }: LikedFilter, values: Params<LikedValues>): SQL =>
  sql.join(
    [
      sql`not picture.privacy and not picture.has_newer_public`,
      ...(style === undefined ? [] : [sql`picture.style = ${values.style}`]),
      ...(model === undefined ? [] : [sql`picture.model = ${values.model}`]),
      ...(words ? [sql`picture.words @@ ${values.whole}::tsquery`] : []),
    ],
    sql` and `,
  )

const shapeOf = ({ filter: { style, model, words }, cursor }: LikedShape) =>
  ['by', style && 'style', model && 'model', words && 'words', cursor && 'after'].filter(Boolean).join('_')

/** If nothing was found, one row says so. */
const withoutExtras = (rows: (LikedRow & Record<string, unknown>)[]): LikedRow[] =>
  rows
    .filter(({ id }) => id !== null)
    .map(({ lastId: _, lastLikes: __, walked: ___, matches: ____, ...row }) => row)
