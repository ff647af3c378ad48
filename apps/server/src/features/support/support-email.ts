import { Type } from 'typebox'
import type { Db } from '../../platform/db/index.ts'
import { defineEmail, type EmailBinding, type EmailContent, writeEmail } from '../mail/index.ts'
import { findSupportMessage, type SupportRow } from './store.ts'

/** Reports a message to the support inbox. The text is read from the message's row when the email is sent. */
export const supportEmail = defineEmail(
  'support-message',
  Type.Object({ messageId: Type.String({ format: 'uuid' }) }),
  // All of them go to the operator, so there is no limit.
  null,
)

/** A message that was deleted in the meantime, with its sender's account, is not sent. */
export function createSupportWriter(db: Db): EmailBinding {
  return writeEmail(supportEmail, async ({ data }) => {
    const row = await findSupportMessage(db, data.messageId)
    return row && writeSupportEmail(row)
  })
}

function writeSupportEmail(row: SupportRow): EmailContent {
  const { id, userId, type, subject, message, email, contextUrl, userAgent, requestId } = row
  const facts = [
    ['From', email],
    ['Account', userId ?? 'none'],
    ['Page', contextUrl],
    ['Browser', userAgent],
    ['Message', id],
    ['Request', requestId],
  ]
  return {
    subject: `[${type}] ${subject}`,
    paragraphs: message.split(/(?:\r?\n[ \t]*){2,}/),
    afterword: facts.filter(([, fact]) => fact).map(([name, fact]) => `${name}: ${fact}`),
    replyTo: email,
  }
}
