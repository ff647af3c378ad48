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
  /** The session that asks to link; null when somebody signs in. */
  linkSessionId: string | null
}

/** How long a person may take at the provider. */
export const signInSeconds = 10 * 60

/**
 * Begins a sign-in, or the linking of an account. The provider comes first, so that one that is away leaves
 * nothing behind.
 *
 * @returns where the browser goes now.
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
