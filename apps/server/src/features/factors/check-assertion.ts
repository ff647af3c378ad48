import type { Db, Tx } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { type ChallengeScope, type Challenges, hashChallenge } from './challenge.ts'
import { factorErrors } from './errors.ts'
import { findPasskey, type PasskeyRow, touchPasskey, useChallenge } from './passkey-store.ts'
import type { RelyingParty } from './relying-party.ts'
import { checkPasskey, readClaimed } from './webauthn.ts'

export type AssertionDeps = { db: Db; challenges: Challenges; relyingParty: RelyingParty }

/** An answer with a valid signature. `useAssertion` consumes it. */
export type CheckedAssertion = {
  passkey: PasskeyRow
  counter: number
  challengeHash: string
  challengeEnds: Date
}

/**
 * Checks the answer of an authenticator against the passkey that it names (WebAuthn Level 3, section 7.2):
 * challenge, origin, signature, and that the device verified its user.
 *
 * @throws AppError `invalid_passkey`.
 */
export async function checkAssertion(
  { db, challenges, relyingParty }: AssertionDeps,
  answer: unknown,
  scope: ChallengeScope,
): Promise<CheckedAssertion> {
  const claimed = readClaimed(answer)
  const rpId = relyingParty.id()
  const challengeEnds = claimed && challenges.open(claimed.challenge, scope)
  if (!claimed || !rpId || !challengeEnds || !relyingParty.hasOrigin(claimed.origin))
    throw new AppError(factorErrors.invalid_passkey)
  const passkey = await findPasskey(db, claimed.credentialId)
  // The handle is the owner's id. It may be absent only if the service named the passkey.
  const mayLackHandle = scope.purpose === 'prove' && claimed.userHandle === undefined
  if (!passkey || !(mayLackHandle || claimed.userHandle === passkey.userId))
    throw new AppError(factorErrors.invalid_passkey)
  const counter = await checkPasskey(answer, { ...claimed, rpId }, passkey)
  if (counter === undefined) throw new AppError(factorErrors.invalid_passkey)
  return { passkey, counter, challengeHash: hashChallenge(claimed.challenge), challengeEnds }
}

/**
 * Consumes the answer, once. The caller has locked the row of the passkey's owner.
 *
 * @throws AppError `invalid_passkey`.
 */
export async function useAssertion(tx: Tx, checked: CheckedAssertion): Promise<void> {
  const { passkey, counter, challengeHash, challengeEnds } = checked
  const isFirst = await useChallenge(tx, challengeHash, challengeEnds)
  if (!isFirst || !(await touchPasskey(tx, passkey.id, counter)))
    throw new AppError(factorErrors.invalid_passkey)
}
