import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { ProviderName } from './tables.ts'

/**
 * The values of one sign-in in progress. They are not stored: all of them are derived from the state and the
 * server's key.
 */
export type SignInSecrets = {
  /** Goes to the provider and returns (RFC 6749, section 10.12). */
  state: string
  /** Proves to the provider that the code is ours (RFC 7636). */
  codeVerifier: string
  /** Returned inside the ID token (OpenID Connect Core, section 3.1.2.1). */
  nonce: string
  /** The key of the sign-in in the database. */
  stateHash: string
}

/** States: a random part, and a signature that binds it to one provider and one browser. */
export type States = {
  issue(provider: ProviderName, browserSecret: string): SignInSecrets
  /** @returns undefined unless this service issued the state for this provider and this browser. */
  open(
    provider: ProviderName,
    browserSecret: string | undefined,
    state: string | null,
  ): SignInSecrets | undefined
}

const secretBytes = 32
const secretPattern = /^[A-Za-z0-9_-]{43}$/

export const createBrowserSecret = () => randomBytes(secretBytes).toString('base64url')

export const isBrowserSecret = (text: string | undefined): text is string =>
  text !== undefined && secretPattern.test(text)

export function createStates(key: Uint8Array): States {
  // The purpose comes first, so that no value of one kind can be used as another.
  const derive = (purpose: string, ...parts: string[]) =>
    createHmac('sha256', key)
      .update([purpose, ...parts].join('\n'))
      .digest('base64url')

  function secretsOf(provider: ProviderName, browserSecret: string, random: string): SignInSecrets {
    return {
      state: `${random}.${derive('state', provider, random, browserSecret)}`,
      codeVerifier: derive('code-verifier', provider, random),
      nonce: derive('nonce', provider, random),
      stateHash: createHash('sha256').update(random).digest('hex'),
    }
  }

  return {
    issue: (provider, browserSecret) =>
      secretsOf(provider, browserSecret, randomBytes(secretBytes).toString('base64url')),
    open(provider, browserSecret, state) {
      const random = state?.split('.')[0]
      if (!isBrowserSecret(browserSecret) || !state || !random || !secretPattern.test(random))
        return undefined
      const secrets = secretsOf(provider, browserSecret, random)
      return areEqual(state, secrets.state) ? secrets : undefined
    },
  }
}

function areEqual(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
