import type { Db, Tx } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import {
  findUndoable,
  lockEmails,
  lockUser,
  markUndone,
  recordAuditEvent,
  replaceEmail,
  replacePasswordHash,
  type UserRow,
  voidEmailChanges,
} from '../accounts/index.ts'
import { revokeKeysSince } from '../api-keys/index.ts'
import {
  credentialErrors,
  hashMailedToken,
  queuePasswordReset,
  voidMailedTokens,
} from '../credentials/index.ts'
import { removeFactorsSince } from '../factors/index.ts'
import type { EnqueueEmail } from '../mail/index.ts'
import { deleteOauthAccountsSince } from '../oauth/index.ts'
import { revokeSessions } from '../sessions/index.ts'
import { disableWebhooksSince } from '../webhooks/index.ts'
import { undoMemberChanges } from '../workspaces/index.ts'
import { findSignInNotice, useSignInNotices } from './store.ts'

export type TakeBackDeps = {
  db: Db
  disconnectSession: (sessionId: string, reason: string) => void
  enqueueEmail: EnqueueEmail
}

/** What remains to be done after the commit. */
type Aftermath = { endedSessions: string[]; emailIds: string[] }

/**
 * Undoes a change of address, and all later ones: the account gets the old address again, every session ends,
 * the password becomes invalid, and a link to choose a new one is sent to the old address. No session is
 * needed; the token proves access to that mailbox.
 *
 * @throws AppError `invalid_verification_token`.
 */
export async function undoEmailChange(deps: TakeBackDeps, token: string, origin: Origin): Promise<void> {
  const tokenHash = hashMailedToken(token)
  const found = await findUndoable(deps.db, tokenHash)
  if (!found) throw new AppError(credentialErrors.invalid_verification_token)
  const { userId, oldEmail } = found
  const aftermath = await deps.db.transaction(async (tx) => {
    const user = await lockUser(tx, userId)
    const change = user && (await findUndoable(tx, tokenHash))
    if (!change) throw new AppError(credentialErrors.invalid_verification_token)
    await lockEmails(tx, [oldEmail])
    await markUndone(tx, change)
    // Nobody else could take the address while the change could be undone.
    if (!(await replaceEmail(tx, userId, oldEmail)))
      throw new AppError(credentialErrors.invalid_verification_token)
    await recordAuditEvent(tx, { userId, action: 'email_restored', succeeded: true, origin })
    const since = change.confirmedAt ?? change.createdAt
    return closeAccount(tx, { ...user, email: oldEmail }, since, origin)
  })
  settle(deps, aftermath, 'address restored')
}

/**
 * Handles "this was not me" of an email about a new device: every session ends, the password becomes invalid,
 * and a link to choose a new one is sent.
 *
 * @throws AppError `invalid_verification_token`.
 */
export async function disownSignIn(deps: TakeBackDeps, token: string, origin: Origin): Promise<void> {
  const tokenHash = hashMailedToken(token)
  const notice = await findSignInNotice(deps.db, tokenHash)
  if (!notice) throw new AppError(credentialErrors.invalid_verification_token)
  const { userId, createdAt } = notice
  const aftermath = await deps.db.transaction(async (tx) => {
    const user = await lockUser(tx, userId)
    if (!user || !(await useSignInNotices(tx, userId, tokenHash)))
      throw new AppError(credentialErrors.invalid_verification_token)
    await recordAuditEvent(tx, { userId, action: 'sign_in_disowned', succeeded: true, origin })
    return closeAccount(tx, user, createdAt, origin)
  })
  settle(deps, aftermath, 'sign-in disowned')
}

/**
 * Removes every way to sign in that somebody else may have: sessions, the password, mailed links, and
 * provider accounts, passkeys, second factors and API keys that were added since. Webhooks that were changed
 * since are disabled, and what was done in workspaces since is undone. The caller holds the lock on the
 * user's row.
 */
async function closeAccount(
  tx: Tx,
  person: Pick<UserRow, 'id' | 'name' | 'email'>,
  since: Date,
  origin: Origin,
): Promise<Aftermath> {
  const { id: userId } = person
  const inWorkspaces = await undoMemberChanges(tx, { person, since, origin })
  await replacePasswordHash(tx, userId, null)
  await voidMailedTokens(tx, userId)
  await voidEmailChanges(tx, userId)
  await deleteOauthAccountsSince(tx, userId, since)
  await removeFactorsSince(tx, userId, since)
  const endedKeys = await revokeKeysSince(tx, userId, since, origin)
  await disableWebhooksSince(tx, userId, since, origin)
  const endedSessions = await revokeSessions(tx, { userId, all: true }, 'revoked')
  return {
    endedSessions: [...endedSessions, ...endedKeys, ...inWorkspaces.endedKeys],
    emailIds: [await queuePasswordReset(tx, person.email, origin), ...inWorkspaces.emailIds],
  }
}

function settle({ disconnectSession, enqueueEmail }: TakeBackDeps, aftermath: Aftermath, reason: string) {
  for (const id of aftermath.endedSessions) disconnectSession(id, reason)
  for (const emailId of aftermath.emailIds) enqueueEmail(emailId)
}
