import * as openid from 'openid-client'
import { OauthFailure } from './failure.ts'
import type { ProviderAnswer } from './identity.ts'
import { callbackUrl, isPlainLoopback, type Provider, providerTimeoutSeconds } from './provider.ts'
import { translateError } from './translate-error.ts'

export type GithubSettings = {
  clientId: string
  clientSecret: string
  redirectUri?: string
  url: string
  apiUrl: string
}

type Address = { email?: unknown; primary?: unknown; verified?: unknown }

/** GitHub implements OAuth 2.0 without OpenID Connect, so its API has to be asked for the user. */
export function createGithubProvider(settings: GithubSettings, redirectUri: () => string): Provider {
  const configuration = configure(settings)
  const apiUrl = settings.apiUrl.replace(/\/+$/, '')

  async function ask(path: string, accessToken: string): Promise<Response> {
    const headers = new Headers({
      accept: 'application/vnd.github+json',
      'x-github-api-version': '2022-11-28',
    })
    return openid.fetchProtectedResource(
      configuration,
      accessToken,
      new URL(`${apiUrl}${path}`),
      'GET',
      null,
      headers,
    )
  }

  return {
    name: 'github',
    async authorizationUrl({ state, codeVerifier }) {
      return openid.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri(),
        scope: 'read:user user:email',
        state,
        code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      })
    },
    async identify(answer, { state, codeVerifier }) {
      try {
        const tokens = await openid.authorizationCodeGrant(
          configuration,
          callbackUrl(redirectUri(), answer),
          { expectedState: state, pkceCodeVerifier: codeVerifier },
        )
        const [person, addresses] = await Promise.all([
          ask('/user', tokens.access_token),
          ask('/user/emails?per_page=100', tokens.access_token),
        ])
        return await readAnswer(person, addresses)
      } catch (error) {
        throw translateError(error)
      }
    },
  }
}

function configure({ url, clientId, clientSecret }: GithubSettings): openid.Configuration {
  const base = url.replace(/\/+$/, '')
  const tokenEndpoint = `${base}/login/oauth/access_token`
  const configuration = new openid.Configuration(
    {
      // The `iss` that GitHub sends with its codes (RFC 9207).
      issuer: `${base}/login/oauth`,
      authorization_endpoint: `${base}/login/oauth/authorize`,
      token_endpoint: tokenEndpoint,
    },
    clientId,
    undefined,
    openid.ClientSecretPost(clientSecret),
  )
  configuration.timeout = providerTimeoutSeconds
  configuration[openid.customFetch] = async (address, options) => {
    const response = await fetch(address, options as RequestInit)
    return address === tokenEndpoint ? restoreStatus(response) : response
  }
  if (isPlainLoopback(new URL(base))) openid.allowInsecureRequests(configuration)
  return configuration
}

/**
 * GitHub refuses a code with status 200 and an error in the body; the standard requires 400 (RFC 6749,
 * section 5.2).
 */
async function restoreStatus(response: Response): Promise<Response> {
  if (response.status !== 200) return response
  const text = await response.text()
  const { headers } = response
  const status = isRefusal(text) ? 400 : 200
  return new Response(text, { status, headers: { 'content-type': headers.get('content-type') ?? '' } })
}

function isRefusal(text: string): boolean {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null && 'error' in body
  } catch {
    return false
  }
}

async function readAnswer(person: Response, addresses: Response): Promise<ProviderAnswer> {
  const user = (await readJson(person)) as {
    id?: unknown
    login?: unknown
    name?: unknown
    email?: unknown
    avatar_url?: unknown
  }
  // A user who does not share the addresses with us still has the public one, which proves nothing.
  const list = [403, 404].includes(addresses.status) ? [] : ((await readJson(addresses)) as Address[])
  const primary = Array.isArray(list) ? list.find((address) => address?.primary === true) : undefined
  return {
    // GitHub returns a number; our keys are text.
    id: typeof user.id === 'number' ? String(user.id) : user.id,
    email: primary?.email ?? user.email,
    emailVerified: primary?.verified === true,
    name: user.name ?? user.login,
    picture: user.avatar_url,
  }
}

async function readJson(response: Response): Promise<unknown> {
  if (response.status !== 200)
    throw new OauthFailure(
      response.status < 500 && response.status !== 429 ? 'oauth_failed' : 'server_error',
      `the provider's API answered ${response.status}`,
    )
  return (await response.json()) ?? {}
}
