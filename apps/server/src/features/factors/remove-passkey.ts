import type { Db, Tx } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Caller, Origin } from '../../platform/http/index.ts'
import { recordAuditEvent } from '../accounts/index.ts'
import type { EnqueueEmail } from '../mail/index.ts'
import { announceSecurity } from '../notifications/index.ts'
import { clearMultiFactorProofs, lockProvenOwner, proveOwner } from '../sessions/index.ts'
import { factorErrors } from './errors.ts'
import { deletePasskey, listPasskeys } from './passkey-store.ts'
import { findTotp } from './totp-store.ts'

export type RemovePasskeyDeps = { db: Db; enqueueEmail: EnqueueEmail }

/**
 * Removes a passkey, also the last one: every account has another way to sign in.
 *
 * @throws AppError `wrong_password`, `reauthentication_required`, `passkey_not_found`.
 */
export async function removePasskey(
  { db, enqueueEmail }: RemovePasskeyDeps,
  caller: Caller,
  input: { id: string; password?: string | undefined },
  origin: Origin,
): Promise<void> {
  const owner = await proveOwner(db, caller, input.password)
  const emailId = await db.transaction(async (tx) => {
    const { id: userId, email } = await lockProvenOwner(tx, caller, owner)
    const passkey = (await listPasskeys(tx, userId)).find(({ id }) => id === input.id)
    if (!passkey || !(await deletePasskey(tx, { id: input.id, userId })))
      throw new AppError(factorErrors.passkey_not_found)
    await clearProofsWithoutFactors(tx, userId)
    await recordAuditEvent(tx, {
      ...{ userId, action: 'passkey_removed', succeeded: true, origin },
      details: { passkey: passkey.name },
    })
    return announceSecurity(tx, {
      userId,
      email,
      title: 'A passkey was removed from your account',
      message: `The passkey "${passkey.name}" no longer opens your chatSVG account. If this was not you, choose a new password.`,
    })
  })
  enqueueEmail(emailId)
}

/** If the user has no factor left besides the password, no session counts as proven by one. */
export async function clearProofsWithoutFactors(tx: Tx, userId: string): Promise<void> {
  const isLeft = (await findTotp(tx, userId)) ?? (await listPasskeys(tx, userId))[0]
  if (!isLeft) await clearMultiFactorProofs(tx, userId)
}
