import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Caller, Origin } from '../../platform/http/index.ts'
import { lockUser, recordAuditEvent } from '../accounts/index.ts'
import type { EnqueueEmail } from '../mail/index.ts'
import { announceSecurity } from '../notifications/index.ts'
import { lockLiveSession, lockProvenOwner, proveOwner, renewProof } from '../sessions/index.ts'
import { createRecoveryCodes, hashRecoveryCode } from './recovery-code.ts'
import { sealSecret } from './seal.ts'
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
  input: { password?: unknown } = {},
): Promise<{ secret: string; uri: string }> {
  const owner = await proveOwner(db, caller, input.password)
  const secret = createTotpSecret()
  const { email } = await db.transaction(async (tx) => {
    const user = await lockProvenOwner(tx, caller, owner)
    if (!(await putPendingTotp(tx, user.id, sealSecret(secret, user.id, secretKey)))) throw totpOn()
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
  input: { code?: unknown },
  origin: Origin,
): Promise<string[]> {
  const code = typeof input.code === 'string' ? input.code.replace(/\s/g, '') : ''
  const codes = createRecoveryCodes()
  const emailId = await db.transaction(async (tx) => {
    const user = await lockUser(tx, userId)
    if (!user || !(await lockLiveSession(tx, sessionId))) throw new AppError('invalid_token', 'Invalid token')
    if (await findTotp(tx, userId)) throw totpOn()
    const pending = await findPendingTotp(tx, userId)
    if (!pending) throw new AppError('totp_off', 'Begin with a new secret first')
    if (!(await useTotpCode(tx, secretKey, pending, code))) throw wrongCode()
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

const totpOn = () => new AppError('totp_on', 'Your account has an authenticator app already')
export const wrongCode = () => new AppError('wrong_code', 'That code is wrong or was used before')
