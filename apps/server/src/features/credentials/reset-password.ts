import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import { hashPassword, lockUser, markEmailVerified, recordAuditEvent } from '../accounts/index.ts'
import { removeFactors } from '../factors/index.ts'
import type { EnqueueEmail } from '../mail/index.ts'
import { deleteOauthAccounts, type EndProgramAccess } from '../oauth/index.ts'
import { credentialErrors } from './errors.ts'
import { hashMailedToken } from './mailed-token.ts'
import { setPassword } from './set-password.ts'
import { findToken, useToken } from './store.ts'
import { passwordResets } from './tables.ts'

export type ResetPasswordDeps = {
  db: Db
  disconnectSession: (sessionId: string, reason: string) => void
  enqueueEmail: EnqueueEmail
  endProgramAccess: EndProgramAccess
}

/**
 * Sets a new password with a mailed token, which works once. It does not sign anybody in.
 *
 * The token proves access to the account's mailbox. If nobody had proven that before, somebody else may have
 * created the account, so the ways to sign in that they added are removed, and programs of the account and of
 * its workspaces end.
 *
 * @throws AppError `missing_fields`, `invalid_password` (the token stays valid), `invalid_reset_token`.
 */
export async function resetPassword(
  deps: ResetPasswordDeps,
  { token, newPassword }: { token: string; newPassword: string },
  origin: Origin,
): Promise<void> {
  const tokenHash = hashMailedToken(token)
  // Checked first, so that invented tokens do not cost the work of a hash.
  const found = await findToken(deps.db, passwordResets, tokenHash)
  if (!found) throw new AppError(credentialErrors.invalid_reset_token)
  const passwordHash = await hashPassword(newPassword)

  const endedKeys: string[] = []
  const { endedSessions, emailId } = await deps.db.transaction(async (tx) => {
    const user = await lockUser(tx, found.userId)
    if (!user || !(await useToken(tx, passwordResets, tokenHash)))
      throw new AppError(credentialErrors.invalid_reset_token)
    if (await markEmailVerified(tx, user.id)) {
      await deleteOauthAccounts(tx, user.id)
      await removeFactors(tx, user.id)
      endedKeys.push(...(await deps.endProgramAccess(tx, user.id, origin)))
    }
    await recordAuditEvent(tx, { userId: user.id, action: 'password_reset', succeeded: true, origin })
    return setPassword(tx, user, passwordHash)
  })
  for (const id of [...endedSessions, ...endedKeys]) deps.disconnectSession(id, 'password changed')
  deps.enqueueEmail(emailId)
}
