import type { Db, Tx } from '../../platform/db/index.ts'
import type { UserCaller } from '../accounts/index.ts'
import { type EnqueueEmail, queueEmail } from '../mail/index.ts'
import { verifyAddressEmail } from './emails.ts'

/**
 * Queues an email with a link for the owner of an unverified address. @returns the id of the email to enqueue
 * after the commit.
 */
export function queueVerification(db: Db | Tx, user: { userId: string; email: string }): Promise<string> {
  return queueEmail(db, verifyAddressEmail, { userId: user.userId, recipient: user.email, data: {} })
}

export type ResendVerificationDeps = { db: Db; enqueueEmail: EnqueueEmail }

/** Sends a new link, which invalidates earlier ones. @returns whether there was anything to verify. */
export async function resendVerification(
  { db, enqueueEmail }: ResendVerificationDeps,
  { userId, email, emailVerified }: UserCaller,
): Promise<boolean> {
  if (emailVerified) return false
  enqueueEmail(await queueVerification(db, { userId, email }))
  return true
}
