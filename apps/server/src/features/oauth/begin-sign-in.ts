import type { Db } from '../../platform/db/index.ts'
import type { Provider } from './provider.ts'
import type { States } from './state.ts'
import { insertTransaction } from './store.ts'

export type BeginSignInDeps = { db: Db; states: States }

export type SignInStart = {
  provider: Provider
  browserSecret: string
  frontendOrigin: string
  redirectPath: string
  /** The session that asks to link; null for a sign-in. */
  linkSessionId: string | null
}

/** How long a user may take at the provider. */
export const signInSeconds = 10 * 60

/**
 * Starts a sign-in, or the linking of an account. The provider is called first, so that nothing is stored
 * when it cannot be reached.
 *
 * @returns the URL for the browser.
 * @throws OauthFailure `server_error` when the provider cannot be reached.
 */
export async function beginSignIn({ db, states }: BeginSignInDeps, start: SignInStart): Promise<string> {
  const { provider, browserSecret, ...transaction } = start
  const secrets = states.issue(provider.name, browserSecret)
  const url = await provider.authorizationUrl(secrets)
  await insertTransaction(
    db,
    { ...transaction, provider: provider.name, stateHash: secrets.stateHash },
    signInSeconds,
  )
  return url.href
}
