import { type Db, type KeysetCursor, queryNamed, type Tx } from '../../platform/db/index.ts'
import { type ListedRow, publicColumnsOf } from '../gallery/index.ts'
import type { OwnCollection } from './store.ts'

export type CollectedRow = ListedRow & { addedAt: Date }

/**
 * The pictures of a collection that the viewer may see, newest added first. The caller has checked that the
 * viewer may see the collection.
 */
export function listCollected(
  db: Db,
  collectionId: string,
  viewerId: string | undefined,
  { cursor, limit }: { cursor: KeysetCursor | undefined; limit: number },
): Promise<CollectedRow[]> {
  const after = cursor ? 'and (item.added_at, item.picture_id) < ($4::timestamptz, $5::uuid)' : ''
  return queryNamed<CollectedRow>(
    db,
    `list_collected${cursor ? '_after' : ''}`,
    `select item.added_at as "addedAt", ${publicColumnsOf('picture')}
     from collection_pictures item join generations picture on picture.id = item.picture_id
     where item.collection_id = $1 and (not picture.privacy or picture.user_id = $2) ${after}
     order by item.added_at desc, item.picture_id desc limit $3`,
    [collectionId, viewerId ?? null, limit, ...(cursor ? [cursor.createdAt, cursor.id] : [])],
  )
}

/** The number of all its pictures, or undefined if the user has no such collection. */
export async function countCollected(tx: Tx, { id, userId }: OwnCollection): Promise<number | undefined> {
  const [row] = await queryNamed<{ count: number }>(
    tx,
    'count_collected',
    `select (select count(*)::int from collection_pictures where collection_id = c.id) as count
     from collections c where id = $1 and user_id = $2 for key share of c`,
    [id, userId],
  )
  return row?.count
}

/** Locks a picture against changes of its privacy, if the user may see it. @returns whether they may. */
export async function lockVisible(tx: Tx, pictureId: string, userId: string): Promise<boolean> {
  const rows = await queryNamed(
    tx,
    'lock_visible',
    'select id from generations where id = $1 and (not privacy or user_id = $2) for share',
    [pictureId, userId],
  )
  return rows.length > 0
}

export async function isCollected(tx: Tx, collectionId: string, pictureId: string): Promise<boolean> {
  const rows = await queryNamed(
    tx,
    'is_collected',
    'select picture_id from collection_pictures where collection_id = $1 and picture_id = $2',
    [collectionId, pictureId],
  )
  return rows.length > 0
}

export async function insertCollected(tx: Tx, collectionId: string, pictureId: string): Promise<void> {
  await queryNamed(
    tx,
    'insert_collected',
    'insert into collection_pictures (collection_id, picture_id, added_at) values ($1, $2, clock_timestamp())',
    [collectionId, pictureId],
  )
}

/** Removes a picture from a collection of the user, also one that the user no longer sees. */
export async function removeCollected(
  db: Db,
  { id, userId }: OwnCollection,
  pictureId: string,
): Promise<void> {
  await queryNamed(
    db,
    'remove_collected',
    `delete from collection_pictures using collections
     where collections.id = $1 and collections.user_id = $2 and collection_id = $1 and picture_id = $3`,
    [id, userId, pictureId],
  )
}
