import { uuidv7 } from 'uuidv7'
import type { Db, Tx } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { type EnqueueEmail, queueEmail } from '../mail/index.ts'
import { supportErrors } from './errors.ts'
import { insertSupportMessage } from './store.ts'
import { supportEmail } from './support-email.ts'
import type { SupportType } from './tables.ts'

export type ContactSupportDeps = {
  db: Db
  /** undefined: messages are only stored. */
  supportInbox: string | undefined
  enqueueEmail: EnqueueEmail
}

/** What a person wrote to us. */
export type SupportMessage = {
  type: SupportType
  subject: string
  message: string
  /** The reply address; default: that of the account. */
  email?: string | undefined
  contextUrl?: string | undefined
  userAgent?: string | undefined
}

/** Who writes, as far as we know. */
export type Sender = { userId: string | null; email: string | undefined; requestId: string }

/**
 * Stores the message and queues an email about it to the support inbox, in one transaction.
 *
 * @param alsoWrite further writes of that transaction.
 * @throws AppError `invalid_support_message` if there is no reply address.
 */
export async function contactSupport(
  { db, supportInbox, enqueueEmail }: ContactSupportDeps,
  sender: Sender,
  message: SupportMessage,
  alsoWrite?: (tx: Tx) => Promise<void>,
): Promise<void> {
  const email = message.email ?? sender.email
  if (!email) throw new AppError(supportErrors.invalid_support_message.email.missing)
  const { type, subject, message: text, contextUrl, userAgent } = message
  const id = uuidv7()
  const emailId = await db.transaction(async (tx) => {
    const { userId, requestId } = sender
    await insertSupportMessage(tx, {
      ...{ id, userId, requestId, email },
      ...{ type, subject, message: text, contextUrl: contextUrl ?? null, userAgent: userAgent ?? null },
    })
    await alsoWrite?.(tx)
    if (!supportInbox) return undefined
    // The email has no user: it belongs to the inbox. The row that it reports is deleted with its account.
    return queueEmail(tx, supportEmail, { userId: null, recipient: supportInbox, data: { messageId: id } })
  })
  if (emailId) enqueueEmail(emailId)
}
