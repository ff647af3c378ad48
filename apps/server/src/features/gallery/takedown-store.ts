import { type Db, queryNamed, type Tx } from '../../platform/db/index.ts'
import { lockTree } from '../jobs/index.ts'
import { deleteVersions } from './store.ts'
import type { takedowns } from './tables.ts'

export type TakenDown = { userId: string; prompt: string }

/** The owner of a picture, which may be one that was taken down and then deleted. */
export async function findPictureOwner(db: Db | Tx, id: string): Promise<string | undefined> {
  const [row] = await queryNamed<{ userId: string }>(
    db,
    'find_picture_owner',
    `select user_id as "userId" from generations where id = $1
     union all select user_id from takedowns where picture_id = $1 limit 1`,
    [id],
  )
  return row?.userId
}

/**
 * Hides a picture, and every public version of it, from everybody but its owner. Every list, link and cache
 * checks for private. A trigger keeps private the whole tree, and all other pictures of the owner with the
 * same content that are not public yet, until the picture is shown again.
 *
 * @returns undefined when there is no such picture, or nothing of it is left to hide.
 */
export async function hidePicture(tx: Tx, id: string, reason: string): Promise<TakenDown | undefined> {
  const tree = await lockTree(tx, id)
  await insertTakedowns(tx, id, tree?.treeId)
  const [row] = await queryNamed<TakenDown>(
    tx,
    'hide_picture',
    `update generations set privacy_afterwards = privacy, privacy = true, removed_at = now(), removed_reason = $2
     where (id = $1 or tree_id = $3 and not privacy) and removed_at is null returning user_id as "userId", prompt`,
    [id, reason, tree?.treeId],
  )
  return row
}

/**
 * Shows a hidden picture and its hidden versions again, each private if its owner has requested that since.
 * Also ends the takedown of a picture that was deleted.
 *
 * @returns undefined when nothing was taken down; `shown` is undefined when no hidden picture is left.
 */
export async function showPicture(tx: Tx, id: string): Promise<{ shown: TakenDown | undefined } | undefined> {
  const tree = await lockTree(tx, id)
  // Takedowns are ended first, because they would keep the pictures private.
  const ended = await queryNamed(
    tx,
    'end_takedowns',
    `delete from takedowns where picture_id = $1 or tree_id = $2
       or tree_id = (select tree_id from takedowns where picture_id = $1) returning picture_id`,
    [id, tree?.treeId],
  )
  const [shown] = await queryNamed<TakenDown>(
    tx,
    'show_picture',
    `update generations set privacy = privacy_afterwards, privacy_afterwards = null, removed_at = null, removed_reason = null
     where (id = $1 or tree_id = $2) and removed_at is not null returning user_id as "userId", prompt`,
    [id, tree?.treeId],
  )
  return shown || ended.length > 0 ? { shown } : undefined
}

/**
 * Deletes a picture with all its versions; jobs and charges remain. Its owner cannot publish the same content
 * again.
 *
 * @returns undefined when there is no such picture.
 */
export async function deleteAnyPicture(tx: Tx, id: string): Promise<TakenDown | undefined> {
  const tree = await lockTree(tx, id)
  await insertTakedowns(tx, id, tree?.treeId)
  const deleted = tree && (await deleteVersions(tx, id, tree.treeId))
  return deleted && { userId: tree.userId, prompt: deleted.prompt }
}

export type TakedownRow = Omit<typeof takedowns.$inferSelect, 'userId'>

/** What administrators have taken down of a user, for the export of the user's data. */
export async function listTakedownsOf(db: Db, userId: string): Promise<TakedownRow[]> {
  return queryNamed<TakedownRow>(
    db,
    'list_takedowns_of',
    `select picture_id as "pictureId", tree_id as "treeId", content_hash as "contentHash", created_at as "createdAt"
     from takedowns where user_id = $1 order by created_at, picture_id`,
    [userId],
  )
}

/** Of the picture, and of every public version of it. */
async function insertTakedowns(tx: Tx, id: string, treeId: string | undefined): Promise<void> {
  await queryNamed(
    tx,
    'insert_takedowns',
    `insert into takedowns (picture_id, user_id, tree_id, content_hash)
     select id, user_id, coalesce(tree_id, id), generation_content_hash(svg, svg_object) from generations
     where id = $1 or tree_id = $2 and (not privacy or removed_at is not null)
     on conflict (picture_id) do nothing`,
    [id, treeId],
  )
}
