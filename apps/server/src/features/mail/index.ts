/**
 * mail: the outbox: emails as rows, and their sending. An email is a row, inserted in the transaction of the
 * event that it reports. Its text and its tokens are made when it is sent, by the writer that its feature
 * binds to it.
 *
 * Call `queueEmail` and, after the commit, `enqueueEmail`. A worker sends the email and tries again later
 * when it must. A sweep enqueues emails that are not in the queue. Where mail is captured instead of sent,
 * `mailboxPages` shows it.
 */
export {
  bindEmails,
  defineEmail,
  type EmailBinding,
  type EmailContent,
  type EmailDefinition,
  type EmailToWrite,
  type EmailWriters,
  writeEmail,
} from './define-email.ts'
export { createEnqueueEmail, type EnqueueEmail } from './enqueue-email.ts'
export { sendEmailJob, sweepEmailsJob } from './jobs.ts'
export { readOwnEmails } from './read-own-emails.ts'
export { mailboxPages } from './routes.ts'
export { emailSettings, type SendEmailDeps, type SendEmailSettings, sendEmail } from './send-email.ts'
export { assignEmail, queueEmail } from './store.ts'
export { purgeEmails, type SweepEmailsDeps, sweepEmails } from './sweep-emails.ts'
