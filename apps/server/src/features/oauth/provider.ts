import type { ProviderAnswer } from './identity.ts'
import type { SignInSecrets } from './state.ts'
import type { ProviderName } from './tables.ts'

/** Somewhere that people have accounts. An adapter turns its vendor's errors into `OauthFailure`. */
export type Provider = {
  readonly name: ProviderName
  /** Where the person is sent. */
  authorizationUrl(secrets: SignInSecrets): Promise<URL>
  /**
   * Redeems the code for what the provider says about the person; its tokens are forgotten at the end.
   *
   * @param answer parameters that the browser brought back.
   */
  identify(answer: URLSearchParams, secrets: SignInSecrets): Promise<ProviderAnswer>
}

export type Providers = Partial<Record<ProviderName, Provider>>

/** How long a provider may take over one answer. */
export const providerTimeoutSeconds = 5

/** Plain http would show codes and secrets to the network: it is for providers on this machine only. */
export function isPlainLoopback(url: URL): boolean {
  return url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
}

/** The callback as the browser reached it, by the name that the provider knows. */
export function callbackUrl(redirectUri: string, answer: URLSearchParams): URL {
  const url = new URL(redirectUri)
  url.search = answer.toString()
  return url
}
