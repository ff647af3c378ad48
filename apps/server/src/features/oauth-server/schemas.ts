import { Type } from 'typebox'
import { asSent, checkedBody } from '../../platform/http/index.ts'
import { operation } from '../../platform/openapi/index.ts'
import { apiKeyErrors, appScopes } from '../api-keys/index.ts'
import { deviceCodeLimited, oauthServerErrors } from './errors.ts'

const tags: [string] = ['Apps']
const moment = Type.String({ format: 'date-time' })
const orNull = <Schema extends ReturnType<typeof Type.String>>(schema: Schema) =>
  Type.Union([schema, Type.Null()])
const scopes = Type.Array(Type.Enum([...appScopes]))

const request = Type.Object({
  client: Type.Object({
    id: Type.String(),
    name: Type.String(),
    identity: Type.Enum(['own', 'host', 'unknown'], {
      description:
        'own: the command line of chatSVG; host: the program of the host that publishes its metadata; unknown: everything about it is what it says itself',
    }),
    host: orNull(Type.String()),
  }),
  redirect: Type.Union([
    Type.Object({
      kind: Type.Enum(['host', 'own computer', 'installed app']),
      host: Type.String({ description: 'with the port; of an installed app: the scheme of its address' }),
      isClientHost: Type.Boolean(),
    }),
    Type.Null(),
  ]),
  resource: Type.Enum(['api', 'mcp'], {
    description: 'what its tokens are for: everything, or `/mcp` alone',
  }),
  scopes,
})
const requestExample = {
  client: {
    id: 'https://editor.example/client.json',
    name: 'Editor',
    identity: 'host',
    host: 'editor.example',
  },
  redirect: { kind: 'own computer', host: '127.0.0.1:33418', isClientHost: false },
  resource: 'mcp',
  scopes: ['pictures:read', 'pictures:write'],
}
const requestParams = Type.Object({ id: Type.String({ description: 'of the request' }) })
const allow = Type.Boolean({ description: 'whether the app may use the account' })
const allowRules = { read: asSent, problems: oauthServerErrors.invalid_decision }
const userCode = Type.String({ minLength: 8, maxLength: 20 })
const userCodeRules = { problems: oauthServerErrors.invalid_device_code }

export const openRequest = operation({
  tags,
  summary: 'Open the page on which a user decides about an app',
  access: 'visitor',
  params: requestParams,
  answersProblems: false,
  response: { 303: Type.Null() },
  answers: { 303: { description: 'To the page', headers: { location: 'of the page, in the web app' } } },
})

export const showRequest = operation({
  tags,
  summary: 'See what an app asks for',
  description: 'In the browser in which the app has sent its user here.',
  access: 'caller',
  params: requestParams,
  response: { 200: Type.Object({ request }) },
  answers: { 200: { example: { request: requestExample } } },
  problems: [oauthServerErrors.authorization_request_not_found],
})

export const decideRequest = operation({
  tags,
  summary: 'Allow an app or refuse it',
  description: 'In the browser in which the app has sent its user here, once.',
  access: 'caller',
  params: requestParams,
  body: checkedBody(Type.Object({ allow }), { allow: allowRules }),
  bodyExample: { allow: true },
  response: { 200: Type.Object({ redirectTo: Type.String({ description: 'where the browser goes now' }) }) },
  problems: [
    oauthServerErrors.invalid_decision,
    oauthServerErrors.authorization_request_not_found,
    apiKeyErrors.too_many_apps,
  ],
})

export const showDevice = operation({
  tags,
  summary: 'See what the app of a device asks for',
  access: 'caller',
  body: checkedBody(Type.Object({ userCode }), { userCode: userCodeRules }),
  bodyExample: { userCode: 'BCDF-GHJK' },
  response: { 200: Type.Object({ request }) },
  answers: { 200: { example: { request: { ...requestExample, redirect: null } } } },
  problems: [
    oauthServerErrors.invalid_device_code,
    oauthServerErrors.device_code_not_found,
    deviceCodeLimited,
  ],
})

export const decideDevice = operation({
  tags,
  summary: 'Allow the app of a device or refuse it',
  access: 'caller',
  body: checkedBody(Type.Object({ userCode, allow }), { userCode: userCodeRules, allow: allowRules }),
  bodyExample: { userCode: 'BCDF-GHJK', allow: true },
  response: { 200: Type.Object({ message: Type.String() }) },
  problems: [
    oauthServerErrors.invalid_device_code,
    oauthServerErrors.invalid_decision,
    oauthServerErrors.device_code_not_found,
    apiKeyErrors.too_many_apps,
    deviceCodeLimited,
  ],
})

const app = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    name: Type.String(),
    clientId: Type.String({ description: 'an id, or the URL at which the program publishes its metadata' }),
    scopes,
    spentThisMonth: Type.Integer({ description: 'credits since the first of the month (UTC)' }),
    createdAt: moment,
    expiresAt: Type.String({ format: 'date-time', description: 'unless it is used before' }),
    lastUsedAt: Type.Union([moment, Type.Null()], { description: 'written at most once a minute' }),
    lastUsedAddress: orNull(Type.String()),
  },
  { title: 'App' },
)
const appExample = {
  id: '01997c1e-6d3b-7a51-9a44-0f6f2f6d1c12',
  name: 'Editor',
  clientId: 'https://editor.example/client.json',
  scopes: ['pictures:read', 'pictures:write'],
  spentThisMonth: 3,
  createdAt: '2026-01-02T03:04:05.000Z',
  expiresAt: '2026-03-03T03:04:05.000Z',
  lastUsedAt: null,
  lastUsedAddress: null,
}

export const list = operation({
  tags,
  summary: 'List the apps that can use your account',
  access: 'caller',
  scope: 'keys',
  response: { 200: Type.Object({ apps: Type.Array(app) }) },
  answers: { 200: { example: { apps: [appExample] } } },
})

export const disconnect = operation({
  tags,
  summary: 'Disconnect an app',
  description: 'All its tokens are revoked at once, on every instance; its streams and sockets end.',
  access: 'caller',
  scope: 'keys',
  params: Type.Object({ id: Type.String({ description: 'of the app' }) }),
  response: { 200: Type.Object({ message: Type.String() }) },
  answers: { 200: { example: { message: 'The app was disconnected.' } } },
  problems: [apiKeyErrors.app_not_found],
})
