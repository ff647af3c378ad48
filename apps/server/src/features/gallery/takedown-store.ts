import { type Db, queryNamed, type Tx } from '../../platform/db/index.ts'

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
 * Hides a picture from everybody but its owner. Every list, link and cache checks for private, and a CHECK of
 * the table keeps it private until it is shown again.
 *
 * @returns undefined when there is no such picture, or it is already hidden.
 */
export async function hidePicture(tx: Tx, id: string, reason: string): Promise<TakenDown | undefined> {
  const [row] = await queryNamed<TakenDown>(
    tx,
    'hide_picture',
    `update generations set privacy_afterwards = privacy, privacy = true, removed_at = now(), removed_reason = $2
     where id = $1 and removed_at is null returning user_id as "userId", prompt`,
    [id, reason],
  )
  return row
}

/**
 * Shows a hidden picture again, private if its owner has requested that since. @returns undefined when it is
 * not hidden.
 */
export async function showPicture(tx: Tx, id: string): Promise<TakenDown | undefined> {
  const [row] = await queryNamed<TakenDown>(
    tx,
    'show_picture',
    `update generations set privacy = privacy_afterwards, privacy_afterwards = null, removed_at = null, removed_reason = null
     where id = $1 and removed_at is not null returning user_id as "userId", prompt`,
    [id],
  )
  return row
}

/**
 * The same as a deletion by its owner: job and charge remain. @returns undefined when there is no such
 * picture.
 */
export async function deleteAnyPicture(tx: Tx, id: string): Promise<TakenDown | undefined> {
  const [row] = await queryNamed<TakenDown>(
    tx,
    'delete_any_picture',
    'delete from generations where id = $1 returning user_id as "userId", prompt',
    [id],
  )
  return row
}
