import type { Db, Tx } from '../../platform/db/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import { type EnqueueEmail, queueEmail } from '../mail/index.ts'
import { resetPasswordEmail } from './emails.ts'

export type RequestPasswordResetDeps = { db: Db; enqueueEmail: EnqueueEmail }

/**
 * Owes an email to the address, whoever that is. Whether an account has it is looked at when the email is
 * written, so that this takes the same time and says the same for any address.
 */
export async function requestPasswordReset(
  { db, enqueueEmail }: RequestPasswordResetDeps,
  email: string,
  origin: Origin,
): Promise<void> {
  enqueueEmail(await oweReset(db, email, origin))
}

/**
 * Owes the address a link to choose a new password. @returns the id of the email to enqueue after the
 * commit.
 */
export function oweReset(
  db: Db | Tx,
  email: string,
  { ipAddress, userAgent, requestId }: Origin,
): Promise<string> {
  const data = { ipAddress, userAgent, requestId }
  return queueEmail(db, resetPasswordEmail, { userId: null, recipient: email, data })
}
