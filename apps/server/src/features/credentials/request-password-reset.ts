import type { Db, Tx } from '../../platform/db/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import { type EnqueueEmail, queueEmail } from '../mail/index.ts'
import { resetPasswordEmail } from './emails.ts'

export type RequestPasswordResetDeps = { db: Db; enqueueEmail: EnqueueEmail }

/**
 * Queues an email to the address, whoever has it. The address is looked up when the email is written, so this
 * call takes the same time and gives the same answer for every address.
 *
 * @throws AppError `missing_fields` for an invalid address.
 */
export async function requestPasswordReset(
  { db, enqueueEmail }: RequestPasswordResetDeps,
  email: string,
  origin: Origin,
): Promise<void> {
  enqueueEmail(await queuePasswordReset(db, email, origin))
}

/**
 * Queues an email with a link to choose a new password. @returns the id of the email to enqueue after the
 * commit.
 */
export function queuePasswordReset(
  db: Db | Tx,
  email: string,
  { ipAddress, userAgent, requestId }: Origin,
): Promise<string> {
  const data = { ipAddress, userAgent, requestId }
  return queueEmail(db, resetPasswordEmail, { userId: null, recipient: email, data })
}
