import { Type } from 'typebox'
import type { Db, Tx } from '../../platform/db/index.ts'
import { findUserById } from '../accounts/index.ts'
import { defineEmail, queueEmail, writeEmail } from '../mail/index.ts'
import { insertNotification } from '../notifications/index.ts'
import { recordDisabled } from './manage-webhooks.ts'
import { findWebhook, markDisabled } from './store.ts'

export const webhookDisabledEmail = defineEmail(
  'webhook-disabled',
  Type.Object({ webhookId: Type.String({ format: 'uuid' }) }),
)

const reasons = {
  gone: 'Its address answered that it is gone (410).',
  failing: 'For a day, no delivery to it has succeeded.',
}

const title = 'A webhook of your account was disabled'
const nobody = { ipAddress: null, userAgent: null, requestId: null }

/**
 * Disables a webhook that does not take its deliveries, and notifies its owner in the service and by email.
 *
 * @returns the id of the email to enqueue after the commit; undefined when it was disabled already.
 */
export async function disableFailing(
  tx: Tx,
  id: string,
  reason: keyof typeof reasons,
): Promise<string | undefined> {
  const disabled = await markDisabled(tx, { id }, reason)
  const [webhook] = disabled
  const user = webhook && (await findUserById(tx, webhook.userId))
  if (!user) return undefined
  await recordDisabled(tx, disabled, reason, nobody)
  const message = `The webhook for ${new URL(webhook.url).host} is disabled. ${reasons[reason]} What waits is sent after you enable it again.`
  await insertNotification(tx, { userId: user.id, type: 'SYSTEM_ANNOUNCEMENT', title, message })
  const email = { userId: user.id, recipient: user.email, data: { webhookId: id } }
  return queueEmail(tx, webhookDisabledEmail, email)
}

/** Not sent when its owner has enabled or deleted the webhook meanwhile. */
export const createWebhookDisabledWriter = ({ db, pagesUrl }: { db: Db; pagesUrl: () => string }) =>
  writeEmail(webhookDisabledEmail, async ({ data }) => {
    const webhook = await findWebhook(db, data.webhookId)
    const { disabledReason: reason } = webhook ?? {}
    if (!webhook || (reason !== 'gone' && reason !== 'failing')) return undefined
    return {
      subject: title,
      paragraphs: [
        `chatSVG no longer sends events to ${new URL(webhook.url).host}.`,
        reasons[reason],
        'Deliveries that wait, and new events from then on, are sent after you enable the webhook again. Its log shows what was answered.',
      ],
      action: { label: 'See your webhooks', url: `${pagesUrl()}/account#webhooks` },
    }
  })
