/**
 * billing: packs of credits and plans, sold through the operator's Stripe account. Stripe is the truth about
 * payments. Its events only say what to read from it; what was read is applied in one transaction under the
 * lock of the user's row, so events may come in any order, twice, or late. Codes of administrators and
 * monthly credits of free users work without Stripe.
 */
export { type CodeAddresses, createCodeAddresses } from './code-address-store.ts'
export { type CodeRow, type CodeTerms, createCode, disableCode, listCodes } from './code-store.ts'
export { writeCode } from './code-text.ts'
export { billingErrors } from './errors.ts'
export {
  freeCreditsSchedule,
  giveFreeCreditsJob,
  reconcileBillingJob,
  reconcileSchedule,
  sweepBillingJob,
  sweepSchedule,
} from './jobs.ts'
export { eventsMissed } from './metric-events.ts'
export { reconcileEvents } from './reconcile-events.ts'
export { billingRoutes } from './routes.ts'
export { closeCustomer, exportBilling, purgeBillingEvents } from './store.ts'
export { createStripeAccess, type StripeAccess } from './stripe-access.ts'
export { sweepBilling } from './sweep-billing.ts'
