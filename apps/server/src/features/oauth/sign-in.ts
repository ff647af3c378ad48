import type { Db, Tx } from '../../platform/db/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import { findUserByEmail, lockUser, recordAuditEvent, type UserRow, updateUser } from '../accounts/index.ts'
import type { SignupGrants } from '../credits/index.ts'
import type { EnqueueEmail } from '../mail/index.ts'
import {
  type AccessTokens,
  type HeldTokens,
  type SecondFactorTicket,
  type SessionTokens,
  type SignInRules,
  startSession,
} from '../sessions/index.ts'
import type { Arrival } from './arrival.ts'
import { createAccount, type NewAccounts } from './create-account.ts'
import { decideSignIn, followAvatar } from './decision.ts'
import { OauthFailure } from './failure.ts'
import type { Identity } from './identity.ts'
import { joinAccount } from './join-account.ts'
import {
  findOauthAccount,
  listProviders,
  lockProviderAccount,
  type OauthAccountRow,
  touchOauthAccount,
} from './store.ts'
import type { ProviderName } from './tables.ts'

export type SignInDeps = {
  db: Db
  tokens: AccessTokens
  accounts: NewAccounts
  rules: SignInRules
  /** Counts a new account for the address that it comes from. @returns whether it may be made. */
  mayCreate: (origin: Origin) => Promise<boolean>
  disconnectSession: (sessionId: string, reason: string) => void
  enqueueEmail: EnqueueEmail
}

/** Somebody who comes to sign in, with what their browser holds of a session. */
export type SigningIn = Arrival & { held: HeldTokens }

/** Whose account it is, and what is left to do when the transaction is committed. */
type Entry = {
  userId: string
  email: string
  passwordHash: string | null
  isNew?: true
  emailId?: string
  endedSessions?: string[]
}

/**
 * Opens a session for the person: in their account, in the account that has their address, or in a new one.
 * It takes the place of the one that the browser held. All or nothing. Where the account has a second factor,
 * its ticket takes the place of the session.
 *
 * @throws OauthFailure `no_user`, `email_unverified`, `oauth_failed`, `account_suspended`, `rate_limited`:
 * nothing was changed.
 */
export async function signIn(
  deps: SignInDeps,
  arrival: SigningIn,
): Promise<SessionTokens | SecondFactorTicket> {
  // New accounts are counted outside of a transaction, since the count may be kept elsewhere. Whoever is
  // known by now, as after a first sign-in at the same moment, goes on without one.
  const known = await openSession(deps, arrival, undefined)
  if (known) return known
  if (!(await deps.mayCreate(arrival.origin)))
    throw new OauthFailure('rate_limited', 'too many new accounts from this address')
  const created = await openSession(deps, arrival, deps.accounts)
  if (created) return created
  throw new OauthFailure('oauth_failed', 'the address is held for the account that had it until lately')
}

/** @param accounts undefined: no account may be made. @returns undefined when the person has none. */
async function openSession(
  deps: SignInDeps,
  arrival: SigningIn,
  accounts: NewAccounts | undefined,
): Promise<SessionTokens | SecondFactorTicket | undefined> {
  const { provider, identity, origin, held, deviceHash } = arrival
  const opened = await deps.db.transaction(async (tx) => {
    await lockProviderAccount(tx, provider, identity.id)
    const entry = await enterAccount(tx, deps.accounts.signupGrants, accounts, arrival)
    if (!entry) return undefined
    const { userId, email, passwordHash, endedSessions = [] } = entry
    const shown = { userId, rememberMe: false, signedInWith: provider }
    const ticket = await deps.rules.askSecondFactor(tx, { ...shown, passwordHash })
    if (ticket) return { proof: ticket, emailIds: [entry.emailId], endedSessions }
    const details = { provider }
    if (!entry.isNew)
      await recordAuditEvent(tx, { userId, action: 'log_in', succeeded: true, origin, details })
    const noticeId = await deps.rules.noteSignIn(tx, { userId, email, deviceHash, origin })
    const started = await startSession(tx, deps.tokens, { ...shown, isMultiFactor: false, origin, held })
    return {
      proof: started.tokens,
      emailIds: [entry.emailId, noticeId],
      endedSessions: [...endedSessions, ...started.endedSessions],
    }
  })
  if (!opened) return undefined
  for (const sessionId of opened.endedSessions) deps.disconnectSession(sessionId, 'session ended')
  for (const id of opened.emailIds) if (id) deps.enqueueEmail(id)
  return opened.proof
}

/**
 * The second round is for an address that somebody took between the question and the insert: it has a holder
 * then.
 */
async function enterAccount(
  tx: Tx,
  signupGrants: SignupGrants,
  accounts: NewAccounts | undefined,
  arrival: Arrival,
): Promise<Entry | undefined> {
  const { provider, identity } = arrival
  for (let round = 1; round <= 2; round += 1) {
    const { user, account } = await findOwner(tx, provider, identity)
    if (user?.suspendedAt) throw new OauthFailure('account_suspended', 'the account is suspended')
    if (user && account) {
      await returnTo(tx, user, account, arrival)
      return { userId: user.id, email: user.email, passwordHash: user.passwordHash }
    }
    const holder = user && {
      userId: user.id,
      emailVerified: user.emailVerifiedAt !== null,
      hasProvider: (await listProviders(tx, user.id)).includes(provider),
    }
    const decision = decideSignIn(identity, holder)
    if (decision.kind === 'refuse') throw new OauthFailure(decision.code, 'the rules of linking refuse')
    if (user) {
      const joined = await joinAccount(tx, signupGrants, user, decision.kind === 'claim', arrival)
      return { ...joined, email: user.email }
    }
    const created = accounts && (await createAccount(tx, accounts, arrival))
    if (created) return { ...created, passwordHash: null, isNew: true }
  }
  return undefined
}

/**
 * The owner of the account elsewhere, or else of the address. The user's row is locked: what was read holds
 * until the commit.
 */
async function findOwner(
  tx: Tx,
  provider: ProviderName,
  { id, email }: Identity,
): Promise<{ user?: UserRow; account?: OauthAccountRow }> {
  const known = await findOauthAccount(tx, provider, id)
  if (known) {
    const user = await lockUser(tx, known.userId)
    // Whoever had the row before may have unlinked the account.
    const account = await findOauthAccount(tx, provider, id)
    if (user && account) return { user, account }
  }
  const found = email === null ? undefined : await findUserByEmail(tx, email)
  return { user: found && (await lockUser(tx, found.id)) }
}

async function returnTo(
  tx: Tx,
  user: UserRow,
  account: OauthAccountRow,
  { identity }: Arrival,
): Promise<void> {
  const { email, avatar } = identity
  await touchOauthAccount(tx, account.id, { email, avatar })
  const followed = followAvatar(user.avatar, account.avatar, avatar)
  if (followed !== undefined) await updateUser(tx, user.id, { avatar: followed })
}
