import type { Db, Tx } from '../../platform/db/index.ts'
import { lockUser } from '../accounts/index.ts'
import { spreadUsage } from './lot-rules.ts'
import {
  insertLot,
  listOpenLots,
  listUsersWithExpired,
  type OpenLot,
  readUsage,
  updateLot,
} from './lot-store.ts'
import { changeBalance } from './store.ts'

const usersPerPage = 200
const firstId = '00000000-0000-0000-0000-000000000000'

/**
 * Gives credits that expire. The caller holds the lock of the user's row (`lockUser`).
 *
 * @returns the id of the ledger entry; undefined when the balance would be above the maximum.
 */
export async function giveExpiringCredits(
  tx: Tx,
  gift: { userId: string; amount: number; paymentId: string; note: string; expiresAt: Date },
): Promise<string | undefined> {
  const { userId, amount, expiresAt } = gift
  // Otherwise credits that were used before would be taken from the new lot.
  const usageMark = await settleLots(tx, userId)
  const entryId = await changeBalance(tx, { ...gift, reason: 'GRANT' })
  if (entryId !== undefined) await insertLot(tx, { entryId, userId, amount, usageMark, expiresAt })
  return entryId
}

/**
 * Removes the credits whose time has come and that were not used, with an entry in the ledger. Safe to run
 * twice, also in parallel: the user's row is locked.
 *
 * @returns the number of credits that were removed.
 */
export async function expireCredits(db: Db, signal: AbortSignal): Promise<number> {
  let removed = 0
  for (let afterId = firstId; ; ) {
    const userIds = await listUsersWithExpired(db, afterId, usersPerPage)
    for (const userId of userIds) {
      signal.throwIfAborted()
      removed += await db.transaction((tx) => expireOf(tx, userId))
    }
    const last = userIds.at(-1)
    if (last === undefined) return removed
    afterId = last
  }
}

/** What the user has of credits that expire, as of now, those that expire first first. */
export async function readExpiring(db: Db, userId: string): Promise<{ credits: number; expiresAt: Date }[]> {
  const lots = await listOpenLots(db, userId)
  if (lots.length === 0) return []
  const usage = await readUsage(db, userId)
  if (!usage) return []
  return spreadUsage(lots, usedSince(lots, usage.used), usage.credits).flatMap(({ remaining, expiresAt }) =>
    remaining > 0 ? [{ credits: remaining, expiresAt }] : [],
  )
}

async function expireOf(tx: Tx, userId: string): Promise<number> {
  if (!(await lockUser(tx, userId))) return 0
  const usageMark = await settleLots(tx, userId)
  let removed = 0
  for (const { entryId, remaining, expiresAt, isDue } of await listOpenLots(tx, userId)) {
    if (!isDue) continue
    if (remaining > 0) {
      const note = `of ${expiresAt.toISOString().slice(0, 10)}`
      await changeBalance(tx, { userId, amount: -remaining, reason: 'EXPIRED', note })
    }
    await updateLot(tx, entryId, { remaining: 0, usageMark, isExpired: true })
    removed += remaining
  }
  return removed
}

/**
 * Brings the user's lots up to date with what was used. The user's row is locked, so no charge is made in the
 * meantime.
 *
 * @returns the credits that the user has used in all: the mark of the lots.
 */
async function settleLots(tx: Tx, userId: string): Promise<number> {
  const lots = await listOpenLots(tx, userId)
  const usage = await readUsage(tx, userId)
  if (!usage) throw new Error('a user was deleted under a lock')
  // Refunds of earlier charges lower the total. The mark stays then, so that they offset what is used next.
  const usageMark = Math.max(usage.used, ...lots.map((lot) => lot.usageMark))
  for (const { entryId, remaining } of spreadUsage(lots, usedSince(lots, usage.used), usage.credits))
    await updateLot(tx, entryId, { remaining, usageMark })
  return lots.length === 0 ? usage.used : usageMark
}

/** All open lots of a user have the same mark, because they are always settled together. */
const usedSince = (lots: readonly OpenLot[], used: number) => Math.max(0, used - (lots[0]?.usageMark ?? used))
