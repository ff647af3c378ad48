import type { Db, Tx } from '../../platform/db/index.ts'
import type { Caller } from '../../platform/http/index.ts'
import { queueLetter, type RingForLetter } from '../mail/index.ts'
import { verifyEmailLetter } from './letters.ts'

/**
 * Owes the owner of an unverified address a link. @returns the id of the letter to ring for after the commit.
 */
export function oweVerification(db: Db | Tx, user: { userId: string; email: string }): Promise<string> {
  return queueLetter(db, verifyEmailLetter, { userId: user.userId, recipient: user.email, data: {} })
}

export type ResendVerificationDeps = { db: Db; ringForLetter: RingForLetter }

/** Sends a new link, which makes the earlier ones void. @returns whether there was anything to verify. */
export async function resendVerification(
  { db, ringForLetter }: ResendVerificationDeps,
  { userId, email, emailVerified }: Caller,
): Promise<boolean> {
  if (emailVerified) return false
  ringForLetter(await oweVerification(db, { userId, email }))
  return true
}
