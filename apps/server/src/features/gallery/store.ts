import { type Db, type KeysetCursor, queryNamed } from '../../platform/db/index.ts'
import { type GenerationRow, generations } from '../jobs/index.ts'
import type { WordQuery } from './word-query.ts'

/** Filters of a user's own pictures. */
export type OwnFilter = {
  ownerId: string
  style?: string | undefined
  model?: string | undefined
  words?: WordQuery | undefined
  /** true for only private ones, false for only public ones. */
  privacy?: boolean | undefined
}

export type ListedRow = Omit<GenerationRow, 'svg' | 'bytes' | 'jobId' | 'userId' | 'privacyAfterwards'>
export type PictureRow = Omit<GenerationRow, 'privacyAfterwards'>

export type ListRange = { cursor?: KeysetCursor | undefined; offset: number; limit: number }

const selected = (names: readonly (keyof GenerationRow)[], table = 'generations') =>
  names.map((name) => `${table}.${generations[name].name} as "${name}"`).join(', ')
const listedNames = [
  'id',
  'prompt',
  'style',
  'model',
  'privacy',
  'creditsUsed',
  'createdAt',
  'removedAt',
  'removedReason',
] as const
export const listedColumnsOf = (table: string) => selected(listedNames, table)
export const listedColumns = selected(listedNames)
const wholeColumns = selected([...listedNames, 'userId', 'jobId', 'svg', 'bytes'])
const newestFirst = 'order by created_at desc, id desc limit $1 offset $2'

/**
 * A user's own pictures, newest first, after the cursor if there is one. Callers that want to know whether
 * there is another page pass one more than their limit.
 */
export async function listOwn(
  db: Db,
  filter: OwnFilter,
  { cursor, offset, limit }: ListRange,
): Promise<ListedRow[]> {
  const values: unknown[] = [limit, offset]
  const bind = (value: unknown) => `$${values.push(value)}`
  const conditions = conditionsOf(filter, bind)
  if (cursor) {
    conditions.push(`(created_at, id) < (${bind(cursor.createdAt)}::timestamptz, ${bind(cursor.id)}::uuid)`)
  }
  const text = `select ${listedColumns} from generations where ${conditions.join(' and ')} ${newestFirst}`
  return queryNamed<ListedRow>(db, `list_${shapeOf(filter)}${cursor ? '_after' : ''}`, text, values)
}

export async function countOwn(db: Db, filter: OwnFilter): Promise<number> {
  const values: unknown[] = []
  const conditions = conditionsOf(filter, (value) => `$${values.push(value)}`).join(' and ')
  const text = `select count(*)::int as count from generations where ${conditions}`
  const [row] = await queryNamed<{ count: number }>(db, `count_${shapeOf(filter)}`, text, values)
  return row?.count ?? 0
}

/** One picture of any user. The caller decides who may see it. */
export async function findPicture(db: Db, id: string): Promise<PictureRow | undefined> {
  const [row] = await queryNamed<PictureRow>(
    db,
    'find_picture',
    `select ${wholeColumns} from generations where id = $1`,
    [id],
  )
  return row
}

/** One picture, if the viewer may see it: it is public, or their own. */
export async function findVisible(
  db: Db,
  id: string,
  viewerId: string | undefined,
): Promise<PictureRow | undefined> {
  const [row] = await queryNamed<PictureRow>(
    db,
    'find_visible',
    `select ${wholeColumns} from generations where id = $1 and (not privacy or user_id = $2)`,
    [id, viewerId ?? null],
  )
  return row
}

/** A user's pictures with their SVGs, newest first, after the cursor if there is one. */
export async function listWholeOf(
  db: Db,
  userId: string,
  page: { cursor: KeysetCursor | undefined; limit: number },
): Promise<PictureRow[]> {
  const { cursor, limit } = page
  const after = cursor ? 'and (created_at, id) < ($3::timestamptz, $4::uuid)' : ''
  return queryNamed<PictureRow>(
    db,
    `list_whole${cursor ? '_after' : ''}`,
    `select ${wholeColumns} from generations where user_id = $1 ${after} order by created_at desc, id desc limit $2`,
    cursor ? [userId, limit, cursor.createdAt, cursor.id] : [userId, limit],
  )
}

/**
 * A hidden picture stays private. Then the change applies when it is shown again, and only private can be
 * chosen.
 *
 * @returns the picture after the change; undefined when the user has no such picture.
 */
export async function setPrivacy(
  db: Db,
  own: { userId: string; id: string },
  privacy: boolean,
): Promise<ListedRow | undefined> {
  const [row] = await queryNamed<ListedRow>(
    db,
    'set_privacy',
    `update generations set privacy = $3 or removed_at is not null,
       privacy_afterwards = case when removed_at is not null then privacy_afterwards or $3 end
     where id = $1 and user_id = $2 returning ${listedColumns}`,
    [own.id, own.userId, privacy],
  )
  return row
}

/**
 * Deletes a picture. Its job and the job's charge remain, because it was drawn and paid for; the foreign key
 * sets the job's picture to null.
 *
 * @returns whether the user had such a picture.
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
 * Conditions in a fixed order, so that equal sets of filters make one statement, which the database plans
 * once.
 */
function conditionsOf(
  { ownerId, style, model, words, privacy }: OwnFilter,
  bind: (value: unknown) => string,
): string[] {
  const conditions = [`user_id = ${bind(ownerId)}`]
  if (style) conditions.push(`style = ${bind(style)}`)
  if (model) conditions.push(`model = ${bind(model)}`)
  if (privacy !== undefined) conditions.push(`privacy = ${bind(privacy)}`)
  if (words) conditions.push(`words @@ ${bind(words.whole)}::tsquery`)
  return conditions
}

function shapeOf({ style, model, words, privacy }: OwnFilter): string {
  const parts = [
    'own',
    style && 'style',
    model && 'model',
    privacy !== undefined && 'privacy',
    words && 'words',
  ]
  return parts.filter(Boolean).join('_')
}
