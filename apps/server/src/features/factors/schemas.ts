import { Type } from 'typebox'
import { asSent, checkedBody } from '../../platform/http/index.ts'
import { operation } from '../../platform/openapi/index.ts'
import { nameCharsMax, nameRules, planNames, signupPlan } from '../accounts/index.ts'
import {
  authLimited,
  proofRules,
  sessionCookies,
  sessionErrors,
  userExample,
  userSchema,
} from '../sessions/index.ts'
import { factorErrors, nothingShown } from './errors.ts'

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

const passkeyName = Type.String({ maxLength: nameCharsMax })
const proofPassword = Type.Optional(
  Type.String({ description: 'not needed within ten minutes of a sign-in with a passkey or at a provider' }),
)
const proofBody = checkedBody(Type.Object({ password: proofPassword }), { password: proofRules })
const proofExample = { password: 'a long walk by the sea' }
const proofProblems = [sessionErrors.wrong_password, sessionErrors.reauthentication_required, authLimited]
const name = nameRules(factorErrors.invalid_name)
const passkeyAnswer = { problems: factorErrors.invalid_passkey }
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
  problems: [...proofProblems, factorErrors.passkeys_unavailable],
})

export const addPasskey = operation({
  tags,
  summary: 'Add a passkey',
  access: 'caller',
  body: checkedBody(Type.Object({ credential, name: Type.Optional(passkeyName) }), {
    name,
    credential: passkeyAnswer,
  }),
  bodyExample: { credential: credentialExample, name: 'Laptop' },
  response: { 201: Type.Object({ passkey }) },
  answers: { 201: { example: { passkey: passkeyExample } } },
  problems: [
    factorErrors.invalid_passkey,
    factorErrors.invalid_name.required,
    factorErrors.passkey_exists,
    factorErrors.too_many_passkeys,
  ],
})

export const renamePasskey = operation({
  tags,
  summary: 'Name a passkey',
  access: 'caller',
  params,
  body: checkedBody(Type.Object({ name: passkeyName }), { name }),
  bodyExample: { name: 'Phone' },
  response: { 200: Type.Object({ passkey }) },
  answers: { 200: { example: { passkey: passkeyExample } } },
  problems: [factorErrors.invalid_name.required, factorErrors.passkey_not_found],
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
  problems: [...proofProblems, factorErrors.passkey_not_found],
})

export const beginPasskeySignIn = operation({
  tags,
  summary: 'Begin to sign in with a passkey',
  description:
    'Answers the options for `navigator.credentials.get`, good for five minutes, in the browser that asked.',
  access: 'visitor',
  response: { 200: options },
  answers: { 200: { example: optionsExample } },
  problems: [factorErrors.passkeys_unavailable],
})

export const signInWithPasskey = operation({
  tags,
  summary: 'Sign in with a passkey',
  description: 'A passkey is both factors: no code is asked for. Ends the session whose cookies come along.',
  access: 'visitor',
  body: checkedBody(Type.Object({ credential, rememberMe: Type.Optional(Type.Boolean()) }), {
    credential: passkeyAnswer,
  }),
  bodyExample: { credential: credentialExample, rememberMe: true },
  response: { 200: signedIn },
  answers: { 200: signedInAnswer },
  problems: [factorErrors.invalid_passkey, sessionErrors.account_suspended, authLimited],
})

export const finishSecondFactor = operation({
  tags,
  summary: 'Finish a sign-in with a code',
  description:
    'After a login that was answered `second_factor_required`, or a sign-in elsewhere that led to `/second-factor`. The ticket is good once, for ten minutes and five codes.',
  access: 'visitor',
  body: checkedBody(
    Type.Object({
      ticket: Type.String(),
      code: Type.String({ description: 'six digits of the authenticator app, or a recovery code' }),
    }),
    {
      ticket: { read: asSent, problems: factorErrors.invalid_ticket },
      code: { problems: factorErrors.invalid_code },
    },
  ),
  bodyExample: { ticket: 'mZ3Jr0cKTKxvQ5YlU0mK8yOe2oR7l1hWqg0JqNQ6r1c', code: '287082' },
  response: { 200: signedIn },
  answers: { 200: signedInAnswer },
  problems: [
    factorErrors.invalid_ticket,
    factorErrors.invalid_code,
    sessionErrors.account_suspended,
    authLimited,
  ],
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
  problems: [...proofProblems, factorErrors.totp_on],
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
  body: checkedBody(Type.Object({ code: Type.String({ description: 'of the app' }) }), {
    code: { problems: factorErrors.wrong_code },
  }),
  bodyExample: { code: '287082' },
  response: { 200: codes },
  answers: { 200: { example: codesExample } },
  problems: [factorErrors.wrong_code, factorErrors.totp_on, factorErrors.totp_off.notBegun, authLimited],
})

export const disableTotp = operation({
  tags,
  summary: 'Switch the second factor off',
  access: 'caller',
  body: proofBody,
  bodyExample: proofExample,
  response: { 200: message },
  answers: { 200: { example: { message: 'Signing in asks for no code any more.' } } },
  problems: [...proofProblems, factorErrors.totp_off.off],
})

export const renewRecoveryCodes = operation({
  tags,
  summary: 'Make new recovery codes',
  access: 'caller',
  body: proofBody,
  bodyExample: proofExample,
  response: { 200: codes },
  answers: { 200: { example: codesExample } },
  problems: [...proofProblems, factorErrors.totp_off.off],
})

export const beginProof = operation({
  tags,
  summary: 'Begin to show a passkey once more',
  description: 'Answers the options for `navigator.credentials.get`, with the passkeys of the account.',
  access: 'caller',
  response: { 200: options },
  answers: { 200: { example: optionsExample } },
  problems: [factorErrors.passkeys_unavailable],
})

export const prove = operation({
  tags,
  summary: 'Show once more who you are',
  description:
    'With the password, a code or a passkey. What administrators change asks for a proof that is at most 15 minutes old; a sign-in is one. A code or a passkey also makes it a session with a second factor.',
  access: 'caller',
  body: checkedBody(
    Type.Object({
      password: Type.Optional(Type.String()),
      code: Type.Optional(Type.String({ description: 'of the authenticator app, or a recovery code' })),
      credential: Type.Optional(credential),
    }),
    {
      credential: passkeyAnswer,
      code: { problems: factorErrors.wrong_code },
      password: proofRules,
    },
  ),
  bodyExample: proofExample,
  response: { 200: message },
  answers: { 200: { example: { message: 'Thank you. This is good for 15 minutes.' } } },
  problems: [
    sessionErrors.wrong_password,
    factorErrors.wrong_code,
    factorErrors.invalid_passkey,
    nothingShown,
    authLimited,
  ],
})
