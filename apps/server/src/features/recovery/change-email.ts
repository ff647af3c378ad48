import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Caller, Origin } from '../../platform/http/index.ts'
import {
  accountErrors,
  allowUndo,
  hasAccount,
  insertEmailChange,
  isEmailHeld,
  lockEmails,
  lockUser,
  recordAuditEvent,
  replaceEmail,
  useEmailChange,
} from '../accounts/index.ts'
import {
  credentialErrors,
  deriveMailedToken,
  hashMailedToken,
  voidMailedTokens,
} from '../credentials/index.ts'
import type { SignupGrants } from '../credits/index.ts'
import { type EnqueueEmail, queueEmail } from '../mail/index.ts'
import { announceSecurity } from '../notifications/index.ts'
import { lockLiveSession, lockProvenOwner, proveOwner } from '../sessions/index.ts'
import { addressChangedEmail, confirmAddressEmail } from './emails.ts'
import { recoveryErrors } from './errors.ts'

export type ChangeEmailDeps = {
  db: Db
  tokenKey: Uint8Array
  signupGrants: SignupGrants
  enqueueEmail: EnqueueEmail
}

const confirmSeconds = 24 * 60 * 60
const undoSeconds = 7 * 24 * 60 * 60

/**
 * Requests another address. Nothing changes until somebody opens the link that is sent there, signed in to
 * this account. No email is sent to an address that another account has, and the answer is the same.
 *
 * @throws AppError `invalid_email` for the caller's own address, `wrong_password`,
 * `reauthentication_required`.
 */
export async function requestEmailChange(
  { db, tokenKey, enqueueEmail }: ChangeEmailDeps,
  caller: Caller,
  { email, password }: { email: string; password?: string | undefined },
): Promise<void> {
  const owner = await proveOwner(db, caller, password)
  const emailId = await db.transaction(async (tx) => {
    const user = await lockProvenOwner(tx, caller, owner)
    if (user.email === email) throw new AppError(recoveryErrors.invalid_email.unchanged)
    if ((await hasAccount(tx, email)) || (await isEmailHeld(tx, email, user.id))) return undefined
    const id = await queueEmail(tx, confirmAddressEmail, { userId: user.id, recipient: email, data: {} })
    const tokenHash = hashMailedToken(deriveMailedToken(id, 'confirm-email', tokenKey))
    const change = { id, userId: user.id, oldEmail: user.email, newEmail: email, tokenHash }
    await insertEmailChange(tx, change, confirmSeconds)
    return id
  })
  if (emailId) enqueueEmail(emailId)
}

/**
 * Sets the caller's address to the one that the token was sent to. The old address gets a link that undoes
 * it. Password reset links that were sent there become invalid.
 *
 * @returns the new address.
 * @throws AppError `missing_fields`, `invalid_verification_token`, `email_unavailable` when somebody has
 * taken the address in the meantime.
 */
export async function confirmEmailChange(
  { db, tokenKey, signupGrants, enqueueEmail }: ChangeEmailDeps,
  { userId, sessionId }: Caller,
  token: string,
  origin: Origin,
): Promise<string> {
  const { newEmail, emailIds } = await db.transaction(async (tx) => {
    const user = await lockUser(tx, userId)
    const change =
      user && (await lockLiveSession(tx, sessionId)) && (await useEmailChange(tx, hashMailedToken(token)))
    // The transaction is rolled back, so that another user's token is not consumed.
    if (!change || change.userId !== userId || change.oldEmail !== user.email)
      throw new AppError(credentialErrors.invalid_verification_token)
    const { id, oldEmail, newEmail } = change
    await lockEmails(tx, [oldEmail, newEmail])
    if ((await isEmailHeld(tx, newEmail, userId)) || !(await replaceEmail(tx, userId, newEmail)))
      throw new AppError(accountErrors.email_unavailable)
    await signupGrants.note(tx, [{ email: oldEmail }, { email: newEmail }])
    const undoEmail = { userId, recipient: oldEmail, data: {} }
    const undoEmailId = await queueEmail(tx, addressChangedEmail, undoEmail)
    const undoToken = deriveMailedToken(undoEmailId, 'undo-email', tokenKey)
    await allowUndo(tx, id, hashMailedToken(undoToken), undoSeconds)
    await voidMailedTokens(tx, userId)
    await recordAuditEvent(tx, { userId, action: 'email_changed', succeeded: true, origin })
    const noticeId = await announceSecurity(tx, {
      userId,
      email: newEmail,
      title: 'Your address was changed',
      message: 'Your chatSVG account has a new address, and mails go there from now on.',
    })
    return { newEmail, emailIds: [undoEmailId, noticeId] }
  })
  for (const emailId of emailIds) enqueueEmail(emailId)
  return newEmail
}
