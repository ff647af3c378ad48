import { uuidv7 } from 'uuidv7'
import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { type EnqueueEmail, queueEmail } from '../mail/index.ts'
import { insertSupportMessage } from './store.ts'
import { supportEmail } from './support-email.ts'
import { readSupportMessage, type SupportInput } from './support-message.ts'

export type ContactSupportDeps = {
  db: Db
  /** undefined: messages are only stored. */
  supportInbox: string | undefined
  enqueueEmail: EnqueueEmail
}

/** The sender, as far as known. */
export type Sender = { userId: string | null; email: string | undefined; requestId: string }

/**
 * Stores the message and queues an email about it to the support inbox, in one transaction.
 *
 * @throws AppError `invalid_support_message` with the first problem.
 */
export async function contactSupport(
  { db, supportInbox, enqueueEmail }: ContactSupportDeps,
  sender: Sender,
  input: SupportInput,
): Promise<void> {
  const read = readSupportMessage(input, sender.email)
  if ('problem' in read) throw new AppError('invalid_support_message', read.problem)
  const id = uuidv7()
  const emailId = await db.transaction(async (tx) => {
    const { userId, requestId } = sender
    await insertSupportMessage(tx, { id, userId, requestId, ...read.message })
    if (!supportInbox) return undefined
    // The email has no user: it belongs to the inbox. The row that it reports is deleted with its account.
    return queueEmail(tx, supportEmail, { userId: null, recipient: supportInbox, data: { messageId: id } })
  })
  if (emailId) enqueueEmail(emailId)
}
