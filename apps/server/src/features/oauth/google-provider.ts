import * as openid from 'openid-client'
import { rememberFor } from '../../platform/async/index.ts'
import type { ProviderAnswer } from './identity.ts'
import { callbackUrl, isPlainLoopback, type Provider, providerTimeoutSeconds } from './provider.ts'
import { translateError, unreachable } from './translate-error.ts'

export type GoogleSettings = {
  clientId: string
  clientSecret: string
  redirectUri?: string
  issuerUrl: string
}

/** Google, or the OpenID provider at the issuer's URL. */
export function createGoogleProvider(settings: GoogleSettings, redirectUri: () => string): Provider {
  const discover = rememberFor(Number.POSITIVE_INFINITY, () =>
    discoverProvider(settings).catch((error: unknown) => {
      throw unreachable(error)
    }),
  )

  return {
    name: 'google',
    async authorizationUrl({ state, nonce, codeVerifier }) {
      return openid.buildAuthorizationUrl(await discover(), {
        redirect_uri: redirectUri(),
        scope: 'openid email profile',
        state,
        nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      })
    },
    async identify(answer, { state, nonce, codeVerifier }) {
      const configuration = await discover()
      try {
        const tokens = await openid.authorizationCodeGrant(
          configuration,
          callbackUrl(redirectUri(), answer),
          {
            expectedState: state,
            expectedNonce: nonce,
            pkceCodeVerifier: codeVerifier,
            idTokenExpected: true,
          },
        )
        return await readClaims(configuration, tokens)
      } catch (error) {
        throw translateError(error)
      }
    },
  }
}

async function discoverProvider({
  issuerUrl,
  clientId,
  clientSecret,
}: GoogleSettings): Promise<openid.Configuration> {
  const issuer = new URL(issuerUrl)
  const execute = [
    // Without this the library relies on TLS and does not check the ID token's signature.
    openid.enableNonRepudiationChecks,
    ...(isPlainLoopback(issuer) ? [openid.allowInsecureRequests] : []),
  ]
  const options = { execute, timeout: providerTimeoutSeconds }
  return openid.discovery(issuer, clientId, undefined, authenticateClient(clientSecret), options)
}

/** The client authentication method that the provider lists first, of the two common ones. */
function authenticateClient(clientSecret: string): openid.ClientAuth {
  const ways = {
    client_secret_post: openid.ClientSecretPost(clientSecret),
    client_secret_basic: openid.ClientSecretBasic(clientSecret),
  }
  return (server, client, body, headers) => {
    const named = server.token_endpoint_auth_methods_supported?.find((way) => way in ways)
    return ways[(named ?? 'client_secret_basic') as keyof typeof ways](server, client, body, headers)
  }
}

/**
 * Google puts the address into the ID token; other providers return it from the userinfo endpoint, for the
 * same subject.
 */
async function readClaims(
  configuration: openid.Configuration,
  tokens: Awaited<ReturnType<typeof openid.authorizationCodeGrant>>,
): Promise<ProviderAnswer> {
  const claims = tokens.claims()
  if (!claims) throw new TypeError('an ID token was required, and there is none')
  const needsUserInfo =
    claims.email === undefined && configuration.serverMetadata().userinfo_endpoint !== undefined
  const person = needsUserInfo
    ? await openid.fetchUserInfo(configuration, tokens.access_token, claims.sub)
    : claims
  return {
    id: claims.sub,
    email: person.email,
    emailVerified: person.email_verified === true,
    name: person.name,
    picture: person.picture,
  }
}
