import { type Db, isUnavailable } from '../../platform/db/index.ts'
import type { Caller, Origin } from '../../platform/http/index.ts'
import { recordAuditEvent } from '../accounts/index.ts'
import type { HeldTokens, SecondFactorTicket, SessionTokens } from '../sessions/index.ts'
import { checkAddress } from './decision.ts'
import { OauthFailure } from './failure.ts'
import { readIdentity } from './identity.ts'
import { linkAccount } from './link-account.ts'
import type { Provider } from './provider.ts'
import { type SignInDeps, signIn } from './sign-in.ts'
import type { SignInSecrets, States } from './state.ts'
import { type TakenTransaction, takeTransaction } from './store.ts'

export type FinishSignInDeps = { states: States; signIn: SignInDeps }

export type Callback = {
  provider: Provider
  /** What the browser brought back from the provider. */
  answer: URLSearchParams
  browserSecret: string | undefined
  /** Who is signed in in this browser. */
  findCaller: () => Promise<Caller | undefined>
  /** The session tokens of the browser. */
  held: HeldTokens
  origin: Origin
  /** See `keepDevice`. */
  deviceHash: string
}

export type FinishedSignIn = {
  /** Undefined when it is not known which front end the user came from. */
  frontendOrigin?: string
} & ({ redirectPath: string; proof?: SessionTokens | SecondFactorTicket } | { failure: unknown })

/**
 * Finishes a sign-in, or the linking of an account, when the user returns from the provider. It never throws:
 * the path of the front end is known even if the sign-in failed.
 */
export async function finishSignIn(deps: FinishSignInDeps, callback: Callback): Promise<FinishedSignIn> {
  let frontendOrigin: string | undefined
  try {
    const secrets = openState(deps.states, callback)
    const transaction = await takeTransaction(deps.signIn.db, callback.provider.name, secrets.stateHash)
    frontendOrigin = transaction?.frontendOrigin
    if (!transaction?.alive) throw new OauthFailure('oauth_state', 'the sign-in is over')
    const proof = await finish(deps.signIn, callback, transaction, secrets)
    return { frontendOrigin, redirectPath: transaction.redirectPath, proof }
  } catch (failure) {
    return { frontendOrigin, failure }
  }
}

/** A state that was not signed for this browser is refused here, before any database query. */
function openState(states: States, { provider, answer, browserSecret }: Callback): SignInSecrets {
  const names = [...answer.keys()]
  const secrets = states.open(provider.name, browserSecret, answer.get('state'))
  // A parameter that occurs twice could mean one thing to us and another to the library.
  if (!secrets || new Set(names).size < names.length)
    throw new OauthFailure('oauth_state', 'the state is not of a sign-in that this browser began')
  return secrets
}

async function finish(
  deps: SignInDeps,
  callback: Callback,
  { linkSessionId }: TakenTransaction,
  secrets: SignInSecrets,
): Promise<SessionTokens | SecondFactorTicket | undefined> {
  const { provider, answer, origin, deviceHash } = callback
  const caller = linkSessionId === null ? undefined : await callback.findCaller()
  if (linkSessionId !== null && caller?.sessionId !== linkSessionId)
    throw new OauthFailure('oauth_state', 'the session that asked to link is not the one in this browser')
  try {
    const identity = readIdentity(await provider.identify(answer, secrets))
    checkAddress(provider.name, identity)
    const verified = { provider: provider.name, identity, origin, deviceHash }
    if (!caller) return await whenNotBusy(() => signIn(deps, { ...verified, held: callback.held }))
    await whenNotBusy(() => linkAccount(deps, caller, verified))
    return undefined
  } catch (failure) {
    if (failure instanceof OauthFailure) await recordFailure(deps.db, failure, caller, callback)
    throw failure
  }
}

const attemptsMax = 3

/**
 * The code has been used by now, so retry while the database is busy, instead of sending the user back to the
 * start.
 */
async function whenNotBusy<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (attempt === attemptsMax || !isUnavailable(error)) throw error
    }
  }
}

async function recordFailure(
  db: Db,
  { code }: OauthFailure,
  caller: Caller | undefined,
  { provider, origin }: Callback,
): Promise<void> {
  await recordAuditEvent(db, {
    userId: caller?.userId ?? null,
    action: caller ? 'provider_linked' : 'log_in',
    succeeded: false,
    origin,
    details: { provider: provider.name, reason: code },
  })
}
