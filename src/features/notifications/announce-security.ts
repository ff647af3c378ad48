import { Type } from 'typebox'
import type { Tx } from '../../platform/db/index.ts'
import { defineLetter, queueLetter, writeLetter } from '../mail/index.ts'
import { insertNotification } from './store.ts'

/** What happens to an account has to be told, also on a bad day. */
const securityNoticesDailyMax = 50

export const securityNoticeLetter = defineLetter(
  'security-notice',
  Type.Object({ title: Type.String(), message: Type.String() }),
  securityNoticesDailyMax,
)

export type SecurityNotice = { userId: string; email: string; title: string; message: string }

/**
 * Tells the owner of an account, in the service and by mail, what happened to its safety.
 *
 * @returns the id of the letter to ring for after the commit.
 */
export async function announceSecurity(tx: Tx, notice: SecurityNotice): Promise<string> {
  const { userId, email, title, message } = notice
  await insertNotification(tx, { userId, type: 'ACCOUNT_SECURITY', title, message })
  return queueLetter(tx, securityNoticeLetter, { userId, recipient: email, data: { title, message } })
}

export const securityNoticeWriter = writeLetter(securityNoticeLetter, async ({ data }) => ({
  subject: data.title,
  paragraphs: [data.message],
}))
