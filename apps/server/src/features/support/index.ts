/**
 * support: messages from users to the operator. They are stored, and mailed to the support inbox if one is
 * configured. Message and email are written in one transaction; the email holds only the message's id.
 */
export { type ContactSupportDeps, contactSupport } from './contact-support.ts'
export { supportErrors, supportLimited } from './errors.ts'
export { listSupportMessages } from './list-support-messages.ts'
export { supportRoutes } from './routes.ts'
export { purgeSupportMessages } from './store.ts'
export { createSupportWriter, supportEmail } from './support-email.ts'
