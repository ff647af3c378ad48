import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Caller, Origin } from '../../platform/http/index.ts'
import { hashPassword, recordAuditEvent } from '../accounts/index.ts'
import type { EnqueueEmail } from '../mail/index.ts'
import {
  type AccessTokens,
  lockProvenOwner,
  proveOwner,
  type SessionTokens,
  startSession,
} from '../sessions/index.ts'
import { setPassword } from './set-password.ts'

export type ChangePasswordDeps = {
  db: Db
  tokens: AccessTokens
  disconnectSession: (sessionId: string, reason: string) => void
  enqueueEmail: EnqueueEmail
}

/**
 * Changes the password of a signed-in user, or sets one for an account that only signed in with a provider.
 * Every session ends, and the caller gets a new one.
 *
 * @throws AppError `invalid_password`; `wrong_password`, `reauthentication_required` when the caller does not
 * prove to be the owner.
 */
export async function changePassword(
  deps: ChangePasswordDeps,
  caller: Caller,
  { currentPassword, newPassword }: { currentPassword?: string | undefined; newPassword: string },
  origin: Origin,
): Promise<SessionTokens> {
  const { userId } = caller
  const owner = await proveOwner(deps.db, caller, currentPassword).catch(async (error: unknown) => {
    if (error instanceof AppError)
      await recordAuditEvent(deps.db, { userId, action: 'password_changed', succeeded: false, origin })
    throw error
  })
  const passwordHash = await hashPassword(newPassword)

  // All sessions of the caller have ended, so there is none to replace.
  const held = { accessToken: undefined, refreshToken: undefined }
  const { tokens, endedSessions, emailId } = await deps.db.transaction(async (tx) => {
    const user = await lockProvenOwner(tx, caller, owner)
    const aftermath = await setPassword(tx, user, passwordHash)
    await recordAuditEvent(tx, { userId, action: 'password_changed', succeeded: true, origin })
    const { rememberMe, isMultiFactor } = owner
    const session = { userId, rememberMe, isMultiFactor, signedInWith: 'password', origin, held } as const
    const { tokens } = await startSession(tx, deps.tokens, session)
    return { ...aftermath, tokens }
  })
  for (const id of endedSessions) deps.disconnectSession(id, 'password changed')
  deps.enqueueEmail(emailId)
  return tokens
}
