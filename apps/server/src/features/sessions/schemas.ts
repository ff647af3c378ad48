import { Type } from 'typebox'
import { asSent, checkedBody } from '../../platform/http/index.ts'
import { operation } from '../../platform/openapi/index.ts'
import { planNames, readEmailText, signupPlan } from '../accounts/index.ts'
import { authLimited, sessionErrors } from './errors.ts'

const tags: [string] = ['Sessions']
const moment = Type.String({ format: 'date-time' })
const orNull = Type.Union([Type.String(), Type.Null()])

export const userSchema = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    name: Type.String(),
    email: Type.String(),
    avatar: orNull,
    credits: Type.Integer(),
  },
  { title: 'User' },
)

/** For other operations that sign a user in or out. */
export const sessionCookies = { 'Set-Cookie': 'token and refreshToken' }
export const clearedCookies = { 'Set-Cookie': 'token and refreshToken, cleared' }
export const userExample = {
  id: '01997c1e-6d3b-7a51-9a44-0f6f2f6d1c11',
  name: 'Ada',
  email: 'ada@example.com',
  avatar: null,
  credits: 10,
}

export const csrf = operation({
  tags,
  summary: 'Get a CSRF token',
  description:
    'Fetch it once for a page and keep it in memory. Every POST, PUT, PATCH and DELETE sends it back in `X-CSRF-Token`, together with the cookie; login, logout and refresh leave it as it is.',
  access: 'visitor',
  response: { 200: Type.Object({ csrfToken: Type.String() }) },
  answers: { 200: { headers: { 'Set-Cookie': 'csrf-token, for 24 hours', 'Cache-Control': 'no-store' } } },
})

export const logIn = operation({
  tags,
  summary: 'Log in',
  description:
    'Ends the session whose cookies come along, as a logout does, and, where the user has 50 live sessions, the one that was used the longest ago. To users with an authenticator app it answers 401 `second_factor_required`, with a `ticket` for `POST /api/auth/second-factor` that is good for `expiresInSeconds`.',
  access: 'visitor',
  body: checkedBody(
    Type.Object({
      // Accounts of older databases may have addresses that nobody could sign up with today.
      email: Type.String(),
      password: Type.String(),
      rememberMe: Type.Optional(
        Type.Boolean({ description: 'true: the session lasts 30 days instead of 7, from its last use' }),
      ),
    }),
    {
      email: { read: readEmailText, problems: sessionErrors.missing_credentials.email },
      password: { read: asSent, problems: sessionErrors.missing_credentials.password },
    },
  ),
  bodyExample: { email: 'ada@example.com', password: 'a long walk by the sea', rememberMe: true },
  response: {
    200: Type.Object({
      user: Type.Object({ ...userSchema.properties, plan: Type.Enum([...planNames]) }),
    }),
  },
  answers: { 200: { headers: sessionCookies, example: { user: { ...userExample, plan: signupPlan } } } },
  problems: [
    sessionErrors.missing_credentials,
    sessionErrors.invalid_credentials,
    sessionErrors.second_factor_required,
    sessionErrors.account_suspended,
    authLimited,
  ],
})

export const logOut = operation({
  tags,
  summary: 'Log out',
  description:
    'Ends the session at once: its access token is refused from then on, and its sockets are closed.',
  access: 'caller',
  response: { 200: Type.Object({ message: Type.String(), success: Type.Boolean() }) },
  answers: {
    200: { headers: clearedCookies, example: { message: 'Logged out successfully', success: true } },
  },
})

export const refresh = operation({
  tags,
  summary: 'Renew the access token',
  description:
    'Rotates the refresh token. A rotated token gives the same successor again for some seconds (`REFRESH_REUSE_GRACE_SECONDS`, 10 by default) to the user agent that rotated it. Presented later, by another user agent, or when its successor was rotated too, it ends its session, and the cookies are cleared.',
  access: 'refresh token',
  response: { 200: Type.Object({ message: Type.String() }) },
  answers: { 200: { headers: sessionCookies, example: { message: 'Token refreshed successfully' } } },
  problems: [sessionErrors.no_refresh_token, sessionErrors.invalid_refresh_token],
})

export const listSessions = operation({
  tags,
  summary: 'List the devices that are signed in',
  description: 'Live sessions alone, newest use first.',
  access: 'caller',
  response: {
    200: Type.Object({
      sessions: Type.Array(
        Type.Object({
          id: Type.String({ format: 'uuid' }),
          createdAt: moment,
          lastUsedAt: moment,
          ipAddress: orNull,
          userAgent: orNull,
          device: Type.String({ description: 'in words, such as "Firefox on Linux"' }),
          current: Type.Boolean(),
        }),
      ),
    }),
  },
})

export const endSession = operation({
  tags,
  summary: 'Sign out one device',
  description: 'Its access token and its sockets stop at once.',
  access: 'caller',
  params: Type.Object({ id: Type.String({ description: 'of the session' }) }),
  response: { 200: Type.Object({ message: Type.String() }) },
  answers: { 200: { example: { message: 'Session revoked' } } },
  problems: [sessionErrors.session_not_found],
})

export const endOtherSessions = operation({
  tags,
  summary: 'Sign out all other devices',
  access: 'caller',
  response: { 200: Type.Object({ revoked: Type.Integer({ description: 'how many' }) }) },
})

export const currentUser = operation({
  tags,
  summary: 'Who is signed in',
  access: 'caller',
  scope: 'account:read',
  response: { 200: userSchema },
  answers: { 200: { example: userExample } },
  problems: [sessionErrors.user_not_found],
})

export const whoAmI = operation({
  tags,
  summary: 'Whether anybody is signed in',
  description:
    'For a page that opens: it never answers 401. `renewable` says that a refresh token came along, so that `POST /api/auth/refresh` is worth trying when `user` is null.',
  access: 'visitor or caller',
  scope: 'account:read',
  response: {
    200: Type.Object({
      user: Type.Union([
        Type.Object(
          {
            ...userSchema.properties,
            plan: Type.Enum([...planNames]),
            creditsPerPicture: Type.Integer({ description: 'times the credits of the model' }),
            role: Type.Enum(['USER', 'ADMIN']),
            emailVerified: Type.Boolean(),
          },
          { title: 'SignedInUser' },
        ),
        Type.Null(),
      ]),
      renewable: Type.Boolean(),
    }),
  },
  answers: {
    200: {
      headers: { 'Cache-Control': 'no-store' },
      example: {
        user: { ...userExample, plan: signupPlan, creditsPerPicture: 1, role: 'USER', emailVerified: true },
        renewable: true,
      },
    },
  },
})
