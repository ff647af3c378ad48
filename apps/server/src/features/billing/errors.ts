import { defineErrors, platformErrors, reworded } from '../../platform/errors/index.ts'

/** The maximum of characters of a message that asks for credits. */
export const askCharsMax = 1_000

export const billingErrors = defineErrors({
  billing_not_configured: { status: 404, text: 'Nothing is sold here.' },
  price_not_found: { status: 404, text: 'This price does not exist any more.' },
  already_subscribed: {
    status: 409,
    text: 'You have a plan already. Change it where you manage your payments.',
  },
  no_payments: { status: 409, text: 'You have not paid anything yet.' },
  code_not_found: { status: 404, text: 'There is no such code. Check what you typed.' },
  code_already_used: { status: 409, text: 'You have used this code already.' },
  code_used_up: { status: 409, text: 'This code was used as often as it can be.' },
  code_expired: { status: 409, text: 'This code cannot be used any more.' },
  invalid_message: {
    status: 400,
    text: {
      required: 'Write a message',
      maxLength: `The message is too long (max ${askCharsMax} characters)`,
      controls: 'The message contains characters that are not allowed',
    },
  },
  invalid_signature: { status: 400, text: 'The signature of the event is not valid' },
  payments_unavailable: {
    status: 503,
    text: 'The payment service does not answer. Please try again in a minute.',
  },
})

export const codesLimited = reworded(platformErrors.rate_limited, 'Too many codes. Please try again later.')
