import { Type } from 'typebox'
import { checkedByRules, operation } from '../../platform/openapi/index.ts'
import { authLimitText, clearedCookies, sessionCookies, userExample, userSchema } from '../sessions/index.ts'

const tags: [string] = ['Accounts']
const email = Type.String({ format: 'email', maxLength: 254 })
const newPassword = Type.String({ minLength: 8, maxLength: 128 })
const response = { 200: Type.Object({ message: Type.String() }) }
const passwordTexts = [
  'Password is required',
  'Password must be at least 8 characters',
  'Password is too long (max 128 characters)',
  'Password is too common',
]
const emailTexts = ['Email is required', 'Email is too long (max 254 characters)', 'Invalid email format']
const resetLimitText = 'Too many password reset requests. Please try again later.'

const answering = (message: string, headers?: Record<string, string>) => ({
  200: { example: { message }, ...(headers && { headers }) },
})

export const register = operation({
  tags,
  summary: 'Create an account',
  description:
    'Signs in at once, which ends the session whose cookies come along. The account starts with credits, and a letter asks to verify the address.',
  access: 'visitor',
  body: checkedByRules(
    Type.Object({
      name: Type.String({ minLength: 1, maxLength: 100 }),
      email,
      password: newPassword,
      agreedToTerms: Type.Literal(true),
    }),
  ),
  bodyExample: {
    name: 'Ada',
    email: 'ada@example.com',
    password: 'a long walk by the sea',
    agreedToTerms: true,
  },
  response: { 201: Type.Object({ user: userSchema }) },
  answers: { 201: { headers: sessionCookies, example: { user: userExample } } },
  problems: {
    invalid_registration: [
      ...emailTexts,
      ...passwordTexts,
      'Name is required',
      'Name contains control characters',
      'Name is too long (max 100 characters)',
      'You must accept the Terms of Service and Privacy Policy to create an account',
    ],
    email_unavailable: 'Email is invalid or already taken',
    rate_limited: authLimitText,
  },
})

export const forgotPassword = operation({
  tags,
  summary: 'Ask for a link to choose a new password',
  description: 'The same answer, after the same time, whether there is such an account or not.',
  access: 'visitor',
  body: checkedByRules(Type.Object({ email })),
  bodyExample: { email: 'ada@example.com' },
  response,
  answers: answering('If that email is registered, a reset link has been sent.'),
  problems: { missing_fields: emailTexts, rate_limited: resetLimitText },
})

export const resetPassword = operation({
  tags,
  summary: 'Choose a new password by the mailed link',
  description: 'The token is good once, for one hour. Every session of the account ends.',
  access: 'visitor',
  body: checkedByRules(Type.Object({ token: Type.String({ description: 'as it was mailed' }), newPassword })),
  response,
  answers: answering('Password has been reset successfully. Please log in again.', clearedCookies),
  problems: {
    missing_fields: 'Missing required fields',
    invalid_password: passwordTexts,
    invalid_reset_token: 'Invalid or expired reset token',
    rate_limited: resetLimitText,
  },
})

export const changePassword = operation({
  tags,
  summary: 'Change the password',
  description: 'All other sessions end; this one goes on with new tokens.',
  access: 'caller',
  body: checkedByRules(
    Type.Object({
      currentPassword: Type.Optional(
        Type.String({ description: 'left out by accounts that have none, within ten minutes of a sign-in' }),
      ),
      newPassword,
    }),
  ),
  response,
  answers: answering('Password has been changed. Other devices were signed out.', sessionCookies),
  problems: {
    invalid_password: passwordTexts,
    wrong_password: 'Current password is incorrect',
    reauthentication_required: 'Please sign in again first',
    rate_limited: authLimitText,
  },
})

export const verifyEmail = operation({
  tags,
  summary: 'Verify the address by the mailed link',
  access: 'caller',
  body: checkedByRules(Type.Object({ token: Type.String({ description: 'as it was mailed' }) })),
  response,
  answers: answering('Your email address is verified.'),
  problems: {
    missing_fields: 'Missing required fields',
    invalid_verification_token: 'Invalid or expired verification token',
  },
})

export const resendVerification = operation({
  tags,
  summary: 'Ask for another link to verify the address',
  access: 'caller',
  response,
  answers: answering('A new link has been sent.'),
  problems: { rate_limited: 'Too many verification requests. Please try again later.' },
})
