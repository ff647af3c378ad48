import { Type } from 'typebox'
import type { ErrorKind } from '../../platform/errors/index.ts'
import { asSent, checkedBody, type FieldRules } from '../../platform/http/index.ts'
import { operation } from '../../platform/openapi/index.ts'
import { nameField, nameRules } from '../accounts/index.ts'
import { authLimited, proofRules, sessionErrors } from '../sessions/index.ts'
import { bounds } from './bounds.ts'
import { apiKeyErrors } from './errors.ts'
import { isNetwork } from './networks.ts'
import { scopes } from './scopes.ts'

const tags: [string] = ['API keys']
const moment = Type.String({ format: 'date-time' })
const orNull = <Schema extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Integer>>(
  schema: Schema,
) => Type.Union([schema, Type.Null()])
const scope = Type.Enum([...scopes])
const strings = Type.Array(Type.String())

const apiKey = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    name: Type.String(),
    beginning: Type.String({ description: 'of the key, to recognise it' }),
    scopes: Type.Array(scope),
    monthlyCredits: Type.Union([Type.Integer(), Type.Null()], { description: 'null: no limit of its own' }),
    spentThisMonth: Type.Integer({ description: 'credits since the first of the month (UTC)' }),
    origins: strings,
    addresses: strings,
    createdAt: moment,
    expiresAt: Type.Union([moment, Type.Null()]),
    revokedAt: Type.Union([moment, Type.Null()]),
    lastUsedAt: Type.Union([moment, Type.Null()], { description: 'written at most once a minute' }),
    lastUsedAddress: Type.Union([Type.String(), Type.Null()]),
    previousEndsAt: Type.Union([moment, Type.Null()], {
      description: 'until when the secret before the last rotation works',
    }),
  },
  { title: 'ApiKey' },
)
const apiKeyExample = {
  id: '01997c1e-6d3b-7a51-9a44-0f6f2f6d1c12',
  name: 'Website',
  beginning: 'chatsvg_live_7Kq2',
  scopes: ['pictures:read', 'pictures:write'],
  monthlyCredits: 100,
  spentThisMonth: 12,
  origins: [],
  addresses: ['192.0.2.0/24'],
  createdAt: '2026-01-02T03:04:05.000Z',
  expiresAt: null,
  revokedAt: null,
  lastUsedAt: null,
  lastUsedAddress: null,
  previousEndsAt: null,
}
const keyExample = `chatsvg_live_7Kq2${'0'.repeat(39)}1a2B3c`
const params = Type.Object({ id: Type.String({ description: 'of the key' }) })
const issued = Type.Object({
  apiKey,
  key: Type.String({ description: 'the key itself, which is shown this once' }),
})

const settings = {
  name: nameField,
  scopes: Type.Array(scope, { minItems: 1, maxItems: scopes.length, uniqueItems: true }),
  expiresAt: Type.Optional(orNull(moment)),
  monthlyCredits: Type.Optional(orNull(Type.Integer({ minimum: 0, maximum: bounds.monthlyCreditsMax }))),
  origins: Type.Optional(Type.Array(Type.String(), { maxItems: bounds.originsMax, uniqueItems: true })),
  addresses: Type.Optional(Type.Array(Type.String(), { maxItems: bounds.addressesMax, uniqueItems: true })),
}
const proof = {
  password: Type.Optional(
    Type.String({
      description: 'not needed within ten minutes of a sign-in with a passkey or at a provider',
    }),
  ),
}

const wrong = apiKeyErrors.invalid_api_key_settings
const refuseUnless = <Value>(isRight: (value: Value) => boolean, problem: ErrorKind) => ({
  read: asSent,
  problems: problem,
  refuse: (value: Value) => (isRight(value) ? undefined : problem),
})
const isInFuture = (text: string) => /^\d{4}-\d\d-\d\dT/.test(text) && new Date(text).getTime() > Date.now()
const isOrigin = (text: string) =>
  URL.canParse(text) && /^https?:/.test(text) && new URL(text).origin === text
const rules = {
  name: nameRules(wrong.name),
  scopes: { read: asSent, problems: wrong.scopes },
  expiresAt: {
    ...refuseUnless((text: string | null) => text === null || isInFuture(text), wrong.expiresAt),
    schema: orNull(Type.String({ maxLength: 40 })),
  },
  monthlyCredits: { read: asSent, problems: wrong.monthlyCredits },
  origins: refuseUnless((list: string[]) => list.every(isOrigin), wrong.origins),
  addresses: refuseUnless((list: string[]) => list.every(isNetwork), wrong.addresses),
  password: proofRules,
}
const proofProblems = [sessionErrors.wrong_password, sessionErrors.reauthentication_required, authLimited]

export const list = operation({
  tags,
  summary: 'List your API keys',
  description: 'Newest first, revoked and expired ones too while they are kept.',
  access: 'caller',
  scope: 'keys',
  response: { 200: Type.Object({ apiKeys: Type.Array(apiKey) }) },
  answers: { 200: { example: { apiKeys: [apiKeyExample] } } },
})

export const create = operation({
  tags,
  summary: 'Make an API key',
  access: 'caller',
  workspaceRole: 'admin',
  body: checkedBody(Type.Object({ ...settings, ...proof }), rules),
  bodyExample: { name: 'Website', scopes: ['pictures:read', 'pictures:write'], monthlyCredits: 100 },
  response: { 201: issued },
  answers: { 201: { example: { apiKey: apiKeyExample, key: keyExample } } },
  problems: [wrong, apiKeyErrors.too_many_api_keys, ...proofProblems],
})

export const change = operation({
  tags,
  summary: 'Change what an API key may do',
  access: 'caller',
  workspaceRole: 'admin',
  params,
  body: checkedBody(
    Type.Object({
      ...settings,
      name: Type.Optional(settings.name),
      scopes: Type.Optional(settings.scopes),
      ...proof,
    }),
    rules,
  ),
  bodyExample: { scopes: ['pictures:read'] },
  response: { 200: Type.Object({ apiKey }) },
  answers: { 200: { example: { apiKey: apiKeyExample } } },
  problems: [wrong, apiKeyErrors.api_key_not_found, ...proofProblems],
})

const overlapRules: FieldRules<number> = { read: asSent, problems: wrong.overlap }

export const rotate = operation({
  tags,
  summary: 'Give an API key a new secret',
  description: 'The one before works until the overlap is over.',
  access: 'caller',
  workspaceRole: 'admin',
  params,
  body: checkedBody(
    Type.Object({
      overlapSeconds: Type.Optional(
        Type.Integer({ minimum: 0, maximum: bounds.overlapSecondsMax, default: bounds.overlapSecondsUsual }),
      ),
      ...proof,
    }),
    { overlapSeconds: overlapRules, password: proofRules },
  ),
  bodyExample: { overlapSeconds: 3600 },
  response: { 200: issued },
  answers: { 200: { example: { apiKey: apiKeyExample, key: keyExample } } },
  problems: [wrong.overlap, apiKeyErrors.api_key_not_found, ...proofProblems],
})

export const revoke = operation({
  tags,
  summary: 'Revoke an API key',
  description:
    'At once, on every instance. Pictures that it has asked for are finished and stay charged; its streams and sockets end.',
  access: 'caller',
  scope: 'keys',
  params,
  response: { 200: Type.Object({ message: Type.String() }) },
  answers: { 200: { example: { message: 'The API key was revoked.' } } },
  problems: [apiKeyErrors.api_key_not_found],
})

export const uses = operation({
  tags,
  summary: 'See what an API key was used for',
  description: 'By day and call, the latest day first, refused uses too.',
  access: 'caller',
  workspaceRole: 'admin',
  params,
  response: {
    200: Type.Object({
      uses: Type.Array(
        Type.Object({
          day: Type.String({ format: 'date' }),
          call: Type.String(),
          uses: Type.Integer(),
          refusals: Type.Integer({ description: 'uses that were refused because of the key' }),
          firstAt: moment,
          lastAt: moment,
          firstAddress: Type.String(),
          lastAddress: Type.String(),
        }),
      ),
    }),
  },
  problems: [apiKeyErrors.api_key_not_found],
})
