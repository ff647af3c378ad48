import { createPrivateKey } from 'node:crypto'
import {
  type ClientMetadata,
  type Configuration,
  errors,
  interactionPolicy,
  type KoaContextWithOIDC,
  Provider,
} from 'oidc-provider'
import { isUnavailable } from '../../platform/db/index.ts'
import type { CookieOptions } from '../../platform/http/index.ts'
import type { Log } from '../../platform/log/index.ts'
import type { Outbound } from '../../platform/outbound/index.ts'
import { appScopes, createAccessTokenText } from '../api-keys/index.ts'
import { type AdapterDeps, createAdapter, TokenReusedError } from './adapter.ts'
import { bounds } from './bounds.ts'
import { deviceGrant } from './client-metadata.ts'
import { isUserActive } from './grant-store.ts'
import { paths } from './paths.ts'
import { createDocumentReader } from './read-metadata-document.ts'
import { audienceOf, resourcesAt, scopesOf, usualScopes } from './resources.ts'

export type ProviderDeps = AdapterDeps & {
  keys: { cookie: Uint8Array; signing: Uint8Array }
  outbound: Outbound
  cookies: CookieOptions
  publicUrl: () => string
  /** The origin of the web app's pages. */
  pagesUrl: () => string
  log: Log
}

/** Our own command line. It has no redirect address and no secret. */
const commandLine: ClientMetadata = {
  client_id: 'chatsvg-cli',
  client_name: 'chatSVG command line',
  grant_types: [deviceGrant, 'refresh_token'],
  response_types: [],
  redirect_uris: [],
  token_endpoint_auth_method: 'none',
}

export const ownClients: readonly string[] = [commandLine.client_id]

/** The library with our accounts, storage and rules. */
export function openProvider(deps: ProviderDeps): Provider {
  const { origin: issuer, host, protocol } = new URL(deps.publicUrl())
  // Addresses in answers are those of the service, whatever the request says.
  const ownAddress = { 'x-forwarded-host': host, 'x-forwarded-proto': protocol.slice(0, -1) }
  const provider = new Provider(issuer, configure(deps))
  provider.proxy = true
  // Tokens have the form of keys, so that they are found where keys are, and by scanners for leaked secrets.
  Object.assign(provider.AccessToken.prototype, {
    generateTokenId(this: { format: string }) {
      this.format = 'opaque'
      return createAccessTokenText()
    },
  })
  provider.on('server_error', (ctx: KoaContextWithOIDC, err: Error) => answerFault(ctx, err, deps.log))
  // Koa writes to the standard error without a listener.
  const { on }: NodeJS.EventEmitter = provider
  on.call(provider, 'error', (err: Error) => deps.log.warn({ err }, 'a request for authorization failed'))
  provider.use(async (ctx, next) => {
    Object.assign(ctx.req.headers, ownAddress)
    if (ctx.path === paths.authorization && ctx.query.scope === undefined)
      ctx.query = { ...ctx.query, scope: usualScopes.join(' ') }
    await next()
    await finish(ctx as KoaContextWithOIDC, deps)
  })
  return provider
}

function configure(deps: ProviderDeps): Configuration {
  const { db, keys, outbound, cookies, publicUrl, pagesUrl } = deps
  const resources = resourcesAt(publicUrl())
  const cookie = { httpOnly: true, secure: cookies.secure, sameSite: 'lax', signed: true } as const
  return {
    adapter: (name: string) => createAdapter(deps, name),
    clients: [commandLine],
    clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post'],
    // The endpoints of programs read no cookies.
    clientBasedCORS: () => true,
    clientDefaults: { id_token_signed_response_alg: 'EdDSA' },
    cookies: {
      keys: [Buffer.from(keys.cookie).toString('base64url')],
      names: { session: 'oauth-session', interaction: 'oauth-request', resume: 'oauth-resume' },
      long: cookie,
      short: cookie,
    },
    enabledJWA: { idTokenSigningAlgValues: ['EdDSA'] },
    expiresWithSession: () => false,
    extraTokenClaims: () => undefined,
    features: {
      clientIdMetadataDocument: {
        enabled: true,
        ack: 'draft-02',
        allowFetch: (_ctx, url) => url.length <= bounds.urlCharsMax && outbound.mayCall(url),
        cacheDuration: { min: bounds.metadataSeconds, max: bounds.metadataSeconds },
      },
      deviceFlow: { enabled: true, charset: 'base-20', mask: '****-****', deviceInfo: () => ({}) },
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: (_ctx, _client, oneOf) => (Array.isArray(oneOf) ? (oneOf[0] ?? '') : resources.api),
        useGrantedResource: () => true,
        getResourceServerInfo(_ctx, identifier) {
          const audience = audienceOf(resources, identifier)
          if (!audience) throw new errors.InvalidTarget()
          return { audience, scope: scopesOf[audience].join(' '), accessTokenFormat: 'opaque' }
        },
      },
      revocation: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => client.clientId === token.clientId,
      },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
    },
    fetch: createDocumentReader(outbound),
    findAccount: async (_ctx, id) =>
      (await isUserActive(db, id)) ? { accountId: id, claims: async () => ({ sub: id }) } : undefined,
    interactions: {
      policy: [askEveryTime()],
      // A path of its own for each request: so is that of the cookie that ties it to the browser.
      url: (_ctx, { uid }) => `${publicUrl()}/api/oauth/requests/${uid}`,
    },
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    jwks: { keys: [signingKey(keys.signing)] },
    async loadExistingGrant(ctx) {
      const appId = ctx.oidc.result?.consent?.grantId
      return appId === undefined ? undefined : ctx.oidc.provider.Grant.find(appId)
    },
    pkce: { required: () => true },
    renderError(ctx, { error }) {
      ctx.redirect(`${pagesUrl()}/oauth/consent?${new URLSearchParams({ error })}`)
    },
    responseTypes: ['code'],
    rotateRefreshToken: true,
    routes: {
      authorization: paths.authorization,
      code_verification: paths.device,
      device_authorization: paths.deviceAuthorization,
      jwks: paths.keys,
      revocation: paths.revocation,
      token: paths.token,
    },
    scopes: [],
    ttl: {
      AccessToken: bounds.accessTokenSeconds,
      AuthorizationCode: bounds.codeSeconds,
      DeviceCode: bounds.deviceSeconds,
      Grant: bounds.refreshTokenSeconds,
      IdToken: bounds.codeSeconds,
      Interaction: bounds.requestSeconds,
      RefreshToken: bounds.refreshTokenSeconds,
      Session: bounds.requestSeconds,
    },
  }
}

/** Nothing is allowed without a decision, also if the same program was allowed the same before. */
function askEveryTime() {
  const { Check, Prompt } = interactionPolicy
  const isMissing = (ctx: KoaContextWithOIDC) =>
    ctx.oidc.result?.consent?.grantId === undefined ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT
  return new Prompt(
    { name: 'consent', requestable: true },
    new Check('not_decided', 'nobody has decided yet', 'consent_required', isMissing),
  )
}

/** Ed25519 (RFC 8032) with this seed. No token is signed with it; clients may ask for the public key. */
function signingKey(seed: Uint8Array) {
  const pkcs8Beginning = Buffer.from('302e020100300506032b657004220420', 'hex')
  const key = createPrivateKey({
    key: Buffer.concat([pkcs8Beginning, seed]),
    format: 'der',
    type: 'pkcs8',
  }).export({ format: 'jwk' })
  return { ...key, use: 'sig', alg: 'EdDSA' }
}

/** Stores what the library has decided, before its answer is sent. */
async function finish(ctx: KoaContextWithOIDC, { contexts, revokeApp, log }: ProviderDeps): Promise<void> {
  if (ctx.path === paths.metadata) describeAsOauth(ctx)
  // The library's session is not stored, so its cookie would only be in the way.
  const cookies = [ctx.response.headers['set-cookie'] ?? []].flat().map(String)
  const useful = cookies.filter((cookie) => !cookie.startsWith('oauth-session'))
  if (useful.length > 0) ctx.set('set-cookie', useful)
  else ctx.remove('set-cookie')
  try {
    await contexts.flush()
  } catch (err) {
    if (!(err instanceof TokenReusedError)) return answerFault(ctx, err, log)
    if (err.appId) await revokeApp(err.appId)
    await contexts.flush()
    const { error, error_description } = new errors.InvalidGrant('used twice')
    ctx.status = 400
    ctx.body = { error, error_description }
  }
}

/** The library describes a server of OpenID Connect; ours gives nobody an ID token. */
function describeAsOauth(ctx: KoaContextWithOIDC): void {
  const described = Object.entries(ctx.body as object).filter(
    ([name]) => !/^(?:claims|id_token|subject)_/.test(name),
  )
  ctx.body = {
    ...Object.fromEntries(described),
    registration_endpoint: `${ctx.oidc.issuer}${paths.registration}`,
    // Our Content-Security-Policy runs no script, which `form_post` needs.
    response_modes_supported: ['query', 'fragment'],
    scopes_supported: appScopes,
  }
}

function answerFault(ctx: KoaContextWithOIDC, err: unknown, log: Log): void {
  const isTemporary = isUnavailable(err)
  if (isTemporary) ctx.set('retry-after', '1')
  else log.error({ err }, 'a request for authorization failed')
  ctx.status = isTemporary ? 503 : 500
  ctx.body = { error: isTemporary ? 'temporarily_unavailable' : 'server_error' }
}
