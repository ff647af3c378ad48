import { uuidv7 } from 'uuidv7'
import type { Db, Tx } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import { recordAuditEvent } from '../accounts/index.ts'
import { insertNotification } from '../notifications/index.ts'
import { slidingSeconds } from './lifetimes.ts'
import type { SessionTokens } from './start-session.ts'
import {
  lockPresentedToken,
  type PresentedToken,
  readPresentedToken,
  revokeSession,
  rotateToken,
} from './store.ts'
import { type AccessTokens, deriveSuccessor, hashRefreshToken } from './tokens.ts'

export type RefreshDeps = {
  db: Db
  tokens: AccessTokens
  refreshKey: Uint8Array
  graceSeconds: number
  disconnectSession: (sessionId: string, reason: string) => void
}

export type RefreshSession = (
  token: string,
  origin: Origin,
  arrivedAgoMs: () => number,
) => Promise<SessionTokens>

type Outcome =
  | { kind: 'tokens'; tokens: SessionTokens }
  | { kind: 'reuse'; sessionId: string }
  | { kind: 'invalid' }

/**
 * Rotates refresh tokens (RFC 9700, section 4.14.2). Requests with one token that are truly concurrent are given one successor; a token
 * that comes again after its rotation was answered is reuse, and ends the whole session.
 *
 * Concurrent means that the request was there before the rotation committed: it saw the row unrotated and then waited for its lock, or it
 * shared the flight in this process, or it had arrived (`arrivedAgoMs`) before the rotation although its turn came later.
 *
 * @throws AppError `invalid_refresh_token`.
 */
export function createRefreshSession(deps: RefreshDeps): RefreshSession {
  const flights = new Map<string, Promise<SessionTokens>>()
  return (token, origin, arrivedAgoMs) => {
    const tokenHash = hashRefreshToken(token)
    const running = flights.get(tokenHash)
    if (running) return running
    const flight = refresh(deps, token, tokenHash, origin, arrivedAgoMs).finally(() =>
      flights.delete(tokenHash),
    )
    flights.set(tokenHash, flight)
    return flight
  }
}

async function refresh(
  deps: RefreshDeps,
  token: string,
  tokenHash: string,
  origin: Origin,
  arrivedAgoMs: () => number,
): Promise<SessionTokens> {
  // The revocation after a reuse has to be committed although the answer is an error: so the error is thrown outside.
  const outcome = await deps.db.transaction((tx) => decide(deps, tx, token, tokenHash, origin, arrivedAgoMs))
  if (outcome.kind === 'tokens') return outcome.tokens
  if (outcome.kind === 'reuse') deps.disconnectSession(outcome.sessionId, 'session revoked')
  throw new AppError('invalid_refresh_token', 'Invalid or expired refresh token')
}

async function decide(
  deps: RefreshDeps,
  tx: Tx,
  token: string,
  tokenHash: string,
  origin: Origin,
  arrivedAgoMs: () => number,
): Promise<Outcome> {
  const before = await readPresentedToken(tx, tokenHash)
  if (!before) return { kind: 'invalid' }
  const presented = await lockPresentedToken(tx, tokenHash)
  if (!presented?.alive) return { kind: 'invalid' }
  if (presented.rotated && !isConcurrent(before, presented, arrivedAgoMs(), deps.graceSeconds)) {
    await endFamily(tx, presented, origin)
    return { kind: 'reuse', sessionId: presented.sessionId }
  }
  const refreshToken = deriveSuccessor(token, deps.refreshKey)
  const { sessionId, userId, rememberMe } = presented
  if (!presented.rotated) {
    await rotateToken(tx, {
      tokenId: presented.tokenId,
      sessionId,
      successorId: uuidv7(),
      successorHash: hashRefreshToken(refreshToken),
      slidingSeconds: slidingSeconds(rememberMe),
    })
  }
  return {
    kind: 'tokens',
    tokens: { accessToken: await deps.tokens.sign({ userId, sessionId }), refreshToken, rememberMe },
  }
}

function isConcurrent(
  before: PresentedToken,
  locked: PresentedToken,
  arrivedAgoMs: number,
  graceSeconds: number,
): boolean {
  if (!before.rotated) return true
  const rotatedAgoMs = locked.rotatedAgoMs ?? 0
  return arrivedAgoMs >= rotatedAgoMs || rotatedAgoMs <= graceSeconds * 1000
}

async function endFamily(tx: Tx, { sessionId, userId }: PresentedToken, origin: Origin): Promise<void> {
  await revokeSession(tx, sessionId, 'reuse')
  await recordAuditEvent(tx, { userId, action: 'refresh_reuse', succeeded: false, origin })
  await insertNotification(tx, {
    userId,
    type: 'ACCOUNT_SECURITY',
    title: 'A session was ended for your safety',
    message:
      'A sign-in token was used a second time, so we signed that device out. Change your password if this was not you.',
  })
}
