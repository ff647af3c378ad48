import { defineErrors, platformErrors, reworded } from '../../platform/errors/index.ts'
import { emailTexts, passwordTexts } from '../accounts/index.ts'

export const sessionErrors = defineErrors({
  invalid_credentials: { status: 401, text: 'Invalid credentials' },
  second_factor_required: { status: 401, text: 'Enter the code of your authenticator app' },
  no_refresh_token: { status: 401, text: 'No refresh token provided' },
  invalid_refresh_token: { status: 401, text: 'Invalid or expired refresh token' },
  missing_credentials: {
    status: 400,
    text: { email: emailTexts.required, password: passwordTexts.required },
  },
  user_not_found: { status: 404, text: 'User not found' },
  session_not_found: { status: 404, text: 'Session not found' },
  account_suspended: { status: 403, text: 'This account is suspended. Please write to support.' },
  wrong_password: { status: 403, text: 'Current password is incorrect' },
  reauthentication_required: { status: 403, text: 'Please sign in again first' },
})

export const authLimited = reworded(
  platformErrors.rate_limited,
  'Too many authentication attempts. Please try again later.',
)
