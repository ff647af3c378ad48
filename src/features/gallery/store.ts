import { type Db, type KeysetCursor, queryNamed } from '../../platform/db/index.ts'
import { type GenerationRow, generations } from '../generations/index.ts'
import type { WordQuery } from './word-query.ts'

/** Which pictures: one user's own, or everybody's public ones. */
export type ListScope = { ownerId: string } | { public: true }

export type ListFilter = {
  scope: ListScope
  style?: string | undefined
  model?: string | undefined
  words?: WordQuery | undefined
  /** Among one's own: true for private ones alone, false for public ones alone. */
  privacy?: boolean | undefined
}

export type ListedRow = Omit<GenerationRow, 'svg' | 'bytes' | 'jobId' | 'userId'>

export type ListRange = { cursor?: KeysetCursor | undefined; offset: number; limit: number }

const selected = (names: (keyof GenerationRow)[]) =>
  names.map((name) => `${generations[name].name} as "${name}"`).join(', ')
const listedNames = ['id', 'prompt', 'style', 'model', 'privacy', 'creditsUsed', 'createdAt'] as const
const listedColumns = selected([...listedNames])
const wholeColumns = selected([...listedNames, 'userId', 'jobId', 'svg', 'bytes'])
const searchedColumns = [...listedNames.map((name) => generations[name].name), generations.words.name].join(
  ', ',
)
const newestFirst = 'order by created_at desc, id desc limit $1 offset $2'

/**
 * Of the newest pictures so many are looked at for words before the index is asked, which has no order: what
 * has a common word is among them.
 */
const newestLookedAt = 1_000
/** Counts of searches end here, where pages by number end as well. */
const countedMax = 10_000

/**
 * Newest first, from after the cursor where there is one. One row more than `limit` is read by callers who
 * want to know whether there is another page.
 */
export async function listGenerations(db: Db, filter: ListFilter, range: ListRange): Promise<ListedRow[]> {
  const { words, ...others } = filter
  if (!words || 'ownerId' in filter.scope) {
    const selectAll = (where: string) =>
      `select ${listedColumns} from generations where ${where} ${newestFirst}`
    return list(db, 'list', { ...others, words: words?.whole }, range, selectAll)
  }
  const among = await list(
    db,
    'list_newest',
    others,
    range,
    (where, bind) => `select ${listedColumns} from (
        select ${searchedColumns} from generations where ${where} order by created_at desc, id desc limit ${newestLookedAt}
      ) newest where words @@ ${bind(words.whole)}::tsquery ${newestFirst}`,
  )
  if (among.length === range.limit) return among
  // Apart from order and limit, so that nothing seems cheaper to the planner than the index of the words.
  return list(
    db,
    'list_found',
    { ...others, words: words.index },
    range,
    (where, bind) => `with found as materialized (select ${searchedColumns} from generations where ${where})
      select ${listedColumns} from found where words @@ ${bind(words.whole)}::tsquery ${newestFirst}`,
  )
}

type RowFilter = Omit<ListFilter, 'words'> & {
  /** A `tsquery`. */
  words?: string | undefined
}

async function list(
  db: Db,
  name: string,
  filter: RowFilter,
  { cursor, offset, limit }: ListRange,
  render: (where: string, bind: (value: unknown) => string) => string,
): Promise<ListedRow[]> {
  const values: unknown[] = [limit, offset]
  const bind = (value: unknown) => `$${values.push(value)}`
  const conditions = conditionsOf(filter, bind)
  if (cursor) {
    conditions.push(`(created_at, id) < (${bind(cursor.createdAt)}::timestamptz, ${bind(cursor.id)}::uuid)`)
  }
  const text = render(conditions.join(' and '), bind)
  return queryNamed<ListedRow>(db, `${name}_${shapeOf(filter)}${cursor ? '_after' : ''}`, text, values)
}

/** How many there are; of a search at most ten thousand, so that a common word costs no more than that. */
export async function countGenerations(db: Db, filter: ListFilter): Promise<number> {
  const values: unknown[] = []
  const rowFilter = { ...filter, words: filter.words?.whole }
  const conditions = conditionsOf(rowFilter, (value) => `$${values.push(value)}`).join(' and ')
  const text = filter.words
    ? `select count(*)::int as count from (select from generations where ${conditions} limit ${countedMax}) counted`
    : `select count(*)::int as count from generations where ${conditions}`
  const [row] = await queryNamed<{ count: number }>(db, `count_${shapeOf(rowFilter)}`, text, values)
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

/** One picture, whosever it is. The caller decides who may see it. */
export async function findPicture(db: Db, id: string): Promise<GenerationRow | undefined> {
  const [row] = await queryNamed<GenerationRow>(
    db,
    'find_picture',
    `select ${wholeColumns} from generations where id = $1`,
    [id],
  )
  return row
}

/** One picture, if the viewer may see it: public, or their own. */
export async function findVisible(
  db: Db,
  id: string,
  viewerId: string | undefined,
): Promise<GenerationRow | undefined> {
  const [row] = await queryNamed<GenerationRow>(
    db,
    'find_visible',
    `select ${wholeColumns} from generations where id = $1 and (not privacy or user_id = $2)`,
    [id, viewerId ?? null],
  )
  return row
}

/** A user's pictures with their SVGs, newest first, from after the cursor where there is one. */
export async function listWholeOf(
  db: Db,
  userId: string,
  page: { cursor: KeysetCursor | undefined; limit: number },
): Promise<GenerationRow[]> {
  const { cursor, limit } = page
  const after = cursor ? 'and (created_at, id) < ($3::timestamptz, $4::uuid)' : ''
  return queryNamed<GenerationRow>(
    db,
    `list_whole${cursor ? '_after' : ''}`,
    `select ${wholeColumns} from generations where user_id = $1 ${after} order by created_at desc, id desc limit $2`,
    cursor ? [userId, limit, cursor.createdAt, cursor.id] : [userId, limit],
  )
}

/** @returns undefined when there is no such picture of the user's. */
export async function setPrivacy(
  db: Db,
  own: { userId: string; id: string },
  privacy: boolean,
): Promise<ListedRow | undefined> {
  const [row] = await queryNamed<ListedRow>(
    db,
    'set_privacy',
    `update generations set privacy = $3 where id = $1 and user_id = $2 returning ${listedColumns}`,
    [own.id, own.userId, privacy],
  )
  return row
}

/**
 * Deletes a picture. Its job and the job's charge stay, since it was drawn and paid for; the foreign key
 * makes the job name no picture.
 *
 * @returns whether there was such a picture of the user's.
 */
export async function deletePicture(db: Db, own: { userId: string; id: string }): Promise<boolean> {
  const rows = await queryNamed(
    db,
    'delete_picture',
    `delete from generations where id = $1 and user_id = $2 returning id`,
    [own.id, own.userId],
  )
  return rows.length > 0
}

/**
 * Conditions in a fixed order, so that filters of one shape make one statement, which the database plans
 * once.
 */
function conditionsOf(
  { scope, style, model, words, privacy }: RowFilter,
  bind: (value: unknown) => string,
): string[] {
  const conditions = ['ownerId' in scope ? `user_id = ${bind(scope.ownerId)}` : 'not privacy']
  if (style) conditions.push(`style = ${bind(style)}`)
  if (model) conditions.push(`model = ${bind(model)}`)
  if (privacy !== undefined) conditions.push(`privacy = ${bind(privacy)}`)
  if (words) conditions.push(`words @@ ${bind(words)}::tsquery`)
  return conditions
}

function shapeOf({ scope, style, model, words, privacy }: RowFilter): string {
  const parts = [
    'ownerId' in scope ? 'own' : 'public',
    style && 'style',
    model && 'model',
    privacy !== undefined && 'privacy',
    words && 'words',
  ]
  return parts.filter(Boolean).join('_')
}
