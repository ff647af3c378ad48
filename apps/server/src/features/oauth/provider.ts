import { rememberFor } from '../../platform/async/index.ts'
import type { ProviderAnswer } from './identity.ts'
import type { SignInSecrets } from './state.ts'
import type { ProviderName } from './tables.ts'

/** An identity provider. An adapter translates its vendor's errors into `OauthFailure`. */
export type Provider = {
  readonly name: ProviderName
  /** The URL for the browser. */
  authorizationUrl(secrets: SignInSecrets): Promise<URL>
  /**
   * Exchanges the code for the provider's claims about the user; the tokens are not kept.
   *
   * @param answer parameters that the browser brought back.
   */
  identify(answer: URLSearchParams, secrets: SignInSecrets): Promise<ProviderAnswer>
}

/** Loads an adapter with its library at the first sign-in. */
export function loadAtFirstUse(name: ProviderName, load: () => Promise<Provider>): Provider {
  const provider = rememberFor(Number.POSITIVE_INFINITY, load)
  return {
    name,
    authorizationUrl: async (secrets) => (await provider()).authorizationUrl(secrets),
    identify: async (answer, secrets) => (await provider()).identify(answer, secrets),
  }
}

export type Providers = Partial<Record<ProviderName, Provider>>

/** How long a provider may take for one answer. */
export const providerTimeoutSeconds = 5

/** Plain http would expose codes and secrets on the network, so it is only for providers on this machine. */
export function isPlainLoopback(url: URL): boolean {
  return url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
}

/** The callback URL as the browser requested it, with the host name that is registered at the provider. */
export function callbackUrl(redirectUri: string, answer: URLSearchParams): URL {
  const url = new URL(redirectUri)
  url.search = answer.toString()
  return url
}
