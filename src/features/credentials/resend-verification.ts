import type { Db } from '../../platform/db/index.ts'
import type { Caller } from '../../platform/http/index.ts'
import { queueLetter, type RingForLetter } from '../mail/index.ts'
import { verifyEmailLetter } from './letters.ts'

export type ResendVerificationDeps = { db: Db; ringForLetter: RingForLetter }

/** Sends a new link, which makes the earlier ones void. @returns whether there was anything to verify. */
export async function resendVerification(
  { db, ringForLetter }: ResendVerificationDeps,
  { userId, email, emailVerified }: Caller,
): Promise<boolean> {
  if (emailVerified) return false
  ringForLetter(await queueLetter(db, verifyEmailLetter, { userId, recipient: email, data: {} }))
  return true
}
