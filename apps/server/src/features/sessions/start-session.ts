import { uuidv7 } from 'uuidv7'
import type { Tx } from '../../platform/db/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import { endReplacedSessions } from './end-replaced-sessions.ts'
import type { HeldTokens } from './held-tokens.ts'
import { absoluteSeconds, slidingSeconds } from './lifetimes.ts'
import { insertRefreshToken, insertSession, type SessionRow } from './store.ts'
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
  input: {
    userId: string
    rememberMe: boolean
    signedInWith: SignedInWith
    isMultiFactor: boolean
    origin: Origin
    held: HeldTokens
  },
): Promise<StartedSession> {
  const { userId, rememberMe, signedInWith, isMultiFactor, origin, held } = input
  const endedSessions = await endReplacedSessions(tx, tokens, { userId, origin, held })
  const sessionId = uuidv7()
  const refreshToken = createRefreshToken()
  const { ipAddress, userAgent } = origin
  await insertSession(
    tx,
    { id: sessionId, userId, rememberMe, signedInWith, isMultiFactor, ipAddress, userAgent },
    slidingSeconds(rememberMe),
    absoluteSeconds,
  )
  await insertRefreshToken(tx, { id: uuidv7(), sessionId, tokenHash: hashRefreshToken(refreshToken) })
  const accessToken = await tokens.sign({ userId, sessionId })
  return { tokens: { accessToken, refreshToken, rememberMe }, endedSessions }
}
