import { type Db, type KeysetCursor, queryNamed, readInPages, type Tx } from '../../platform/db/index.ts'
import type { collections } from './tables.ts'

type Row = typeof collections.$inferSelect
export type CollectionTexts = Pick<Row, 'name' | 'description' | 'privacy'>

/** A picture on the cover of a collection. */
export type Cover = { id: string; privacy: boolean; removedAt: string | null }

/** A collection as its viewer sees it: counts and covers are of the pictures that the viewer may see. */
export type CollectionRow = Row & { pictures: number; covers: Cover[] }
export type OwnCollectionRow = CollectionRow & { hasPicture: boolean }

/** `$1` is the viewer; null: a visitor. */
const selectCollections = `
  select c.id, c.user_id as "userId", c.name, c.description, c.privacy, c.created_at as "createdAt",
    shown.pictures, shown.covers`
const fromCollections = `
  from collections c cross join lateral (
    select count(*)::int as pictures, coalesce(
      json_agg(json_build_object('id', id, 'privacy', privacy, 'removedAt', removed_at) order by position)
        filter (where position <= 4), '[]') as covers
    from (
      select picture.id, picture.privacy, picture.removed_at,
        row_number() over (order by item.added_at desc, item.picture_id desc) as position
      from collection_pictures item join generations picture on picture.id = item.picture_id
      where item.collection_id = c.id and (not picture.privacy or picture.user_id = $1)
    ) visible
  ) shown`

/** One collection, if the viewer may see it: their own, or a public one of a user who is not suspended. */
export async function findCollection(
  db: Db,
  id: string,
  viewerId: string | undefined,
): Promise<CollectionRow | undefined> {
  const [row] = await queryNamed<CollectionRow>(
    db,
    'find_collection',
    `${selectCollections} ${fromCollections} join users on users.id = c.user_id
     where c.id = $2 and (c.user_id = $1 or not c.privacy and users.suspended_at is null)`,
    [viewerId ?? null, id],
  )
  return row
}

export type CollectionPage = { cursor: KeysetCursor | undefined; limit: number }

const pageValues = ({ cursor, limit }: CollectionPage) => [
  cursor?.createdAt ?? 'infinity',
  cursor?.id ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff',
  limit,
]

/** The user's own collections, newest first. `hasPicture` says whether they have this picture. */
export function listOwnCollections(
  db: Db,
  userId: string,
  { pictureId, ...page }: CollectionPage & { pictureId: string | undefined },
): Promise<OwnCollectionRow[]> {
  return queryNamed<OwnCollectionRow>(
    db,
    'list_own_collections',
    `${selectCollections}, exists (
       select from collection_pictures where collection_id = c.id and picture_id = $5::uuid
     ) as "hasPicture" ${fromCollections}
     where c.user_id = $1 and (c.created_at, c.id) < ($2::timestamptz, $3::uuid)
     order by c.created_at desc, c.id desc limit $4`,
    [userId, ...pageValues(page), pictureId ?? null],
  )
}

/** The public collections of a user, newest first, as everybody sees them. */
export function listPublicCollections(
  db: Db,
  userId: string,
  page: CollectionPage,
): Promise<CollectionRow[]> {
  return queryNamed<CollectionRow>(
    db,
    'list_public_collections',
    `${selectCollections} ${fromCollections}
     where c.user_id = $5 and not c.privacy and (c.created_at, c.id) < ($2::timestamptz, $3::uuid)
     order by c.created_at desc, c.id desc limit $4`,
    [null, ...pageValues(page), userId],
  )
}

/** The caller holds the lock on the user. */
export async function countCollections(tx: Tx, userId: string): Promise<number> {
  const [row] = await queryNamed<{ count: number }>(
    tx,
    'count_collections',
    'select count(*)::int as count from collections where user_id = $1',
    [userId],
  )
  return row?.count ?? 0
}

export async function insertCollection(
  tx: Tx,
  { id, userId }: { id: string; userId: string },
  { name, description, privacy }: CollectionTexts,
): Promise<void> {
  await queryNamed(
    tx,
    'insert_collection',
    'insert into collections (id, user_id, name, description, privacy) values ($1, $2, $3, $4, $5)',
    [id, userId, name, description, privacy],
  )
}

export type OwnCollection = { id: string; userId: string }

/**
 * Fields that are undefined keep their values. A hidden collection is not published.
 *
 * @returns whether the user has such a collection, and may change it so.
 */
export async function updateCollection(
  db: Db,
  { id, userId }: OwnCollection,
  change: Partial<CollectionTexts>,
): Promise<boolean> {
  const rows = await queryNamed(
    db,
    'update_collection',
    `update collections set
       name = coalesce(change->>'name', name), privacy = coalesce((change->>'privacy')::boolean, privacy),
       description = case when change ? 'description' then change->>'description' else description end
     from (select $3::jsonb as change) given where id = $1 and user_id = $2
       and (removed_at is null or change->>'privacy' is distinct from 'false') returning id`,
    [id, userId, JSON.stringify(change)],
  )
  return rows.length > 0
}

export type CollectionOfAnybody = { userId: string; name: string; removedAt: Date | null }

/** For the owner of a hidden collection, and for administrators. */
export async function findAnyCollection(db: Db | Tx, id: string): Promise<CollectionOfAnybody | undefined> {
  const [row] = await queryNamed<CollectionOfAnybody>(
    db,
    'find_any_collection',
    'select user_id as "userId", name, removed_at as "removedAt" from collections where id = $1',
    [id],
  )
  return row
}

/** @param reason null: its owner may publish it again; otherwise it is private from now on. */
export async function setCollectionRemoved(tx: Tx, id: string, reason: string | null): Promise<void> {
  await queryNamed(
    tx,
    'set_collection_removed',
    `update collections set privacy = privacy or $2::text is not null, removed_reason = $2,
       removed_at = case when $2::text is not null then now() end where id = $1`,
    [id, reason],
  )
}

/** @returns whether the user had such a collection. */
export async function deleteCollection(db: Db, { id, userId }: OwnCollection): Promise<boolean> {
  const rows = await queryNamed(
    db,
    'delete_collection',
    'delete from collections where id = $1 and user_id = $2 returning id',
    [id, userId],
  )
  return rows.length > 0
}

type ExportedCollection = CollectionTexts & {
  id: string
  createdAt: Date
  pictures: { id: string; addedAt: string }[]
}

/** All collections of the user with the ids of their pictures, oldest first, read in pages. */
export const listCollectionsOf = (db: Db, userId: string): AsyncGenerator<ExportedCollection> =>
  readInPages((last: ExportedCollection | undefined, limit) =>
    queryNamed<ExportedCollection>(
      db,
      'list_collections_of',
      `select id, name, description, privacy, created_at as "createdAt", (
         select coalesce(json_agg(json_build_object('id', picture_id, 'addedAt', added_at) order by added_at, picture_id), '[]')
         from collection_pictures where collection_id = collections.id
       ) as pictures
       from collections where user_id = $1 and (created_at, id) > ($2::timestamptz, $3::uuid)
       order by created_at, id limit $4`,
      [userId, last?.createdAt ?? '-infinity', last?.id ?? '00000000-0000-0000-0000-000000000000', limit],
    ),
  )
