import { uuidv7 } from 'uuidv7'
import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import { lockUser, recordAuditEvent } from '../accounts/index.ts'
import type { EnqueueEmail } from '../mail/index.ts'
import { announceSecurity } from '../notifications/index.ts'
import { sessionErrors } from './errors.ts'
import type { PresentedToken, RotatePresented } from './rotation-store.ts'
import type { SessionTokens } from './start-session.ts'
import { revokeSessions } from './store.ts'
import { type AccessTokens, deriveSuccessor, hashRefreshToken } from './tokens.ts'

export type RefreshDeps = {
  db: Db
  rotate: RotatePresented
  tokens: AccessTokens
  refreshKey: Uint8Array
  graceSeconds: number
  disconnectSession: (sessionId: string, reason: string) => void
  enqueueEmail: EnqueueEmail
}

/**
 * Rotates a refresh token (RFC 9700, section 4.14.2). Presented again within `graceSeconds` of its rotation
 * by the same user agent, it returns the same successor: two tabs refreshed at once, or an answer was lost.
 * Presented later, by another user agent, or after its successor was rotated, it is reuse and ends the
 * session.
 *
 * @throws AppError `invalid_refresh_token`.
 */
export async function refreshSession(
  deps: RefreshDeps,
  token: string,
  origin: Origin,
): Promise<SessionTokens> {
  const successor = deriveSuccessor(token, deps.refreshKey)
  const presented = await deps.rotate({
    tokenHash: hashRefreshToken(token),
    successorId: uuidv7(),
    successorHash: hashRefreshToken(successor),
    userAgent: origin.userAgent,
    graceSeconds: deps.graceSeconds,
  })
  if (!presented?.alive) throw new AppError(sessionErrors.invalid_refresh_token)
  if (presented.reused) {
    await endFamily(deps, presented, origin)
    throw new AppError(sessionErrors.invalid_refresh_token)
  }
  const { sessionId, userId, rememberMe } = presented
  return { accessToken: deps.tokens.sign({ userId, sessionId }), refreshToken: successor, rememberMe }
}

/** The revocation is committed although the answer is an error. */
async function endFamily(
  deps: RefreshDeps,
  { sessionId, userId }: PresentedToken,
  origin: Origin,
): Promise<void> {
  const emailId = await deps.db.transaction(async (tx) => {
    const user = await lockUser(tx, userId)
    const ended = await revokeSessions(tx, { userId, only: sessionId }, 'reuse')
    if (ended.length === 0 || !user) return undefined
    await recordAuditEvent(tx, { userId, action: 'refresh_reuse', succeeded: false, origin })
    return announceSecurity(tx, {
      userId,
      email: user.email,
      title: 'A session was ended for your safety',
      message:
        'A sign-in token was used a second time, so we signed that device out. Change your password if this was not you.',
    })
  })
  if (emailId) deps.enqueueEmail(emailId)
  deps.disconnectSession(sessionId, 'session revoked')
}
