import { accountErrors } from '../features/accounts/index.ts'
import { apiKeyErrors, appScopes } from '../features/api-keys/index.ts'
import { accessCookie, refreshCookie, sessionErrors } from '../features/sessions/index.ts'
import { leastRoleOf, workspaceErrors } from '../features/workspaces/index.ts'
import { listKinds } from '../platform/errors/index.ts'
import type { App } from '../platform/http/index.ts'
import { type ApiFacts, collectOperations, referencePages } from '../platform/openapi/index.ts'
import { errorCatalogue } from './error-catalogue.ts'

export const apiVersion = '0.1.0'

const facts: ApiFacts = {
  info: {
    title: 'chatSVG',
    version: apiVersion,
    description: [
      'Turns a sentence into an SVG. Ask for a picture, get a job, follow it, and fetch what it drew.',
      'Browsers sign in by cookies: every POST, PUT, PATCH and DELETE sends the token of `GET /api/csrf` back in `X-CSRF-Token`. Programs send an API key, or the access token of an app (OAuth 2.1), as a bearer token instead, without cookies, and need no CSRF token. A call that takes keys names the scope that the key or the app must have. Only apps can have the scope `keys`.',
      'A member of a workspace makes calls in it with the header `X-Workspace` and its id, or with `?workspace=` for a GET: then all that is said of an account is said of the workspace. Which role a call needs, its `x-workspace-role` says; a call without one is about people, and answers `workspace_not_supported`. A socket names the workspace in `auth.workspace`. API keys of a workspace need no header.',
      'Errors are problems (RFC 9457). Branch on `code`; `error` is for people. A write is checked in this order: origin and CSRF, limits, who calls, what was sent.',
      'Live events also come over Socket.IO on the same origin: `generation-job:update` with JobUpdate, `generation-job:preview` with JobPreview, and in a workspace `workspace:member` with the `memberId` whose role or limit has changed.',
    ].join('\n\n'),
    license: { name: 'MIT', identifier: 'MIT' },
  },
  tags: [
    { name: 'Generation', description: 'From a sentence to a picture.' },
    { name: 'Pictures', description: 'What was drawn: your own, and the public gallery.' },
    { name: 'Collections', description: 'Pictures that a user keeps together under a name.' },
    { name: 'Palettes', description: 'Lists of colours that a user keeps for pictures.' },
    { name: 'Authors', description: 'The public pages of users who have chosen to have one.' },
    { name: 'Edits', description: 'Versions of a picture, by edits or by a sentence, and uploads.' },
    { name: 'Files', description: 'Pictures in the forms that other programs take.' },
    { name: 'Accounts', description: 'A way in, kept and regained.' },
    { name: 'Sessions', description: 'Proof that it is you.' },
    {
      name: 'Passkeys and second factor',
      description: 'What proves you beyond the password.',
    },
    { name: 'Sign-in elsewhere', description: 'Accounts at Google and GitHub that open an account here.' },
    { name: 'Profile', description: 'Your account, and all that is held about you.' },
    { name: 'API keys', description: 'Keys with which programs use your account.' },
    { name: 'Apps', description: 'Programs that use your account because you have allowed it (OAuth 2.1).' },
    { name: 'Webhooks', description: 'Your events, sent to URLs of yours.' },
    { name: 'Billing', description: 'Credits and plans that are sold, and your payments.' },
    { name: 'Workspaces', description: 'Accounts that several people use together.' },
    { name: 'Notifications', description: 'Messages about what has happened to you and your pictures.' },
    { name: 'Support', description: 'What you want to tell us.' },
    { name: 'Administration', description: 'For who looks after the service.' },
    { name: 'Service', description: 'The service about itself.' },
  ],
  errors: errorCatalogue,
  adminErrors: { everywhere: errorCatalogue.mfa_required, onWrite: errorCatalogue.proof_required },
  scopes: appScopes,
  keyErrors: {
    checked: [
      apiKeyErrors.malformed_api_key,
      apiKeyErrors.invalid_api_key,
      ...listKinds(apiKeyErrors.expired_api_key),
      apiKeyErrors.revoked_api_key,
      apiKeyErrors.invalid_access_token,
      apiKeyErrors.expired_access_token,
      apiKeyErrors.revoked_access_token,
      apiKeyErrors.wrong_token_audience,
      apiKeyErrors.key_origin_refused,
      apiKeyErrors.key_address_refused,
    ],
    outOfScope: apiKeyErrors.insufficient_scope('pictures:read'),
    refused: apiKeyErrors.session_required,
  },
  workspaces: {
    leastRoleOf,
    problems: {
      entered: [
        accountErrors.workspace_not_found,
        workspaceErrors.insufficient_role('member'),
        workspaceErrors.workspace_needs_session,
        sessionErrors.account_suspended,
      ],
      refused: workspaceErrors.workspace_not_supported,
    },
  },
  securitySchemes: {
    apiKey: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'chatsvg_<environment>_<secret and checksum>',
      description: [
        'An API key, without any cookie, for calls that name its scope.',
        '401: `malformed_api_key`, `invalid_api_key` (there is none), `expired_api_key`, `revoked_api_key`.',
        '403: `insufficient_scope`, `session_required` (no key may make the call), `key_origin_refused`, `key_address_refused`.',
        '402: `key_limit_reached`, when its limit of credits for the month is reached.',
      ].join('\n'),
    },
    session: {
      type: 'apiKey',
      in: 'cookie',
      name: accessCookie,
      description:
        'The access token, for 15 minutes. Signing in sets it, `POST /api/auth/refresh` renews it.',
    },
    refreshToken: {
      type: 'apiKey',
      in: 'cookie',
      name: refreshCookie,
      description: 'Good once; sent to /api/auth alone.',
    },
    csrf: {
      type: 'apiKey',
      in: 'header',
      name: 'X-CSRF-Token',
      description: 'The value of the cookie `csrf-token`, which has to be sent along.',
    },
    bearer: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'The access token, without any cookie.',
    },
  },
}

/**
 * Collects the routes that are mounted on the app from now on, and serves them at /openapi.json and, as a
 * page, at /docs.
 */
export function describeApi(app: App): void {
  const readDocument = collectOperations(app, facts)
  referencePages(readDocument)(app)
}
