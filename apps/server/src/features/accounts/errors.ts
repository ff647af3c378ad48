import { defineErrors } from '../../platform/errors/index.ts'
import { emailCharsMax, nameCharsMax, passwordChars } from './bounds.ts'

/** Of a field that is an address, under whichever code it is refused. */
export const emailTexts = {
  required: 'Email is required',
  maxLength: `Email is too long (max ${emailCharsMax} characters)`,
  format: 'Invalid email format',
} as const

/** Of a new password. */
export const passwordTexts = {
  required: 'Password is required',
  minLength: `Password must be at least ${passwordChars.min} characters`,
  maxLength: `Password is too long (max ${passwordChars.max} characters)`,
  common: 'Password is too common',
} as const

/** Of a name that people read. */
export const nameTexts = {
  required: 'Name is required',
  controls: 'Name contains control characters',
  maxLength: `Name is too long (max ${nameCharsMax} characters)`,
} as const

export const accountErrors = defineErrors({
  invalid_registration: {
    status: 400,
    text: {
      email: emailTexts,
      password: passwordTexts,
      name: nameTexts,
      agreedToTerms: 'You must accept the Terms of Service and Privacy Policy to create an account',
    },
  },
  email_unavailable: { status: 400, text: 'Email is invalid or already taken' },
  last_admin: { status: 409, text: 'There would be no administrator left.' },
})
