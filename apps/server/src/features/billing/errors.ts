import { defineErrors } from '../../platform/errors/index.ts'

export const billingErrors = defineErrors({
  billing_not_configured: { status: 404, text: 'Nothing is sold here.' },
  price_not_found: { status: 404, text: 'This price does not exist any more.' },
  already_subscribed: {
    status: 409,
    text: 'You have a plan already. Change it where you manage your payments.',
  },
  no_payments: { status: 409, text: 'You have not paid anything yet.' },
  invalid_signature: { status: 400, text: 'The signature of the event is not valid' },
  payments_unavailable: {
    status: 503,
    text: 'The payment service does not answer. Please try again in a minute.',
  },
})
