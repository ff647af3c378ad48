import { type Db, queryNamed, type Tx } from '../../platform/db/index.ts'
import { lockTree } from '../jobs/index.ts'
import { deleteVersions } from './store.ts'

export type TakenDown = { userId: string; prompt: string }

/** The owner of a picture. */
export async function findPictureOwner(db: Db | Tx, id: string): Promise<string | undefined> {
  const [row] = await queryNamed<{ userId: string }>(
    db,
    'find_picture_owner',
    'select user_id as "userId" from generations where id = $1',
    [id],
  )
  return row?.userId
}

/**
 * Hides a picture, and every public version of it, from everybody but its owner. Every list, link and cache
 * checks for private, and a CHECK of the table keeps them private until they are shown again.
 *
 * @returns undefined when there is no such picture, or nothing of it is left to hide.
 */
export async function hidePicture(tx: Tx, id: string, reason: string): Promise<TakenDown | undefined> {
  const tree = await lockTree(tx, id)
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
 * @returns undefined when none is hidden.
 */
export async function showPicture(tx: Tx, id: string): Promise<TakenDown | undefined> {
  const tree = await lockTree(tx, id)
  const [row] = await queryNamed<TakenDown>(
    tx,
    'show_picture',
    `update generations set privacy = privacy_afterwards, privacy_afterwards = null, removed_at = null, removed_reason = null
     where (id = $1 or tree_id = $2) and removed_at is not null returning user_id as "userId", prompt`,
    [id, tree?.treeId],
  )
  return row
}

/**
 * The same as a deletion by its owner, with all its versions: jobs and charges remain. @returns undefined
 * when there is no such picture.
 */
export async function deleteAnyPicture(tx: Tx, id: string): Promise<TakenDown | undefined> {
  const tree = await lockTree(tx, id)
  const deleted = tree && (await deleteVersions(tx, id, tree.treeId))
  return deleted && { userId: tree.userId, prompt: deleted.prompt }
}
