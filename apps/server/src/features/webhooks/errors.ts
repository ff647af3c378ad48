import { defineErrors, platformErrors, reworded } from '../../platform/errors/index.ts'
import { bounds } from './bounds.ts'
import { eventTypes } from './event-types.ts'

export const webhookErrors = defineErrors({
  webhook_not_found: { status: 404, text: 'Webhook not found' },
  webhook_delivery_not_found: { status: 404, text: 'Delivery not found' },
  webhook_disabled: { status: 409, text: 'This webhook is disabled. Enable it first.' },
  webhook_disabled_by_administrator: {
    status: 409,
    text: {
      it: 'An administrator has disabled this webhook. Write to support.',
      host: 'An administrator has disabled a webhook for this host. Write to support.',
    },
  },
  too_many_webhooks: {
    status: 409,
    text: `You have ${bounds.webhooksMax} webhooks. Delete one of them first.`,
  },
  invalid_webhook_settings: {
    status: 400,
    text: {
      url: `The URL must be a public https address of at most ${bounds.urlCharsMax} characters, without a user name`,
      events: `Events must be a list of at least one of: ${eventTypes.join(', ')}`,
      enabled: 'Enabled must be true or false',
      lowCredits: `The credits that count as low must be a whole number from 1 to ${bounds.lowCreditsMax}`,
      overlap: `The overlap must be a whole number of seconds from 0 to ${bounds.overlapSecondsMax}`,
    },
  },
})

export const webhookLimited = reworded(
  platformErrors.rate_limited,
  'Too many tests and repeated deliveries. Please try again later.',
)
