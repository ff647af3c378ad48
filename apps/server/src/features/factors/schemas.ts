import { Type } from 'typebox'
import { checkedByRules, operation } from '../../platform/openapi/index.ts'
import { planNames, signupPlan } from '../accounts/index.ts'
import { authLimitText, sessionCookies, userExample, userSchema } from '../sessions/index.ts'

const tags: [string] = ['Passkeys and second factor']
const moment = Type.String({ format: 'date-time' })
const message = Type.Object({ message: Type.String() })

const passkey = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    name: Type.String(),
    isSynced: Type.Boolean({ description: "whether its owner's other devices have it as well" }),
    createdAt: moment,
    lastUsedAt: Type.Union([moment, Type.Null()]),
  },
  { title: 'Passkey' },
)
const passkeyExample = {
  id: '01997c1e-6d3b-7a51-9a44-0f6f2f6d1c12',
  name: 'Laptop',
  isSynced: false,
  createdAt: '2026-01-02T03:04:05.000Z',
  lastUsedAt: null,
}
const params = Type.Object({ id: Type.String({ description: 'of the passkey' }) })

/** The JSON forms of WebAuthn Level 3, sections 5.4 and 5.5, as browsers return them. */
const options = Type.Record(Type.String(), Type.Unknown(), {
  description: 'for the browser: binary members are base64url (WebAuthn Level 3, section 5.1)',
})
const credential = Type.Record(Type.String(), Type.Unknown(), {
  description: '`PublicKeyCredential.toJSON()` of what the browser made',
})
const optionsExample = { challenge: 'q83vEjRWeJo', rpId: 'example.com', userVerification: 'required' }
const credentialExample = { id: 'q83vEjRWeJo', rawId: 'q83vEjRWeJo', type: 'public-key', response: {} }

const proofPassword = Type.Optional(
  Type.String({ description: 'not needed within ten minutes of a sign-in with a passkey or at a provider' }),
)
const proofBody = checkedByRules(Type.Object({ password: proofPassword }))
const proofExample = { password: 'a long walk by the sea' }
const proofProblems = {
  wrong_password: 'Current password is incorrect',
  reauthentication_required: 'Please sign in again first',
  rate_limited: authLimitText,
}
const wrongCodeText = 'That code is wrong or was used before'
const invalidPasskeyText = 'That passkey was not accepted'
const unavailableText = 'Passkeys are not available at this address'
const signedIn = Type.Object({
  user: Type.Object({ ...userSchema.properties, plan: Type.Enum([...planNames]) }),
})
const signedInAnswer = { headers: sessionCookies, example: { user: { ...userExample, plan: signupPlan } } }

export const listFactors = operation({
  tags,
  summary: 'Passkeys and second factor of the account',
  access: 'caller',
  response: {
    200: Type.Object({
      passkeys: Type.Array(passkey),
      totp: Type.Union([Type.Object({ since: moment }), Type.Null()], {
        description: 'the authenticator app; null: signing in asks for no code',
      }),
      recoveryCodesLeft: Type.Integer(),
    }),
  },
  answers: { 200: { example: { passkeys: [passkeyExample], totp: null, recoveryCodesLeft: 0 } } },
})

export const listPasskeys = operation({
  tags,
  summary: 'Passkeys of the account',
  access: 'caller',
  response: { 200: Type.Object({ passkeys: Type.Array(passkey) }) },
  answers: { 200: { example: { passkeys: [passkeyExample] } } },
})

export const beginAddPasskey = operation({
  tags,
  summary: 'Begin to add a passkey',
  description: 'Answers the options for `navigator.credentials.create`, good for five minutes.',
  access: 'caller',
  body: proofBody,
  bodyExample: proofExample,
  response: { 200: options },
  answers: { 200: { example: optionsExample } },
  problems: { ...proofProblems, passkeys_unavailable: unavailableText },
})

export const addPasskey = operation({
  tags,
  summary: 'Add a passkey',
  access: 'caller',
  body: checkedByRules(Type.Object({ credential, name: Type.Optional(Type.String({ maxLength: 100 })) })),
  bodyExample: { credential: credentialExample, name: 'Laptop' },
  response: { 201: Type.Object({ passkey }) },
  answers: { 201: { example: { passkey: passkeyExample } } },
  problems: {
    invalid_passkey: invalidPasskeyText,
    invalid_name: 'Name is required',
    passkey_exists: 'This passkey is in use already',
    too_many_passkeys: 'You have 20 passkeys, which is as many as there may be',
  },
})

export const renamePasskey = operation({
  tags,
  summary: 'Name a passkey',
  access: 'caller',
  params,
  body: checkedByRules(Type.Object({ name: Type.String({ maxLength: 100 }) })),
  bodyExample: { name: 'Phone' },
  response: { 200: Type.Object({ passkey }) },
  answers: { 200: { example: { passkey: passkeyExample } } },
  problems: { invalid_name: 'Name is required', passkey_not_found: 'You have no such passkey' },
})

export const removePasskey = operation({
  tags,
  summary: 'Remove a passkey',
  access: 'caller',
  params,
  body: proofBody,
  bodyExample: proofExample,
  response: { 200: message },
  answers: { 200: { example: { message: 'The passkey was removed.' } } },
  problems: { ...proofProblems, passkey_not_found: 'You have no such passkey' },
})

export const beginPasskeySignIn = operation({
  tags,
  summary: 'Begin to sign in with a passkey',
  description:
    'Answers the options for `navigator.credentials.get`, good for five minutes, in the browser that asked.',
  access: 'visitor',
  response: { 200: options },
  answers: { 200: { example: optionsExample } },
  problems: { passkeys_unavailable: unavailableText },
})

export const signInWithPasskey = operation({
  tags,
  summary: 'Sign in with a passkey',
  description: 'A passkey is both factors: no code is asked for. Ends the session whose cookies come along.',
  access: 'visitor',
  body: checkedByRules(Type.Object({ credential, rememberMe: Type.Optional(Type.Boolean()) })),
  bodyExample: { credential: credentialExample, rememberMe: true },
  response: { 200: signedIn },
  answers: { 200: signedInAnswer },
  problems: {
    invalid_passkey: invalidPasskeyText,
    account_suspended: 'This account is suspended. Please write to support.',
    rate_limited: authLimitText,
  },
})

export const finishSecondFactor = operation({
  tags,
  summary: 'Finish a sign-in with a code',
  description:
    'After a login that was answered `second_factor_required`, or a sign-in elsewhere that led to `/second-factor`. The ticket is good once, for ten minutes and five codes.',
  access: 'visitor',
  body: checkedByRules(
    Type.Object({
      ticket: Type.String(),
      code: Type.String({ description: 'six digits of the authenticator app, or a recovery code' }),
    }),
  ),
  bodyExample: { ticket: 'mZ3Jr0cKTKxvQ5YlU0mK8yOe2oR7l1hWqg0JqNQ6r1c', code: '287082' },
  response: { 200: signedIn },
  answers: { 200: signedInAnswer },
  problems: {
    invalid_ticket: 'This sign-in is over. Please begin again',
    invalid_code: wrongCodeText,
    account_suspended: 'This account is suspended. Please write to support.',
    rate_limited: authLimitText,
  },
})

export const beginTotp = operation({
  tags,
  summary: 'Begin with an authenticator app',
  description: 'Nothing changes before `POST /api/auth/totp/confirm` has seen a code.',
  access: 'caller',
  body: proofBody,
  bodyExample: proofExample,
  response: {
    200: Type.Object({
      secret: Type.String({ description: 'base32, to type' }),
      uri: Type.String({ description: '`otpauth:`, to draw as a QR code' }),
    }),
  },
  answers: {
    200: {
      example: {
        secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
        uri: 'otpauth://totp/chatSVG:ada%40example.com?issuer=chatSVG&secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
      },
    },
  },
  problems: { ...proofProblems, totp_on: 'Your account has an authenticator app already' },
})

const codes = Type.Object({
  recoveryCodes: Type.Array(Type.String(), { description: 'each good once; shown this once' }),
})
const codesExample = { recoveryCodes: ['K7QD-2MZP-XA5T-RWJ3'] }

export const enableTotp = operation({
  tags,
  summary: 'Switch the second factor on',
  description: 'From now on a sign-in by password or elsewhere asks for a code.',
  access: 'caller',
  body: checkedByRules(Type.Object({ code: Type.String({ description: 'of the app' }) })),
  bodyExample: { code: '287082' },
  response: { 200: codes },
  answers: { 200: { example: codesExample } },
  problems: {
    wrong_code: wrongCodeText,
    totp_on: 'Your account has an authenticator app already',
    totp_off: 'Begin with a new secret first',
    rate_limited: authLimitText,
  },
})

export const disableTotp = operation({
  tags,
  summary: 'Switch the second factor off',
  access: 'caller',
  body: proofBody,
  bodyExample: proofExample,
  response: { 200: message },
  answers: { 200: { example: { message: 'Signing in asks for no code any more.' } } },
  problems: { ...proofProblems, totp_off: 'Your account has no authenticator app' },
})

export const renewRecoveryCodes = operation({
  tags,
  summary: 'Make new recovery codes',
  access: 'caller',
  body: proofBody,
  bodyExample: proofExample,
  response: { 200: codes },
  answers: { 200: { example: codesExample } },
  problems: { ...proofProblems, totp_off: 'Your account has no authenticator app' },
})

export const beginProof = operation({
  tags,
  summary: 'Begin to show a passkey once more',
  description: 'Answers the options for `navigator.credentials.get`, with the passkeys of the account.',
  access: 'caller',
  response: { 200: options },
  answers: { 200: { example: optionsExample } },
  problems: { passkeys_unavailable: unavailableText },
})

export const prove = operation({
  tags,
  summary: 'Show once more who you are',
  description:
    'With the password, a code or a passkey. What administrators change asks for a proof that is at most 15 minutes old; a sign-in is one. A code or a passkey also makes it a session with a second factor.',
  access: 'caller',
  body: checkedByRules(
    Type.Object({
      password: Type.Optional(Type.String()),
      code: Type.Optional(Type.String({ description: 'of the authenticator app, or a recovery code' })),
      credential: Type.Optional(credential),
    }),
  ),
  bodyExample: proofExample,
  response: { 200: message },
  answers: { 200: { example: { message: 'Thank you. This is good for 15 minutes.' } } },
  problems: {
    wrong_password: 'Current password is incorrect',
    wrong_code: wrongCodeText,
    invalid_passkey: invalidPasskeyText,
    invalid_request: 'Show a password, a code or a passkey',
    rate_limited: authLimitText,
  },
})
