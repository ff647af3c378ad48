/**
 * webhooks: events of a user, sent to URLs that the user has chosen, by the Standard Webhooks specification.
 * Triggers write an event in the transaction that it reports. A sender in each worker makes a delivery for
 * each webhook that is subscribed to the event, and sends it until it is accepted, for a day at most.
 */
export type { Addresses } from './compose-body.ts'
export { readDeliveries } from './delivery-store.ts'
export { createWebhookDisabledWriter, webhookDisabledEmail } from './disable-failing.ts'
export { webhookErrors } from './errors.ts'
export {
  disableWebhookIn,
  disableWebhooks,
  disableWebhooksSince,
  enableWebhookIn,
} from './manage-webhooks.ts'
export { deliveryAttempted, firstDeliveryAttempted } from './metric-events.ts'
export { presentDelivery, presentWebhook } from './present.ts'
export { readWebhookState } from './read-webhook-state.ts'
export { webhookRoutes } from './routes.ts'
export { startSender } from './start-sender.ts'
export { listWebhooks, purgeWebhooks } from './store.ts'
