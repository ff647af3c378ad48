import { defineFailpoints } from '../../platform/failpoints/index.ts'

/** The failpoints of an event of Stripe, in the order in which it reaches them. */
export const { names: billingFailpointNames, reach: reachFailpoint } = defineFailpoints([
  /** Stripe was asked, and nothing is written. */
  'billing.read',
  /** Everything is written, and nothing is committed. */
  'billing.written',
  /** The effect is committed, and Stripe has no answer. */
  'billing.committed',
])
