import type { Db } from '../../platform/db/index.ts'
import { AppError, platformErrors } from '../../platform/errors/index.ts'
import type { Caller, Origin } from '../../platform/http/index.ts'
import { sealSecret } from '../../platform/sealing/index.ts'
import { lockUser, recordAuditEvent } from '../accounts/index.ts'
import type { EnqueueEmail } from '../mail/index.ts'
import { announceSecurity } from '../notifications/index.ts'
import { lockLiveSession, lockProvenOwner, proveOwner, renewProof } from '../sessions/index.ts'
import { factorErrors } from './errors.ts'
import { createRecoveryCodes, hashRecoveryCode } from './recovery-code.ts'
import { createTotpSecret, presentTotpSecret } from './totp.ts'
import { confirmTotp, findPendingTotp, findTotp, putPendingTotp, replaceRecoveryCodes } from './totp-store.ts'
import { useTotpCode } from './use-code.ts'

export type SetUpTotpDeps = { db: Db; secretKey: Uint8Array; enqueueEmail: EnqueueEmail }

/**
 * Creates a secret for an authenticator app. Sign-ins require no code before the first right code was
 * entered.
 *
 * @returns the secret in base32, and its `otpauth:` URI.
 * @throws AppError `wrong_password`, `reauthentication_required`, `totp_on`.
 */
export async function beginTotp(
  { db, secretKey }: SetUpTotpDeps,
  caller: Caller,
  password: string | undefined,
): Promise<{ secret: string; uri: string }> {
  const owner = await proveOwner(db, caller, password)
  const secret = createTotpSecret()
  const { email } = await db.transaction(async (tx) => {
    const user = await lockProvenOwner(tx, caller, owner)
    if (!(await putPendingTotp(tx, user.id, sealSecret(secret, user.id, secretKey))))
      throw new AppError(factorErrors.totp_on)
    return user
  })
  return presentTotpSecret(secret, email)
}

/**
 * Checks the first code of the app: from now on every sign-in requires one.
 *
 * @returns the recovery codes, which are shown only this once.
 * @throws AppError `wrong_code`, `totp_on`, `totp_off` when there is no new secret, `invalid_token`.
 */
export async function enableTotp(
  { db, secretKey, enqueueEmail }: SetUpTotpDeps,
  { userId, sessionId }: Caller,
  typed: string,
  origin: Origin,
): Promise<string[]> {
  const code = typed.replace(/\s/g, '')
  const codes = createRecoveryCodes()
  const emailId = await db.transaction(async (tx) => {
    const user = await lockUser(tx, userId)
    if (!user || !(await lockLiveSession(tx, sessionId))) throw new AppError(platformErrors.invalid_token)
    if (await findTotp(tx, userId)) throw new AppError(factorErrors.totp_on)
    const pending = await findPendingTotp(tx, userId)
    if (!pending) throw new AppError(factorErrors.totp_off.notBegun)
    if (!(await useTotpCode(tx, secretKey, pending, code))) throw new AppError(factorErrors.wrong_code)
    await confirmTotp(tx, userId)
    await replaceRecoveryCodes(tx, userId, codes.map(hashRecoveryCode))
    await renewProof(tx, sessionId, true)
    await recordAuditEvent(tx, { userId, action: 'totp_enabled', succeeded: true, origin })
    return announceSecurity(tx, {
      userId,
      email: user.email,
      title: 'Your account has a second factor now',
      message:
        'Signing in with the password or an account elsewhere asks for a code of your authenticator app from now on. If this was not you, reset your password at once and write to support.',
    })
  })
  enqueueEmail(emailId)
  return codes
}
