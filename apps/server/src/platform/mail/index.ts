/**
 * mail: delivery by Resend, by SMTP, or into a folder for reading.
 *
 * A mail has the id of what it stands for, and sending it again with the same id is meant to be one mail:
 * Resend takes the id as its idempotency key, SMTP as the Message-ID by which mailboxes know a copy.
 * Failures are `MailError`s that say whether another try can help.
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
