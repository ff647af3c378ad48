import type { Db, Tx } from '../../platform/db/index.ts'
import { AppError, platformErrors } from '../../platform/errors/index.ts'
import type { Caller, Origin } from '../../platform/http/index.ts'
import { findUserById, lockUser, recordAuditEvent, type UserRow, verifyPassword } from '../accounts/index.ts'
import type { EnqueueEmail } from '../mail/index.ts'
import { lockLiveSession, renewProof, sessionErrors } from '../sessions/index.ts'
import { type AssertionDeps, checkAssertion, useAssertion } from './check-assertion.ts'
import { factorErrors, nothingShown } from './errors.ts'
import { listPasskeys } from './passkey-store.ts'
import { useCode } from './use-code.ts'
import { createGetOptions } from './webauthn.ts'

export type ProveSessionDeps = {
  db: Db
  secretKey: Uint8Array
  assertions: AssertionDeps
  enqueueEmail: EnqueueEmail
}

/** Options with which the browser asks an authenticator for one of the caller's passkeys. */
export async function beginProof(
  { db, challenges, relyingParty }: AssertionDeps,
  { userId, sessionId }: Caller,
) {
  const rpId = relyingParty.id()
  const known = await listPasskeys(db, userId)
  if (!rpId || known.length === 0) throw new AppError(factorErrors.passkeys_unavailable)
  const challenge = challenges.issue({ purpose: 'prove', sessionId })
  return createGetOptions(
    rpId,
    challenge,
    known.map(({ credentialId }) => credentialId),
  )
}

type Shown = { password?: string | undefined; code?: string | undefined; credential?: unknown }

/** The proof is checked outside the transaction and consumed in it. @returns an email to enqueue. */
type Proof = { isMultiFactor: boolean; use: (tx: Tx, user: UserRow) => Promise<string | undefined> }

/**
 * Renews the proof of the session: its owner proves again who they are, by the password, a code or a passkey.
 * A code or a passkey also makes it a session with a second factor.
 *
 * @throws AppError `wrong_password`, `wrong_code`, `invalid_passkey`, `invalid_token`; `invalid_request`
 * without any proof.
 */
export async function proveSession(
  deps: ProveSessionDeps,
  caller: Caller,
  input: Shown,
  origin: Origin,
): Promise<void> {
  const { db, enqueueEmail } = deps
  const { userId, sessionId } = caller
  const event = { userId, action: 'owner_proven', origin } as const
  try {
    const proof = await readProof(deps, caller, input, origin)
    const emailId = await db.transaction(async (tx) => {
      const user = await lockUser(tx, userId)
      if (!user || !(await lockLiveSession(tx, sessionId))) throw new AppError(platformErrors.invalid_token)
      const emailId = await proof.use(tx, user)
      await renewProof(tx, sessionId, proof.isMultiFactor)
      await recordAuditEvent(tx, { ...event, succeeded: true })
      return emailId
    })
    if (emailId) enqueueEmail(emailId)
  } catch (error) {
    if (error instanceof AppError && error.code !== 'invalid_request' && error.code !== 'invalid_token')
      await recordAuditEvent(db, { ...event, succeeded: false, details: { reason: error.code } })
    throw error
  }
}

async function readProof(
  { db, secretKey, assertions }: ProveSessionDeps,
  { userId, sessionId }: Caller,
  { password, code, credential }: Shown,
  origin: Origin,
): Promise<Proof> {
  if (credential !== undefined) {
    const checked = await checkAssertion(assertions, credential, { purpose: 'prove', sessionId })
    if (checked.passkey.userId !== userId) throw new AppError(factorErrors.invalid_passkey)
    return { isMultiFactor: true, use: (tx) => useAssertion(tx, checked).then(() => undefined) }
  }
  if (code !== undefined)
    return {
      isMultiFactor: true,
      async use(tx, user) {
        const used = await useCode(tx, secretKey, user, code, origin)
        if (!used) throw new AppError(factorErrors.wrong_code)
        return used.kind === 'recovery-code' ? used.emailId : undefined
      },
    }
  if (password === undefined) throw new AppError(nothingShown)
  const user = await findUserById(db, userId)
  const checkedHash = user?.passwordHash
  if (!checkedHash || !(await verifyPassword(checkedHash, password)).matches)
    throw new AppError(sessionErrors.wrong_password)
  return {
    isMultiFactor: false,
    async use(_tx, { passwordHash }) {
      if (passwordHash !== checkedHash) throw new AppError(sessionErrors.wrong_password)
      return undefined
    },
  }
}
