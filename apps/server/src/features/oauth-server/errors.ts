import { defineErrors, platformErrors, reworded } from '../../platform/errors/index.ts'

export const oauthServerErrors = defineErrors({
  authorization_request_not_found: {
    status: 404,
    text: 'This request is over, or it was made in another browser. Start again in the app.',
  },
  device_code_not_found: { status: 404, text: 'This code is wrong, was used, or has expired' },
  invalid_device_code: { status: 400, text: 'Enter the code of eight letters' },
  invalid_decision: { status: 400, text: 'The decision must be true or false' },
})

export const deviceCodeLimited = reworded(
  platformErrors.rate_limited,
  'Too many codes. Please try again later.',
)
