import { uuidv7 } from 'uuidv7'
import { AppError } from '../../platform/errors/index.ts'
import type { Caller, Origin } from '../../platform/http/index.ts'
import { lockUser, readName, recordAuditEvent, type UserCaller } from '../accounts/index.ts'
import type { EnqueueEmail } from '../mail/index.ts'
import { announceSecurity } from '../notifications/index.ts'
import { lockLiveSession, proveOwner } from '../sessions/index.ts'
import { hashChallenge } from './challenge.ts'
import { type AssertionDeps, invalidPasskey } from './check-assertion.ts'
import { insertPasskey, listPasskeys, type PasskeyRow, useChallenge } from './passkey-store.ts'
import { passkeysUnavailable } from './sign-in-with-passkey.ts'
import { checkNewPasskey, createAddOptions, readClaimed } from './webauthn.ts'

export type AddPasskeyDeps = AssertionDeps & { enqueueEmail: EnqueueEmail }

const passkeysMax = 20

/**
 * Returns the options with which the browser asks an authenticator for a new passkey. The challenge is valid
 * only for this session, and only the account's owner gets one.
 *
 * @throws AppError `wrong_password`, `reauthentication_required`, `passkeys_unavailable`.
 */
export async function beginAddPasskey(
  { db, challenges, relyingParty }: AddPasskeyDeps,
  caller: UserCaller,
  input: { password?: unknown } = {},
) {
  const rpId = relyingParty.id()
  if (!rpId) throw passkeysUnavailable()
  await proveOwner(db, caller, input.password)
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
 * @throws AppError `invalid_passkey`, `invalid_name`, `passkey_exists`, `too_many_passkeys`, `invalid_token`.
 */
export async function addPasskey(
  { db, challenges, relyingParty, enqueueEmail }: AddPasskeyDeps,
  { userId, sessionId }: Caller,
  input: { credential?: unknown; name?: unknown },
  origin: Origin,
): Promise<PasskeyRow> {
  const name = readPasskeyName(input.name ?? 'Passkey')
  const claimed = readClaimed(input.credential)
  const rpId = relyingParty.id()
  const challengeEnds = claimed && challenges.open(claimed.challenge, { purpose: 'add', sessionId })
  if (!claimed || !rpId || !challengeEnds || !relyingParty.hasOrigin(claimed.origin)) throw invalidPasskey()
  const made = await checkNewPasskey(input.credential, { ...claimed, rpId })
  if (!made) throw invalidPasskey()
  const { passkey, emailId } = await db.transaction(async (tx) => {
    const user = await lockUser(tx, userId)
    if (!user || !(await lockLiveSession(tx, sessionId))) throw new AppError('invalid_token', 'Invalid token')
    if (!(await useChallenge(tx, hashChallenge(claimed.challenge), challengeEnds))) throw invalidPasskey()
    if ((await listPasskeys(tx, userId)).length >= passkeysMax)
      throw new AppError(
        'too_many_passkeys',
        `You have ${passkeysMax} passkeys, which is as many as there may be`,
      )
    const passkey = await insertPasskey(tx, { id: uuidv7(), userId, name, ...made })
    if (!passkey) throw new AppError('passkey_exists', 'This passkey is in use already')
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

/** @throws AppError `invalid_name`. */
export function readPasskeyName(name: unknown): string {
  const read = readName(name)
  if ('problem' in read) throw new AppError('invalid_name', read.problem)
  return read.name
}
