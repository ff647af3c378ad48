import { type Db, deleteRows, queryNamed, type Tx } from '../../platform/db/index.ts'

const lifeHours = 24

export type EditKeyUse = { requestHash: string; pictureId: string }

/** The request that used a key, if the key has not expired. */
export async function findEditKey(db: Db, userId: string, key: string): Promise<EditKeyUse | undefined> {
  const [row] = await queryNamed<EditKeyUse>(
    db,
    'find_edit_key',
    `select request_hash as "requestHash", picture_id as "pictureId" from edit_keys
     where user_id = $1 and key = $2 and created_at > now() - make_interval(hours => ${lifeHours})`,
    [userId, key],
  )
  return row
}

/**
 * Locks a key until the end of the transaction, so that requests with it wait for each other. This lock is
 * taken before all others. The acceptance of jobs takes it too, because a user has one scope of keys for
 * everything.
 */
export async function lockKey(tx: Tx, userId: string, key: string): Promise<void> {
  await queryNamed(tx, 'lock_key', 'select lock_key($1, $2)', [userId, key])
}

/** Whether a job has the key, and the key has not expired. */
export async function isJobKey(db: Db | Tx, userId: string, key: string): Promise<boolean> {
  const rows = await queryNamed(
    db,
    'is_job_key',
    `select id from generation_jobs
     where user_id = $1 and idempotency_key = $2 and created_at > now() - make_interval(hours => ${lifeHours})`,
    [userId, key],
  )
  return rows.length > 0
}

/** @returns false if another request has the key. */
export async function takeEditKey(tx: Tx, userId: string, key: string, use: EditKeyUse): Promise<boolean> {
  const rows = await queryNamed(
    tx,
    'take_edit_key',
    `insert into edit_keys (user_id, key, request_hash, picture_id) values ($1, $2, $3, $4)
     on conflict (user_id, key) do update
       set request_hash = excluded.request_hash, picture_id = excluded.picture_id, created_at = excluded.created_at
       where edit_keys.created_at <= now() - make_interval(hours => ${lifeHours})
     returning key`,
    [userId, key, use.requestHash, use.pictureId],
  )
  return rows.length > 0
}

/** Deletes expired keys, at most `rowsMax`. @returns how many. */
export function purgeEditKeys(db: Db, rowsMax: number): Promise<number> {
  const where = `created_at <= now() - make_interval(hours => ${lifeHours})`
  return deleteRows(db, { table: 'edit_keys', key: 'user_id, key', where, rowsMax })
}
