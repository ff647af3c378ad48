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
 * Marks the caller's address as verified. The token shows who reads the mailbox, the session who knows the
 * account's password: only both together show that they are the same person. Somebody who signed up with
 * another's address gets nothing out of that person's click.
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
    // Thrown away with the transaction: somebody else's token is not used up.
    if (!used || used.userId !== userId) throw new AppError(credentialErrors.invalid_verification_token)
    await voidTokens(tx, emailVerifications, userId)
    if (await markEmailVerified(tx, userId))
      await recordAuditEvent(tx, { userId, action: 'email_verified', succeeded: true, origin })
  })
}
