import { type Db, queryNamed, type Tx } from '../../platform/db/index.ts'

export type TakenDown = { userId: string; prompt: string }

/** Whose a picture is. */
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
 * Keeps everybody but its owner from a picture. Private is what every list, link and cache asks for, and a
 * check of the table holds it there until the picture is shown again.
 *
 * @returns undefined where there is none, or it is hidden already.
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

/** Gives a hidden picture back, private if its owner wants that by now. @returns undefined where none is. */
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

/** As its owner's deletion: job and charge stay. @returns undefined where there is none. */
export async function deleteAnyPicture(tx: Tx, id: string): Promise<TakenDown | undefined> {
  const [row] = await queryNamed<TakenDown>(
    tx,
    'delete_any_picture',
    'delete from generations where id = $1 returning user_id as "userId", prompt',
    [id],
  )
  return row
}
