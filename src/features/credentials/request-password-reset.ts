import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import { readEmail } from '../accounts/index.ts'
import { queueLetter, type RingForLetter } from '../mail/index.ts'
import { resetPasswordLetter } from './letters.ts'

export type RequestPasswordResetDeps = { db: Db; ringForLetter: RingForLetter }

/**
 * Owes a letter to the address, whoever that is. Whether an account has it is looked at when the letter is
 * written, so that this takes the same time and says the same for any address.
 *
 * @throws AppError `missing_fields` for what is no address.
 */
export async function requestPasswordReset(
  { db, ringForLetter }: RequestPasswordResetDeps,
  input: { email?: unknown },
  { ipAddress, userAgent, requestId }: Origin,
): Promise<void> {
  const answer = readEmail(input.email)
  if ('problem' in answer) throw new AppError('missing_fields', answer.problem)
  const data = { ipAddress, userAgent, requestId }
  ringForLetter(await queueLetter(db, resetPasswordLetter, { userId: null, recipient: answer.email, data }))
}
