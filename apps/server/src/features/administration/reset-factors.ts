import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { lockUser } from '../accounts/index.ts'
import { resetFactors } from '../factors/index.ts'
import { sessionErrors } from '../sessions/index.ts'
import { type ActBy, recordAct } from './act-store.ts'

/**
 * Removes passkeys, the authenticator app and recovery codes of a user who has lost them. The password is
 * enough again, and the user is notified. Without factors nothing happens.
 *
 * @returns whether there was anything to remove.
 * @throws AppError `user_not_found`.
 */
export async function resetFactorsByHand(db: Db, userId: string, by: ActBy): Promise<boolean> {
  return db.transaction(async (tx) => {
    const user = await lockUser(tx, userId)
    if (!user) throw new AppError(sessionErrors.user_not_found)
    const removed = await resetFactors(tx, user, by.requestId)
    if (!removed) return false
    await recordAct(tx, by, {
      action: 'user.reset-factors',
      subject: { kind: 'user', id: userId },
      details: removed,
    })
    return true
  })
}
