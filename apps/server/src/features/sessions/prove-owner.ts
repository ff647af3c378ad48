import type { Db, Tx } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Caller } from '../../platform/http/index.ts'
import { findUserById, lockUser, type UserRow, verifyPassword } from '../accounts/index.ts'
import { findSignIn, lockLiveSession } from './store.ts'

/** For this long a sign-in at a provider proves its owner. */
const freshSeconds = 10 * 60

/** The proof, which must still be valid when it is used. */
export type ProvenOwner = {
  sessionId: string
  passwordHash: string | null
  /** Of the session. */
  rememberMe: boolean
  isMultiFactor: boolean
}

/**
 * Checks that a signed-in caller is the account's owner and not just somebody at the same device: by the
 * password, or by a sign-in with a passkey or at a provider within the last ten minutes.
 *
 * @throws AppError `wrong_password`, `reauthentication_required`.
 */
export async function proveOwner(
  db: Db,
  { userId, sessionId }: Caller,
  password: unknown,
): Promise<ProvenOwner> {
  const [user, signIn] = await Promise.all([findUserById(db, userId), findSignIn(db, sessionId)])
  if (!user || !signIn) throw goneAway()
  const { passwordHash } = user
  const { rememberMe, isMultiFactor } = signIn
  const proven = { sessionId, passwordHash, rememberMe, isMultiFactor }
  if (typeof password === 'string' && password !== '' && passwordHash !== null) {
    if ((await verifyPassword(passwordHash, password)).matches) return proven
    throw new AppError('wrong_password', 'Current password is incorrect')
  }
  if (signIn.signedInWith !== 'password' && signIn.agoSeconds <= freshSeconds) return proven
  throw passwordHash === null
    ? new AppError('reauthentication_required', 'Please sign in again first')
    : new AppError('wrong_password', 'Current password is incorrect')
}

/**
 * Locks the row of a user who has proven to be the owner, and checks again: the password is unchanged, and
 * the session was not revoked in the meantime.
 *
 * @throws AppError `invalid_token` when one of them has changed.
 */
export async function lockProvenOwner(tx: Tx, { userId }: Caller, proven: ProvenOwner): Promise<UserRow> {
  const user = await lockUser(tx, userId)
  if (!user || user.passwordHash !== proven.passwordHash || !(await lockLiveSession(tx, proven.sessionId)))
    throw goneAway()
  return user
}

const goneAway = () => new AppError('invalid_token', 'Invalid token')
