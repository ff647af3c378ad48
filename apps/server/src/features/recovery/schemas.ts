import { Type } from 'typebox'
import { asSent, checkedBody } from '../../platform/http/index.ts'
import { operation } from '../../platform/openapi/index.ts'
import { accountErrors, emailField, emailRules } from '../accounts/index.ts'
import { credentialErrors, resetLimited, verificationLimited } from '../credentials/index.ts'
import { authLimited, clearedCookies, proofRules, sessionErrors } from '../sessions/index.ts'
import { recoveryErrors } from './errors.ts'

const tags: [string] = ['Accounts']
const message = Type.Object({ message: Type.String() })
const token = checkedBody(Type.Object({ token: Type.String({ description: 'as it was mailed' }) }), {
  token: { read: asSent, problems: credentialErrors.missing_fields.any },
})
const linkProblems = [credentialErrors.missing_fields.any, credentialErrors.invalid_verification_token]

export const requestEmailChange = operation({
  tags,
  summary: 'Ask for another address',
  description:
    'Sends a link to the new address, which is good for a day. Nothing changes before that is followed. The answer is the same when another account has the address.',
  access: 'caller',
  body: checkedBody(
    Type.Object({
      email: emailField,
      password: Type.Optional(
        Type.String({ description: 'not needed within ten minutes of a sign-in at a provider' }),
      ),
    }),
    {
      email: emailRules(recoveryErrors.invalid_email),
      password: proofRules,
    },
  ),
  bodyExample: { email: 'ada@example.org', password: 'a long walk by the sea' },
  response: { 200: message },
  answers: { 200: { example: { message: 'A link has been sent to the new address. It works for a day.' } } },
  problems: [
    recoveryErrors.invalid_email,
    sessionErrors.wrong_password,
    sessionErrors.reauthentication_required,
    authLimited,
    verificationLimited,
  ],
})

export const confirmEmailChange = operation({
  tags,
  summary: 'Change the address by the mailed link',
  description: 'The old address gets an email with a link that undoes the change for seven days.',
  access: 'caller',
  body: token,
  response: { 200: Type.Object({ message: Type.String(), email: Type.String({ format: 'email' }) }) },
  answers: { 200: { example: { message: 'Your address has been changed.', email: 'ada@example.org' } } },
  problems: [...linkProblems, accountErrors.email_unavailable],
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
  problems: [...linkProblems, resetLimited],
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
  problems: [...linkProblems, resetLimited],
})
