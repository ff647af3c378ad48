import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Caller, Origin } from '../../platform/http/index.ts'
import { lockUser, markEmailVerified, recordAuditEvent } from '../accounts/index.ts'
import { lockLiveSession } from '../sessions/index.ts'
import { credentialErrors } from './errors.ts'
import { hashMailedToken } from './mailed-token.ts'
import { useToken, voidTokens } from './store.ts'
import { emailVerifications } from './tables.ts'

export type VerifyEmailDeps = { db: Db }

/**
 * Marks the caller's address as verified. The token proves access to the mailbox, and the session proves the
 * account's password. Only both together prove that it is the same person. So somebody who signed up with
 * another person's address gains nothing from that person's click.
 *
 * @throws AppError `invalid_verification_token`.
 */
export async function verifyEmail(
  { db }: VerifyEmailDeps,
  { userId, sessionId }: Caller,
  token: string,
  origin: Origin,
): Promise<void> {
  await db.transaction(async (tx) => {
    const isStillThere = (await lockUser(tx, userId)) && (await lockLiveSession(tx, sessionId))
    const used = isStillThere && (await useToken(tx, emailVerifications, hashMailedToken(token)))
    // The transaction is rolled back, so that another user's token is not consumed.
    if (!used || used.userId !== userId) throw new AppError(credentialErrors.invalid_verification_token)
    await voidTokens(tx, emailVerifications, userId)
    if (await markEmailVerified(tx, userId))
      await recordAuditEvent(tx, { userId, action: 'email_verified', succeeded: true, origin })
  })
}
