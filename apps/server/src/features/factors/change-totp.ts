import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Caller, Origin } from '../../platform/http/index.ts'
import { recordAuditEvent } from '../accounts/index.ts'
import type { EnqueueEmail } from '../mail/index.ts'
import { announceSecurity } from '../notifications/index.ts'
import { lockProvenOwner, proveOwner } from '../sessions/index.ts'
import { factorErrors } from './errors.ts'
import { createRecoveryCodes, hashRecoveryCode } from './recovery-code.ts'
import { clearProofsWithoutFactors } from './remove-passkey.ts'
import { voidTickets } from './ticket-store.ts'
import { deleteTotp, findTotp, replaceRecoveryCodes } from './totp-store.ts'

export type ChangeTotpDeps = { db: Db; enqueueEmail: EnqueueEmail }

/**
 * Removes the authenticator app and the recovery codes: the password is enough again.
 *
 * @throws AppError `wrong_password`, `reauthentication_required`, `totp_off`.
 */
export async function disableTotp(
  { db, enqueueEmail }: ChangeTotpDeps,
  caller: Caller,
  password: string | undefined,
  origin: Origin,
): Promise<void> {
  const owner = await proveOwner(db, caller, password)
  const emailId = await db.transaction(async (tx) => {
    const { id: userId, email } = await lockProvenOwner(tx, caller, owner)
    if (!(await deleteTotp(tx, userId))) throw new AppError(factorErrors.totp_off.off)
    await replaceRecoveryCodes(tx, userId, [])
    await voidTickets(tx, userId)
    await clearProofsWithoutFactors(tx, userId)
    await recordAuditEvent(tx, { userId, action: 'totp_disabled', succeeded: true, origin })
    return announceSecurity(tx, {
      userId,
      email,
      title: 'Your account has no second factor any more',
      message:
        'The authenticator app was removed, and signing in asks for no code from now on. If this was not you, reset your password at once.',
    })
  })
  enqueueEmail(emailId)
}

/**
 * Creates new recovery codes; the old ones become invalid.
 *
 * @returns the codes, which are shown only this once.
 * @throws AppError `wrong_password`, `reauthentication_required`, `totp_off`.
 */
export async function renewRecoveryCodes(
  { db, enqueueEmail }: ChangeTotpDeps,
  caller: Caller,
  password: string | undefined,
  origin: Origin,
): Promise<string[]> {
  const owner = await proveOwner(db, caller, password)
  const codes = createRecoveryCodes()
  const emailId = await db.transaction(async (tx) => {
    const { id: userId, email } = await lockProvenOwner(tx, caller, owner)
    if (!(await findTotp(tx, userId))) throw new AppError(factorErrors.totp_off.off)
    await replaceRecoveryCodes(tx, userId, codes.map(hashRecoveryCode))
    await recordAuditEvent(tx, { userId, action: 'recovery_codes_renewed', succeeded: true, origin })
    return announceSecurity(tx, {
      userId,
      email,
      title: 'You have new recovery codes',
      message:
        'New recovery codes were made for your chatSVG account, and the old ones are void. If this was not you, choose a new password and make new codes.',
    })
  })
  enqueueEmail(emailId)
  return codes
}
