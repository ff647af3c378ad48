import { defineErrors } from '../../platform/errors/index.ts'
import { emailCharsMax, nameCharsMax, passwordChars } from './bounds.ts'

/** Texts for an invalid address, for every code that refuses one. */
export const emailTexts = {
  required: 'Email is required',
  maxLength: `Email is too long (max ${emailCharsMax} characters)`,
  format: 'Invalid email format',
} as const

/** Texts for a new password that is refused. */
export const passwordTexts = {
  required: 'Password is required',
  minLength: `Password must be at least ${passwordChars.min} characters`,
  maxLength: `Password is too long (max ${passwordChars.max} characters)`,
  common: 'Password is too common',
} as const

/** Texts for a name of a user that is refused. */
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
  workspace_not_found: { status: 404, text: 'Workspace not found' },
  member_limit_reached: {
    status: 402,
    text: 'You have reached your limit of credits in this workspace for this month',
  },
  last_admin: { status: 409, text: 'There would be no administrator left.' },
})
