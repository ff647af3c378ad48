import { Type } from 'typebox'
import { checkedByRules, operation } from '../../platform/openapi/index.ts'
import { authLimitText, clearedCookies } from '../sessions/index.ts'

const tags: [string] = ['Accounts']
const message = Type.Object({ message: Type.String() })
const token = checkedByRules(Type.Object({ token: Type.String({ description: 'as it was mailed' }) }))
const linkProblems = {
  missing_fields: 'Missing required fields',
  invalid_verification_token: 'Invalid or expired verification token',
}
const limitText = 'Too many password reset requests. Please try again later.'

export const requestEmailChange = operation({
  tags,
  summary: 'Ask for another address',
  description:
    'Sends a link to the new address, which is good for a day. Nothing changes before that is followed. The answer is the same when another account has the address.',
  access: 'caller',
  body: checkedByRules(
    Type.Object({
      email: Type.String({ format: 'email', maxLength: 254 }),
      password: Type.Optional(
        Type.String({ description: 'not needed within ten minutes of a sign-in at a provider' }),
      ),
    }),
  ),
  bodyExample: { email: 'ada@example.org', password: 'a long walk by the sea' },
  response: { 200: message },
  answers: { 200: { example: { message: 'A link has been sent to the new address. It works for a day.' } } },
  problems: {
    invalid_email: [
      'Email is required',
      'Email is too long (max 254 characters)',
      'Invalid email format',
      'This is your address already',
    ],
    wrong_password: 'Current password is incorrect',
    reauthentication_required: 'Please sign in again first',
    rate_limited: [authLimitText, 'Too many verification requests. Please try again later.'],
  },
})

export const confirmEmailChange = operation({
  tags,
  summary: 'Change the address by the mailed link',
  description: 'The old address is told, with a link that undoes the change for seven days.',
  access: 'caller',
  body: token,
  response: { 200: Type.Object({ message: Type.String(), email: Type.String({ format: 'email' }) }) },
  answers: { 200: { example: { message: 'Your address has been changed.', email: 'ada@example.org' } } },
  problems: { ...linkProblems, email_unavailable: 'Email is invalid or already taken' },
})

export const undoEmailChange = operation({
  tags,
  summary: 'Undo a change of address',
  description:
    'The account gets its old address back. Every session ends, the password is void, and a link to choose a new one is sent.',
  access: 'visitor',
  body: token,
  response: { 200: message },
  answers: {
    200: {
      headers: clearedCookies,
      example: { message: 'Your address is back. A link to choose a new password has been sent to it.' },
    },
  },
  problems: { ...linkProblems, rate_limited: limitText },
})

export const disownSignIn = operation({
  tags,
  summary: 'Say that a sign-in was somebody else',
  description: 'Every session ends, the password is void, and a link to choose a new one is sent.',
  access: 'visitor',
  body: token,
  response: { 200: message },
  answers: {
    200: {
      headers: clearedCookies,
      example: { message: 'All devices were signed out. A link to choose a new password has been sent.' },
    },
  },
  problems: { ...linkProblems, rate_limited: limitText },
})
