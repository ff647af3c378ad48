import type { Db, Tx } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { lockUser } from '../accounts/index.ts'
import { changeBalance } from '../credits/index.ts'
import { jobErrors } from '../jobs/index.ts'
import { sessionErrors } from '../sessions/index.ts'
import { type ActBy, findActByKey, recordAct } from './act-store.ts'
import { administrationErrors } from './errors.ts'

/** The most that one action can add or remove, so that a typing error has a limit. */
export const grantMax = 1_000_000

/**
 * Adds or removes credits. With an idempotency key it happens only once, however often the request is
 * repeated, because a second grant would be money.
 *
 * @param amount a whole number other than 0, up to `grantMax` in both directions.
 * @returns whether it had happened before.
 * @throws AppError `user_not_found`; `balance_out_of_range` when the balance would be negative;
 * `idempotency_key_reused`.
 */
export async function grantCreditsByHand(
  db: Db,
  { userId, amount }: { userId: string; amount: number },
  by: ActBy,
): Promise<{ replayed: boolean }> {
  return db.transaction(async (tx) => {
    if (!(await lockUser(tx, userId))) throw new AppError(sessionErrors.user_not_found)
    const subject = { kind: 'user', id: userId } as const
    const isNew = await recordAct(tx, by, { action: 'user.grant', subject, details: { amount } })
    if (!isNew) {
      await assertSameGrant(tx, { userId, amount }, by)
      return { replayed: true }
    }
    const entryId = await changeBalance(tx, { userId, amount, reason: 'GRANT', note: by.reason })
    if (entryId === undefined) throw new AppError(administrationErrors.balance_out_of_range)
    return { replayed: false }
  })
}

async function assertSameGrant(
  tx: Tx,
  { userId, amount }: { userId: string; amount: number },
  { actor, reason, idempotencyKey }: ActBy,
): Promise<void> {
  const earlier = actor.kind === 'user' && (await findActByKey(tx, actor.id, idempotencyKey ?? ''))
  const isSame =
    earlier &&
    earlier.action === 'user.grant' &&
    earlier.subjectId === userId &&
    earlier.details.amount === amount &&
    earlier.reason === reason
  if (!isSame) throw new AppError(jobErrors.idempotency_key_reused)
}
