import { uuidv7 } from 'uuidv7'
import type { Tx } from '../../platform/db/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import { absoluteSeconds, slidingSeconds } from './lifetimes.ts'
import { insertRefreshToken, insertSession, type SessionRow } from './store.ts'
import { type AccessTokens, createRefreshToken, hashRefreshToken } from './tokens.ts'

/** What a client holds to prove a session. */
export type SessionTokens = { accessToken: string; refreshToken: string; rememberMe: boolean }

export type SignedInWith = SessionRow['signedInWith']

/** Opens a new family of refresh tokens: every login gets one of its own (no fixation). */
export async function startSession(
  tx: Tx,
  tokens: AccessTokens,
  input: { userId: string; rememberMe: boolean; signedInWith: SignedInWith; origin: Origin },
): Promise<SessionTokens> {
  const { userId, rememberMe, signedInWith, origin } = input
  const sessionId = uuidv7()
  const refreshToken = createRefreshToken()
  const { ipAddress, userAgent } = origin
  await insertSession(
    tx,
    { id: sessionId, userId, rememberMe, signedInWith, ipAddress, userAgent },
    slidingSeconds(rememberMe),
    absoluteSeconds,
  )
  await insertRefreshToken(tx, { id: uuidv7(), sessionId, tokenHash: hashRefreshToken(refreshToken) })
  return { accessToken: await tokens.sign({ userId, sessionId }), refreshToken, rememberMe }
}
