import { Type } from 'typebox'
import type { Tx } from '../../platform/db/index.ts'
import { defineEmail, queueEmail, writeEmail } from '../mail/index.ts'
import { insertNotification } from './store.ts'

/** Security events must reach the owner, so the daily limit is high. */
const securityNoticesDailyMax = 50

export const securityNoticeEmail = defineEmail(
  'security-notice',
  Type.Object({ title: Type.String(), message: Type.String() }),
  securityNoticesDailyMax,
)

export type SecurityNotice = { userId: string; email: string; title: string; message: string }

/**
 * Notifies the owner of an account of a security event, in the service and by email.
 *
 * @returns the id of the email to enqueue after the commit.
 */
export async function announceSecurity(tx: Tx, notice: SecurityNotice): Promise<string> {
  const { userId, email, title, message } = notice
  await insertNotification(tx, { userId, type: 'ACCOUNT_SECURITY', title, message })
  return queueEmail(tx, securityNoticeEmail, { userId, recipient: email, data: { title, message } })
}

export const securityNoticeWriter = writeEmail(securityNoticeEmail, async ({ data }) => ({
  subject: data.title,
  paragraphs: [data.message],
}))
