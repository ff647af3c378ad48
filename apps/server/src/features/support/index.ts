/**
 * support: messages from users to the operator. They are stored, and mailed to the support inbox where one
 * is configured: message and email are written in one transaction, the email holds the message's id alone.
 */
export { supportErrors } from './errors.ts'
export { listSupportMessages } from './list-support-messages.ts'
export { supportRoutes } from './routes.ts'
export { purgeSupportMessages } from './store.ts'
export { createSupportWriter, supportEmail } from './support-email.ts'
