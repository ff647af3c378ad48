import { defineErrors, platformErrors, reworded } from '../../platform/errors/index.ts'
import { emailTexts, passwordTexts } from '../accounts/index.ts'

export const credentialErrors = defineErrors({
  invalid_password: { status: 400, text: passwordTexts },
  missing_fields: { status: 400, text: { email: emailTexts, any: 'Missing required fields' } },
  invalid_reset_token: { status: 400, text: 'Invalid or expired reset token' },
  invalid_verification_token: { status: 400, text: 'Invalid or expired verification token' },
})

export const resetLimited = reworded(
  platformErrors.rate_limited,
  'Too many password reset requests. Please try again later.',
)
export const verificationLimited = reworded(
  platformErrors.rate_limited,
  'Too many verification requests. Please try again later.',
)
