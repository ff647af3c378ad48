import { Type } from 'typebox'
import { checkedBody, unchecked } from '../../platform/http/index.ts'
import { operation } from '../../platform/openapi/index.ts'
import { authLimited, proofRules, sessionErrors } from '../sessions/index.ts'
import { oauthErrors, providerUnreachable } from './errors.ts'
import { type ProviderName, providerNames } from './tables.ts'

const tags: [string] = ['Sign-in elsewhere']
const path = Type.Optional(
  Type.String({ description: 'path on the front end, beginning with one /; anything else is taken as /' }),
)
const titles = { google: 'Google', github: 'GitHub' } satisfies Record<ProviderName, string>
const provider = Type.Enum([...providerNames])

export const options = operation({
  tags,
  summary: 'Which ways to sign in there are, and what people accept when they sign up',
  access: 'visitor',
  response: {
    200: Type.Object({
      emailAuthEnabled: Type.Boolean(),
      oauthProviders: Type.Array(provider),
      signupCredits: Type.Integer({ description: 'of a new account with an email address' }),
      isSupportRead: Type.Boolean({
        description: 'whether messages to POST /support/contact are mailed to the operator',
      }),
      passkeyDomain: Type.Optional(
        Type.String({ description: 'pages on it and below it can use passkeys; without it there are none' }),
      ),
      termsUrl: Type.Optional(Type.String({ description: 'the terms of service, where they are published' })),
      privacyUrl: Type.Optional(Type.String({ description: 'the privacy policy, where it is published' })),
    }),
  },
  answers: {
    200: {
      example: {
        emailAuthEnabled: true,
        oauthProviders: ['google', 'github'],
        signupCredits: 10,
        isSupportRead: true,
      },
    },
  },
})

/** Redirects accept every query, and the code checks it: an invalid one is redirected, too. */
export const start = (name: ProviderName) =>
  operation({
    tags,
    summary: `Sign in with ${titles[name]}`,
    description: 'For the browser to go to, not for a script to call.',
    access: 'visitor',
    answersProblems: false,
    querystring: unchecked(Type.Object({ redirectUrl: path, redirectUri: path })),
    response: { 302: Type.Null() },
    answers: {
      302: {
        description:
          'To the provider, or to `/signin?error=` of the front end, such as `oauth_not_configured`.',
        headers: { Location: 'where to', 'Set-Cookie': 'what binds the sign-in to this browser' },
      },
    },
  })

/**
 * The parameters that providers send (RFC 6749, section 4.1.2; RFC 9207). Nothing is refused here: every user
 * who returns is redirected to the front end.
 */
export const callback = (name: ProviderName) =>
  operation({
    tags,
    summary: `Where ${titles[name]} sends people back to`,
    description:
      'A sign-in ends the session whose cookies come along, as a logout does, and, where the user has 50 live sessions, the one that was used the longest ago.',
    access: 'visitor',
    answersProblems: false,
    querystring: unchecked(
      Type.Object({
        state: Type.Optional(Type.String({ description: 'as the sign-in was begun with' })),
        code: Type.Optional(Type.String({ description: 'good once' })),
        iss: Type.Optional(Type.String({ description: 'who sent the person back' })),
        error: Type.Optional(Type.String({ description: 'why there is no code' })),
      }),
    ),
    response: { 302: Type.Null() },
    answers: {
      302: {
        description:
          'To the front end: the path that was asked for, signed in, or `/second-factor#ticket=` for `POST /api/auth/second-factor`, or `/signin?error=` with `oauth_failed`, `oauth_state`, `email_unverified`, `no_user`, `account_suspended`, `rate_limited` or `server_error`.',
        headers: { Location: 'where to', 'Set-Cookie': 'token and refreshToken, of who is signed in' },
      },
    },
  })

const proofPassword = Type.Optional(
  Type.String({ description: 'not needed within ten minutes of a sign-in at a provider' }),
)

export const link = (name: ProviderName) =>
  operation({
    tags,
    summary: `Link an account at ${titles[name]}`,
    description: 'Answers where the browser has to go; the callback then links instead of signing in.',
    access: 'caller',
    body: checkedBody(Type.Object({ redirectUrl: path, password: proofPassword }), {
      redirectUrl: {
        read: (given) => (typeof given === 'string' ? given : undefined),
        problems: oauthErrors.oauth_not_configured,
      },
      password: proofRules,
    }),
    response: { 200: Type.Object({ authorizationUrl: Type.String({ format: 'uri' }) }) },
    problems: [
      oauthErrors.oauth_not_configured,
      sessionErrors.wrong_password,
      sessionErrors.reauthentication_required,
      authLimited,
      providerUnreachable,
    ],
  })

export const unlink = operation({
  tags,
  summary: 'Unlink an account elsewhere',
  access: 'caller',
  params: Type.Object({ provider: Type.String({ description: providerNames.join(' or ') }) }),
  body: checkedBody(Type.Object({ password: proofPassword }), { password: proofRules }),
  response: { 200: Type.Object({ providers: Type.Array(provider, { description: 'those that are left' }) }) },
  problems: [
    sessionErrors.wrong_password,
    sessionErrors.reauthentication_required,
    authLimited,
    oauthErrors.provider_not_linked,
    oauthErrors.last_sign_in_method,
  ],
})
