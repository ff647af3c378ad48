import { createCredentialWriters, credentialEmails } from '../features/credentials/index.ts'
import { bindEmails, emailSettings, sendEmail, sweepEmails } from '../features/mail/index.ts'
import { securityNoticeEmail, securityNoticeWriter } from '../features/notifications/index.ts'
import { createRecoveryWriters, recoveryEmails } from '../features/recovery/index.ts'
import { createSupportWriter, supportEmail } from '../features/support/index.ts'
import { createWebhookDisabledWriter, webhookDisabledEmail } from '../features/webhooks/index.ts'
import { createInvitationWriter, invitationEmail } from '../features/workspaces/index.ts'
import { openMailTransport } from '../platform/mail/index.ts'
import type { Resources } from './resources.ts'

/** Connects the emails of the features with the transport that sends them. */
export type EmailDelivery = AsyncDisposable & {
  send(emailId: string, signal: AbortSignal): Promise<void>
  sweep(): Promise<void>
}

export function createEmailDelivery(resources: Resources): EmailDelivery {
  const { config, log, keys, database, enqueueEmail, address } = resources
  const { db } = database
  const pagesUrl = () => config.http.frontendUrl ?? address.publicUrl()
  const writers = bindEmails(
    [
      ...credentialEmails,
      ...recoveryEmails,
      securityNoticeEmail,
      supportEmail,
      webhookDisabledEmail,
      invitationEmail,
    ],
    [
      ...createCredentialWriters({ db, tokenKey: keys.mailedToken, pagesUrl }),
      ...createRecoveryWriters({ db, tokenKey: keys.mailedToken, pagesUrl }),
      securityNoticeWriter,
      createSupportWriter(db),
      createWebhookDisabledWriter({ db, pagesUrl }),
      createInvitationWriter({ db, tokenKey: keys.mailedToken, pagesUrl }),
    ],
  )
  const transport = openMailTransport(config.mail.transport, { from: config.mail.from })
  return {
    send(emailId, signal) {
      const settings = { ...emailSettings, home: pagesUrl() }
      return sendEmail({ db, transport, writers, enqueueEmail, log, settings }, emailId, signal)
    },
    async sweep() {
      await sweepEmails({ db, enqueueEmail, log })
    },
    [Symbol.asyncDispose]: () => transport[Symbol.asyncDispose](),
  }
}
