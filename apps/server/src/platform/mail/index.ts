/**
 * mail: delivery by Resend, by SMTP, or into a folder for reading.
 *
 * A mail has the id of its outbox row. Sending it again with the same id should result in one mail: Resend
 * uses the id as idempotency key, SMTP as the Message-ID by which mailboxes recognise a copy. Failures are
 * `MailError`s that say whether another attempt can help.
 */
export { type CapturedMail, listCapturedMail, readCapturedMail } from './capture-folder.ts'
export type { MailOutcome, OutgoingMail } from './mail-backend.ts'
export { MailError, type MailErrorKind } from './mail-error.ts'
export {
  type MailConnection,
  type MailTransport,
  type MailTransportOptions,
  openMailTransport,
} from './open-mail-transport.ts'
