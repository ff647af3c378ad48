import { uuidv7 } from 'uuidv7'
import type { Tx } from '../../platform/db/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import { endReplacedSessions } from './end-replaced-sessions.ts'
import type { HeldTokens } from './held-tokens.ts'
import { slidingSeconds } from './lifetimes.ts'
import { insertSession, type NewSession } from './new-session-store.ts'
import type { SessionRow } from './store.ts'
import { type AccessTokens, createRefreshToken, hashRefreshToken } from './tokens.ts'

/** What a client holds to prove a session. */
export type SessionTokens = { accessToken: string; refreshToken: string; rememberMe: boolean }

export type StartedSession = {
  tokens: SessionTokens
  /** Ids of the sessions that it replaced: their sockets are closed after the commit. */
  endedSessions: string[]
}

export type SignedInWith = SessionRow['signedInWith']

/**
 * Starts a new family of refresh tokens: every login gets its own (no fixation). It ends the session that the
 * browser held until now and, if the user has the maximum of sessions, the least recently used one. The
 * caller has locked the user's row, so parallel logins of a user run one after the other.
 */
export async function startSession(
  tx: Tx,
  tokens: AccessTokens,
  input: ShownSignIn & { origin: Origin; held: HeldTokens },
): Promise<StartedSession> {
  const { origin, held, ...shown } = input
  const endedSessions = await endReplacedSessions(tx, tokens, { userId: shown.userId, origin, held })
  const { session, issued } = createSession(tokens, shown, origin)
  await insertSession(tx, session)
  return { tokens: issued, endedSessions }
}

type ShownSignIn = { userId: string; rememberMe: boolean; signedInWith: SignedInWith; isMultiFactor: boolean }

/** A new session with its first tokens, and what the database stores of them. */
export function createSession(
  tokens: AccessTokens,
  shown: ShownSignIn,
  { ipAddress, userAgent }: Origin,
): { session: NewSession; issued: SessionTokens } {
  const { userId, rememberMe } = shown
  const id = uuidv7()
  const refreshToken = createRefreshToken()
  return {
    session: {
      ...shown,
      ...{ id, ipAddress, userAgent, slidingSeconds: slidingSeconds(rememberMe) },
      ...{ tokenId: uuidv7(), tokenHash: hashRefreshToken(refreshToken) },
    },
    issued: { accessToken: tokens.sign({ userId, sessionId: id }), refreshToken, rememberMe },
  }
}
