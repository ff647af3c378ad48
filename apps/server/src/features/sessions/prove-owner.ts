import type { Db, Tx } from '../../platform/db/index.ts'
import { AppError, platformErrors } from '../../platform/errors/index.ts'
import type { Caller, FieldRules } from '../../platform/http/index.ts'
import { findUserById, lockUser, type UserRow, verifyPassword } from '../accounts/index.ts'
import { sessionErrors } from './errors.ts'
import { findSignIn, lockLiveSession } from './store.ts'

/** For this long a sign-in at a provider proves its owner. */
const freshSeconds = 10 * 60

/** The field `password`: a value that is no text counts as absent. */
export const proofRules: FieldRules<string> = {
  read: (given) => (typeof given === 'string' ? given : undefined),
  problems: sessionErrors.wrong_password,
}

/** What the caller has proven; it is checked again before a change. */
export type ProvenOwner = {
  sessionId: string
  passwordHash: string | null
  /** Of the session. */
  rememberMe: boolean
  isMultiFactor: boolean
}

/**
 * Checks that a signed-in caller is the account's owner and not just somebody at the same device: by the
 * password, or by a sign-in with a passkey or at a provider within the last ten minutes. In a workspace, the
 * person who acts proves it by their own.
 *
 * @throws AppError `wrong_password`, `reauthentication_required`.
 */
export async function proveOwner(db: Db, caller: Caller, password: string | undefined): Promise<ProvenOwner> {
  const { userId, sessionId } = caller.actor ?? caller
  const [user, signIn] = await Promise.all([findUserById(db, userId), findSignIn(db, sessionId)])
  if (!user || !signIn) throw new AppError(platformErrors.invalid_token)
  const { passwordHash } = user
  const { rememberMe, isMultiFactor } = signIn
  const proven = { sessionId, passwordHash, rememberMe, isMultiFactor }
  if (password && passwordHash !== null) {
    if ((await verifyPassword(passwordHash, password)).matches) return proven
    throw new AppError(sessionErrors.wrong_password)
  }
  if (signIn.signedInWith !== 'password' && signIn.agoSeconds <= freshSeconds) return proven
  throw passwordHash === null
    ? new AppError(sessionErrors.reauthentication_required)
    : new AppError(sessionErrors.wrong_password)
}

/**
 * Locks the row of a user who has proven to be the owner, and checks again: the password is unchanged, and
 * the session was not revoked in the meantime. In a workspace its row is locked too, after the person's.
 *
 * @returns the row of the account.
 * @throws AppError `invalid_token` when one of them has changed.
 */
export async function lockProvenOwner(
  tx: Tx,
  { userId, actor }: Caller,
  proven: ProvenOwner,
): Promise<UserRow> {
  const person = await lockUser(tx, actor?.userId ?? userId)
  if (
    !person ||
    person.passwordHash !== proven.passwordHash ||
    !(await lockLiveSession(tx, proven.sessionId))
  )
    throw new AppError(platformErrors.invalid_token)
  const account = actor ? await lockUser(tx, userId) : person
  if (!account) throw new AppError(platformErrors.invalid_token)
  return account
}
