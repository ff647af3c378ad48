import { uuidv7 } from 'uuidv7'
import { AppError, platformErrors } from '../../platform/errors/index.ts'
import type { Caller, Origin } from '../../platform/http/index.ts'
import { lockUser, recordAuditEvent, type UserCaller } from '../accounts/index.ts'
import type { EnqueueEmail } from '../mail/index.ts'
import { announceSecurity } from '../notifications/index.ts'
import { lockLiveSession, proveOwner } from '../sessions/index.ts'
import { hashChallenge } from './challenge.ts'
import type { AssertionDeps } from './check-assertion.ts'
import { factorErrors, passkeysMax } from './errors.ts'
import { insertPasskey, listPasskeys, type PasskeyRow, useChallenge } from './passkey-store.ts'
import { checkNewPasskey, createAddOptions, readClaimed } from './webauthn.ts'

export type AddPasskeyDeps = AssertionDeps & { enqueueEmail: EnqueueEmail }

/**
 * Returns the options with which the browser asks an authenticator for a new passkey. The challenge is valid
 * only for this session, and only the account's owner gets one.
 *
 * @throws AppError `wrong_password`, `reauthentication_required`, `passkeys_unavailable`.
 */
export async function beginAddPasskey(
  { db, challenges, relyingParty }: AddPasskeyDeps,
  caller: UserCaller,
  password: string | undefined,
) {
  const rpId = relyingParty.id()
  if (!rpId) throw new AppError(factorErrors.passkeys_unavailable)
  await proveOwner(db, caller, password)
  const { userId, email, name, sessionId } = caller
  const known = await listPasskeys(db, userId)
  return createAddOptions({
    rpId,
    challenge: challenges.issue({ purpose: 'add', sessionId }),
    user: { id: userId, email, name },
    credentialIds: known.map(({ credentialId }) => credentialId),
  })
}

/**
 * Stores a passkey that the browser has created for the challenge, and notifies the owner.
 *
 * @throws AppError `invalid_passkey`, `passkey_exists`, `too_many_passkeys`, `invalid_token`.
 */
export async function addPasskey(
  { db, challenges, relyingParty, enqueueEmail }: AddPasskeyDeps,
  { userId, sessionId }: Caller,
  { credential, name = 'Passkey' }: { credential: unknown; name?: string | undefined },
  origin: Origin,
): Promise<PasskeyRow> {
  const claimed = readClaimed(credential)
  const rpId = relyingParty.id()
  const challengeEnds = claimed && challenges.open(claimed.challenge, { purpose: 'add', sessionId })
  if (!claimed || !rpId || !challengeEnds || !relyingParty.hasOrigin(claimed.origin))
    throw new AppError(factorErrors.invalid_passkey)
  const made = await checkNewPasskey(credential, { ...claimed, rpId })
  if (!made) throw new AppError(factorErrors.invalid_passkey)
  const { passkey, emailId } = await db.transaction(async (tx) => {
    const user = await lockUser(tx, userId)
    if (!user || !(await lockLiveSession(tx, sessionId))) throw new AppError(platformErrors.invalid_token)
    if (!(await useChallenge(tx, hashChallenge(claimed.challenge), challengeEnds)))
      throw new AppError(factorErrors.invalid_passkey)
    if ((await listPasskeys(tx, userId)).length >= passkeysMax)
      throw new AppError(factorErrors.too_many_passkeys)
    const passkey = await insertPasskey(tx, { id: uuidv7(), userId, name, ...made })
    if (!passkey) throw new AppError(factorErrors.passkey_exists)
    await recordAuditEvent(tx, {
      ...{ userId, action: 'passkey_added', succeeded: true, origin },
      details: { passkey: name },
    })
    const emailId = await announceSecurity(tx, {
      userId,
      email: user.email,
      title: 'A passkey was added to your account',
      message: `The passkey "${name}" now opens your chatSVG account, without a password. If this was not you, remove it in your settings and choose a new password.`,
    })
    return { passkey, emailId }
  })
  enqueueEmail(emailId)
  return passkey
}
