import { createHash } from 'node:crypto'
import type { Db, Tx } from '../../platform/db/index.ts'
import { AppError, platformErrors } from '../../platform/errors/index.ts'
import { findVisible, type VisibleRow } from '../gallery/index.ts'
import { findEditKey, isJobKey, jobErrors, lockKey, takeEditKey } from '../jobs/index.ts'

/** A request that makes a picture synchronously. */
export type OnceRequest = {
  userId: string
  /** A second request with the key gets the same picture. */
  key: string | undefined
  /** Texts that are equal for equal requests. Long texts are not copied. */
  parameters: readonly string[]
}

export type Written<Made> = ({ picture: VisibleRow } & Made) | { earlier: VisibleRow }

class KeyTaken extends Error {}

/**
 * Makes a picture once for each key. `prepare` does the slow work, and is skipped if the key already has a
 * picture; `write` writes the row in the transaction that takes the key.
 *
 * @throws AppError `idempotency_key_reused`, and what `prepare` and `write` throw.
 */
export async function writeOnce<Made extends object>(
  db: Db,
  { userId, key, parameters }: OnceRequest,
  prepare: () => Promise<{ made: Made; write: (tx: Tx) => Promise<{ id: string }> }>,
): Promise<Written<Made>> {
  const requestHash = key === undefined ? '' : hashTexts(parameters)
  const before = await findEarlier(db, userId, key, requestHash)
  if (before) return { earlier: before }
  const { made, write } = await prepare()
  try {
    const { id } = await db.transaction(async (tx) => {
      if (key !== undefined) await lockKey(tx, userId, key)
      if (key !== undefined && (await isJobKey(tx, userId, key)))
        throw new AppError(jobErrors.idempotency_key_reused)
      const row = await write(tx)
      if (key !== undefined && !(await takeEditKey(tx, userId, key, { requestHash, pictureId: row.id })))
        throw new KeyTaken()
      return row
    })
    const picture = await findVisible(db, id, userId)
    if (!picture) throw justDeleted()
    return { ...made, picture }
  } catch (error) {
    if (!(error instanceof KeyTaken)) throw error
    const other = await findEarlier(db, userId, key, requestHash)
    if (other) return { earlier: other }
    throw justDeleted()
  }
}

/** The picture, and its key with it, has been deleted since it was written. */
const justDeleted = () =>
  new AppError(platformErrors.service_unavailable, { headers: { 'retry-after': '1' } })

/** Each text is preceded by its length, so that different lists have different hashes. */
function hashTexts(texts: readonly string[]): string {
  const hash = createHash('sha256')
  for (const text of texts) hash.update(`${text.length}:`).update(text)
  return hash.digest('hex')
}

async function findEarlier(
  db: Db,
  userId: string,
  key: string | undefined,
  requestHash: string,
): Promise<VisibleRow | undefined> {
  if (key === undefined) return undefined
  const use = await findEditKey(db, userId, key)
  if (!use) {
    if (await isJobKey(db, userId, key)) throw new AppError(jobErrors.idempotency_key_reused)
    return undefined
  }
  if (use.requestHash !== requestHash) throw new AppError(jobErrors.idempotency_key_reused)
  return findVisible(db, use.pictureId, userId)
}
