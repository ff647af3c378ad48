import type { webcrypto } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decodeJwt, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import { type KoaContextWithOIDC, Provider } from 'oidc-provider'

/** The provider's claims about a user; an undefined claim is left out. */
export type OpenIdUser = {
  sub: string
  email?: string
  email_verified?: boolean
  name?: string
  picture?: string
}

/** `away`: connections are dropped. `slow`: never answers. */
export type Trouble = { kind: 'away' | 'slow'; at: RegExp }

/**
 * Changes to ID tokens before they are sent: other claims with the right key, another key with the same name,
 * or no signature.
 */
export type Forgery = { claims: JWTPayload } | { signedBy: 'another key' | 'nobody' | 'the client secret' }

export type OpenIdProvider = AsyncDisposable & {
  url: string
  clientId: string
  clientSecret: string
  /** The user of the next browser. */
  user: OpenIdUser
  /** Their answer when they are asked for consent. */
  denies: boolean
  trouble: Trouble | undefined
  forgery: Forgery | undefined
  /** Codes are only sent to these URLs. */
  redirectUris: Set<string>
  /** Requested paths. */
  requests: string[]
  /** Every code and token that was issued. */
  secrets: string[]
}

const clientId = 'chatsvg-at-openid'
const clientSecret = 'openid-secret-that-nobody-else-may-see'

/**
 * A real OpenID provider on loopback, whose users are always signed in.
 *
 * @param claimsIn `id_token`: as Google does it. `userinfo`: the ID token contains only the subject, and the
 * other claims have to be requested.
 */
export async function startOpenIdProvider(
  claimsIn: 'id_token' | 'userinfo' = 'id_token',
): Promise<OpenIdProvider> {
  const key = await generateKeyPair('RS256', { extractable: true })
  const other = await generateKeyPair('RS256', { extractable: true })
  const signing: JWK = { ...(await exportJWK(key.privateKey)), kid: 'signing', alg: 'RS256', use: 'sig' }
  const users = new Map<string, OpenIdUser>()

  const server = createServer((req, res) => void serve(req, res))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = createProvider(url, claimsIn, signing, users)
  provider.Client.prototype.redirectUriAllowed = (uri: string) => state.redirectUris.has(uri)
  provider.use(async (ctx, next) => {
    await next()
    if (ctx.path === '/token') await changeTokens(ctx as KoaContextWithOIDC)
  })
  const handle = provider.callback()

  async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { pathname } = new URL(req.url ?? '/', url)
    state.requests.push(pathname)
    if (state.trouble?.at.test(pathname)) {
      if (state.trouble.kind === 'away') req.socket.destroy()
      return
    }
    if (!pathname.startsWith('/interaction/')) {
      await handle(req, res)
      return
    }
    users.set(state.user.sub, state.user)
    const decided = state.denies ? { error: 'access_denied' } : { login: { accountId: state.user.sub } }
    await provider.interactionFinished(req, res, decided)
  }

  async function changeTokens(ctx: KoaContextWithOIDC): Promise<void> {
    const body = ctx.body as { id_token?: string; access_token?: string }
    if (body.id_token && state.forgery) body.id_token = await forge(body.id_token, state.forgery)
    state.secrets.push(...[body.id_token, body.access_token].filter((token) => token !== undefined))
  }

  async function forge(token: string, forgery: Forgery): Promise<string> {
    const claims = decodeJwt(token)
    if ('claims' in forgery) return sign({ ...claims, ...forgery.claims }, key.privateKey)
    if (forgery.signedBy === 'another key') return sign(claims, other.privateKey)
    if (forgery.signedBy === 'nobody') return new UnsecuredJWT(claims).encode()
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: 'signing' })
      .sign(new TextEncoder().encode(clientSecret))
  }

  const state: OpenIdProvider = {
    url,
    clientId,
    clientSecret,
    user: { sub: 'nobody' },
    denies: false,
    trouble: undefined,
    forgery: undefined,
    redirectUris: new Set(),
    requests: [],
    secrets: [],
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return state
}

function createProvider(
  url: string,
  claimsIn: 'id_token' | 'userinfo',
  signing: JWK,
  users: Map<string, OpenIdUser>,
): Provider {
  const googleLike = claimsIn === 'id_token'
  return new Provider(url, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: ['https://replaced.invalid/'],
        ...(googleLike && { token_endpoint_auth_method: 'client_secret_post' as const }),
      },
    ],
    ...(googleLike && { clientAuthMethods: ['client_secret_post', 'client_secret_basic'] as const }),
    conformIdTokenClaims: !googleLike,
    jwks: { keys: [signing] },
    cookies: { keys: ['only-for-tests'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'picture'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: async () => ({ ...users.get(sub), sub }) }),
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId,
        accountId: oidc.session?.accountId,
      })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
}

const sign = (claims: JWTPayload, key: webcrypto.CryptoKey) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'signing' }).sign(key)
