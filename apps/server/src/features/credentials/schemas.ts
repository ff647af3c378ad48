import { Type } from 'typebox'
import { asSent, checkedBody } from '../../platform/http/index.ts'
import { operation } from '../../platform/openapi/index.ts'
import {
  accountErrors,
  type CommonPasswordCheck,
  emailField,
  emailRules,
  nameField,
  nameRules,
  newPasswordField,
  newPasswordRules,
} from '../accounts/index.ts'
import {
  authLimited,
  clearedCookies,
  proofRules,
  sessionCookies,
  sessionErrors,
  userExample,
  userSchema,
} from '../sessions/index.ts'
import { credentialErrors, resetLimited, verificationLimited } from './errors.ts'

const tags: [string] = ['Accounts']
const mailedToken = Type.String({ description: 'as it was mailed' })
const anyMissing = { read: asSent, problems: credentialErrors.missing_fields.any }
const refused = accountErrors.invalid_registration
const response = { 200: Type.Object({ message: Type.String() }) }
const answering = (message: string, headers?: Record<string, string>) => ({
  200: { example: { message }, ...(headers && { headers }) },
})

export const register = (isCommonPassword: CommonPasswordCheck) =>
  operation({
    tags,
    summary: 'Create an account',
    description:
      'Signs in at once, which ends the session whose cookies come along. The account starts with credits, and an email asks to verify the address.',
    access: 'visitor',
    body: checkedBody(
      Type.Object({
        name: nameField,
        email: emailField,
        password: newPasswordField,
        agreedToTerms: Type.Literal(true),
      }),
      // In the order in which problems are reported.
      {
        email: emailRules(refused.email),
        password: newPasswordRules(refused.password, isCommonPassword),
        name: nameRules(refused.name),
        agreedToTerms: { problems: refused.agreedToTerms },
      },
    ),
    bodyExample: {
      name: 'Ada',
      email: 'ada@example.com',
      password: 'a long walk by the sea',
      agreedToTerms: true,
    },
    response: { 201: Type.Object({ user: userSchema }) },
    answers: { 201: { headers: sessionCookies, example: { user: userExample } } },
    problems: [accountErrors.invalid_registration, accountErrors.email_unavailable, authLimited],
  })

export const forgotPassword = operation({
  tags,
  summary: 'Ask for a link to choose a new password',
  description: 'The same answer, after the same time, whether there is such an account or not.',
  access: 'visitor',
  body: checkedBody(Type.Object({ email: emailField }), {
    email: emailRules(credentialErrors.missing_fields.email),
  }),
  bodyExample: { email: 'ada@example.com' },
  response,
  answers: answering('If that email is registered, a reset link has been sent.'),
  problems: [credentialErrors.missing_fields.email, resetLimited],
})

export const resetPassword = (isCommonPassword: CommonPasswordCheck) =>
  operation({
    tags,
    summary: 'Choose a new password by the mailed link',
    description: 'The token is good once, for one hour. Every session of the account ends.',
    access: 'visitor',
    body: checkedBody(Type.Object({ token: mailedToken, newPassword: newPasswordField }), {
      token: anyMissing,
      newPassword: newPasswordRules(
        { ...credentialErrors.invalid_password, required: credentialErrors.missing_fields.any },
        isCommonPassword,
      ),
    }),
    response,
    answers: answering('Password has been reset successfully. Please log in again.', clearedCookies),
    problems: [
      credentialErrors.missing_fields.any,
      credentialErrors.invalid_password,
      credentialErrors.invalid_reset_token,
      resetLimited,
    ],
  })

export const changePassword = (isCommonPassword: CommonPasswordCheck) =>
  operation({
    tags,
    summary: 'Change the password',
    description: 'All other sessions end; this one continues with new tokens.',
    access: 'caller',
    body: checkedBody(
      Type.Object({
        currentPassword: Type.Optional(
          Type.String({
            description: 'left out by accounts that have none, within ten minutes of a sign-in',
          }),
        ),
        newPassword: newPasswordField,
      }),
      {
        currentPassword: proofRules,
        newPassword: newPasswordRules(credentialErrors.invalid_password, isCommonPassword),
      },
    ),
    response,
    answers: answering('Password has been changed. Other devices were signed out.', sessionCookies),
    problems: [
      credentialErrors.invalid_password,
      sessionErrors.wrong_password,
      sessionErrors.reauthentication_required,
      authLimited,
    ],
  })

export const verifyEmail = operation({
  tags,
  summary: 'Verify the address by the mailed link',
  access: 'caller',
  body: checkedBody(Type.Object({ token: mailedToken }), { token: anyMissing }),
  response,
  answers: answering('Your email address is verified.'),
  problems: [credentialErrors.missing_fields.any, credentialErrors.invalid_verification_token],
})

export const resendVerification = operation({
  tags,
  summary: 'Ask for another link to verify the address',
  access: 'caller',
  response,
  answers: answering('A new link has been sent.'),
  problems: [verificationLimited],
})
