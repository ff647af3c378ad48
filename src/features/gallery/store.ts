import { getTableColumns } from 'drizzle-orm'
import { type Db, type KeysetCursor, queryNamed } from '../../platform/db/index.ts'
import { type GenerationRow, generations } from '../generations/index.ts'

/** Which pictures: one user's own, or everybody's public ones. */
export type ListScope = { ownerId: string } | { public: true }

export type ListFilter = {
  scope: ListScope
  style?: string
  model?: string
  search?: string
  /** Among one's own: true for private ones alone, false for public ones alone. */
  privacy?: boolean
}

export type ListedRow = Omit<GenerationRow, 'svg' | 'bytes' | 'jobId' | 'userId'>

const columns = getTableColumns(generations)
const selected = (names: (keyof typeof columns)[]) =>
  names.map((name) => `${columns[name].name} as "${name}"`).join(', ')
const listedColumns = selected(['id', 'prompt', 'style', 'model', 'privacy', 'creditsUsed', 'createdAt'])
const wholeColumns = selected(Object.keys(columns) as (keyof typeof columns)[])

/** Newest first, from after the cursor where there is one. One row more than `limit` is read by callers who want to know whether there is another page. */
export async function listGenerations(
  db: Db,
  filter: ListFilter,
  page: { cursor?: KeysetCursor; offset: number; limit: number },
): Promise<ListedRow[]> {
  const { cursor, offset, limit } = page
  const values: unknown[] = [limit, offset]
  const bind = (value: unknown) => `$${values.push(value)}`
  const conditions = conditionsOf(filter, bind)
  if (cursor) {
    conditions.push(`(created_at, id) < (${bind(cursor.createdAt)}::timestamptz, ${bind(cursor.id)}::uuid)`)
  }
  const text = `select ${listedColumns} from generations where ${conditions.join(' and ')}
    order by created_at desc, id desc limit $1 offset $2`
  return queryNamed<ListedRow>(db, `list_${shapeOf(filter)}${cursor ? '_after' : ''}`, text, values)
}

export async function countGenerations(db: Db, filter: ListFilter): Promise<number> {
  const values: unknown[] = []
  const conditions = conditionsOf(filter, (value) => `$${values.push(value)}`)
  const text = `select count(*)::int as count from generations where ${conditions.join(' and ')}`
  const [row] = await queryNamed<{ count: number }>(db, `count_${shapeOf(filter)}`, text, values)
  return row?.count ?? 0
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
 * Deletes a picture. Its job and the job's charge stay, since it was drawn and paid for; the foreign key makes the job name no picture.
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

/** Conditions in a fixed order, so that filters of one shape make one statement, which the database plans once. */
function conditionsOf(
  { scope, style, model, search, privacy }: ListFilter,
  bind: (value: unknown) => string,
): string[] {
  const conditions = ['ownerId' in scope ? `user_id = ${bind(scope.ownerId)}` : 'not privacy']
  if (style) conditions.push(`style = ${bind(style)}`)
  if (model) conditions.push(`model = ${bind(model)}`)
  if (privacy !== undefined) conditions.push(`privacy = ${bind(privacy)}`)
  if (search)
    conditions.push(`to_tsvector('simple', prompt) @@ to_tsquery('simple', ${bind(prefixQuery(search))})`)
  return conditions
}

function shapeOf({ scope, style, model, search, privacy }: ListFilter): string {
  const parts = [
    'ownerId' in scope ? 'own' : 'public',
    style && 'style',
    model && 'model',
    privacy !== undefined && 'privacy',
    search && 'search',
  ]
  return parts.filter(Boolean).join('_')
}

/** Every word of the search must begin a word of the prompt. Quoted, so that nothing in it is an operator. */
function prefixQuery(search: string): string {
  const words = search.match(/[\p{L}\p{N}]+/gu) ?? []
  return words.map((word) => `'${word}':*`).join(' & ')
}
