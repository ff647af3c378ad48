import type { Db, Tx } from '../../platform/db/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import { lockUser, lockUserWithEmail, recordAuditEvent, type UserRow, updateUser } from '../accounts/index.ts'
import type { EnqueueEmail } from '../mail/index.ts'
import {
  type AccessTokens,
  type HeldTokens,
  type SecondFactorTicket,
  type SessionTokens,
  type SignInRules,
  startSession,
} from '../sessions/index.ts'
import { createAccount, type NewAccounts } from './create-account.ts'
import { decideSignIn, followAvatar } from './decision.ts'
import { OauthFailure } from './failure.ts'
import type { Identity } from './identity.ts'
import { type EndProgramAccess, type JoinRules, joinAccount } from './join-account.ts'
import type { ProviderSignIn } from './provider-sign-in.ts'
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
  endProgramAccess: EndProgramAccess
  /** Counts a new account for its network address. @returns whether it may be created. */
  mayCreate: (origin: Origin) => Promise<boolean>
  disconnectSession: (sessionId: string, reason: string) => void
  enqueueEmail: EnqueueEmail
}

/** A user who signs in, with the session tokens of the browser. */
export type ProviderSignInWithSession = ProviderSignIn & { held: HeldTokens }

/** The account, and what remains to be done after the commit. */
type Entry = {
  userId: string
  email: string
  passwordHash: string | null
  isNew?: true
  emailId?: string
  endedSessions?: string[]
}

/**
 * Starts a session for the user: in their account, in the account that has their address, or in a new one. It
 * replaces the session that the browser held. Everything happens in one transaction. If the account has a
 * second factor, its ticket is created instead of the session.
 *
 * @throws OauthFailure `no_user`, `email_unverified`, `oauth_failed`, `account_suspended`, `rate_limited`:
 * nothing was changed.
 */
export async function signIn(
  deps: SignInDeps,
  signIn: ProviderSignInWithSession,
): Promise<SessionTokens | SecondFactorTicket> {
  // New accounts are counted outside of a transaction, because the count may be stored elsewhere. If the user
  // has an account by now, as after a parallel first sign-in, nothing is counted.
  const known = await openSession(deps, signIn, undefined)
  if (known) return known
  if (!(await deps.mayCreate(signIn.origin)))
    throw new OauthFailure('rate_limited', 'too many new accounts from this address')
  const created = await openSession(deps, signIn, deps.accounts)
  if (created) return created
  throw new OauthFailure('oauth_failed', 'the address is reserved for the account that had it recently')
}

/** @param accounts undefined: no account may be created. @returns undefined when the user has none. */
async function openSession(
  deps: SignInDeps,
  signIn: ProviderSignInWithSession,
  accounts: NewAccounts | undefined,
): Promise<SessionTokens | SecondFactorTicket | undefined> {
  const { provider, identity, origin, held, deviceHash } = signIn
  const opened = await deps.db.transaction(async (tx) => {
    await lockProviderAccount(tx, provider, identity.id)
    const { endProgramAccess } = deps
    const { signupGrants } = deps.accounts
    const entry = await enterAccount(tx, { signupGrants, endProgramAccess }, accounts, signIn)
    if (!entry) return undefined
    const { userId, email, passwordHash, endedSessions = [] } = entry
    const shown = { userId, rememberMe: false, signedInWith: provider }
    const ticket = await deps.rules.askSecondFactor(tx, { ...shown, passwordHash })
    if (ticket) return { proof: ticket, emailIds: [entry.emailId], endedSessions }
    const details = { provider }
    if (!entry.isNew)
      await recordAuditEvent(tx, { userId, action: 'log_in', succeeded: true, origin, details })
    const noticeId = await deps.rules.recordSignIn(tx, { userId, email, deviceHash, origin })
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
 * The second round is for an address that somebody took between the query and the insert: it has an owner
 * then.
 */
async function enterAccount(
  tx: Tx,
  joining: JoinRules,
  accounts: NewAccounts | undefined,
  signIn: ProviderSignIn,
): Promise<Entry | undefined> {
  const { provider, identity } = signIn
  for (let round = 1; round <= 2; round += 1) {
    const { user, account } = await findOwner(tx, provider, identity)
    if (user?.suspendedAt) throw new OauthFailure('account_suspended', 'the account is suspended')
    if (user && account) {
      await returnTo(tx, user, account, signIn)
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
      const joined = await joinAccount(tx, joining, user, decision.kind === 'claim', signIn)
      return { ...joined, email: user.email }
    }
    const created = accounts && (await createAccount(tx, accounts, signIn))
    if (created) return { ...created, passwordHash: null, isNew: true }
  }
  return undefined
}

/**
 * The user that is linked to the provider account, or else the user with the address. The user's row is
 * locked, so what was read is valid until the commit.
 */
async function findOwner(
  tx: Tx,
  provider: ProviderName,
  { id, email }: Identity,
): Promise<{ user?: UserRow; account?: OauthAccountRow }> {
  const known = await findOauthAccount(tx, provider, id)
  if (known) {
    const user = await lockUser(tx, known.userId)
    // The previous holder of the row may have unlinked the account.
    const account = await findOauthAccount(tx, provider, id)
    if (user && account) return { user, account }
  }
  const user = email === null ? undefined : await lockUserWithEmail(tx, email)
  return user ? { user } : {}
}

async function returnTo(
  tx: Tx,
  user: UserRow,
  account: OauthAccountRow,
  { identity }: ProviderSignIn,
): Promise<void> {
  const { email, avatar } = identity
  await touchOauthAccount(tx, account.id, { email, avatar })
  const followed = followAvatar(user.avatar, account.avatar, avatar)
  if (followed !== undefined) await updateUser(tx, user.id, { avatar: followed })
}
