import { setTimeout as delay, setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { uuidv7 } from 'uuidv7'
import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import { recordAuditEvent } from '../accounts/index.ts'
import { insertNotification } from '../notifications/index.ts'
import { refreshSeconds } from './lifetimes.ts'
import type { SessionTokens } from './start-session.ts'
import { holdSuccessor, type PresentedToken, revokeSession, rotatePresented } from './store.ts'
import { type AccessTokens, deriveSuccessor, hashRefreshToken } from './tokens.ts'

export type RefreshDeps = {
  db: Db
  tokens: AccessTokens
  refreshKey: Uint8Array
  graceSeconds: number
  disconnectSession: (sessionId: string, reason: string) => void
}

/** `arrivedAgoMs` tells how long ago the request had come in whole, its body included: before that nobody waits but its sender. */
export type RefreshSession = (
  token: string,
  origin: Origin,
  arrivedAgoMs: () => number,
) => Promise<SessionTokens>

/** Requests of this process that present one token at the same time, and the one answer for all of them. */
type Flight = { answer: Promise<SessionTokens>; passengers: number }

/** How long the successor is kept back when several ask at once, so that the others of the crowd arrive before anyone is told. */
const holdMs = 250
/** A rotation as young as this is looked at twice before it makes a reuse. */
const justNowMs = 100
const secondLookMs = 30
/** No request waits longer for its turn than the pool lets it. */
const arrivedAgoMaxMs = 2_000

/**
 * Rotates refresh tokens (RFC 9700, section 4.14.2). Requests with one token that are truly concurrent are given one successor; a token
 * that comes again after its rotation was answered is reuse, and ends the whole session.
 *
 * Concurrent means: nobody had been told the successor when the request came in. That is so if it found the row unrotated and then waited
 * for its lock, if it shared a flight in this process, if it came in before the rotation although its turn came later, or if the
 * successor was still held back, which happens when a flight has more than one passenger.
 *
 * @throws AppError `invalid_refresh_token`.
 */
export function createRefreshSession(deps: RefreshDeps): RefreshSession {
  const flights = new Map<string, Flight>()
  return (token, origin, arrivedAgoMs) => {
    const tokenHash = hashRefreshToken(token)
    const running = flights.get(tokenHash)
    if (running) {
      running.passengers += 1
      return running.answer
    }
    const presentation = { token, tokenHash, origin, arrivedAgoMs, isCrowd: () => flight.passengers > 1 }
    const flight: Flight = {
      passengers: 1,
      answer: refresh(deps, presentation).finally(() => flights.delete(tokenHash)),
    }
    flights.set(tokenHash, flight)
    return flight.answer
  }
}

type Presentation = {
  token: string
  tokenHash: string
  origin: Origin
  arrivedAgoMs: () => number
  isCrowd: () => boolean
}

async function refresh(deps: RefreshDeps, presentation: Presentation): Promise<SessionTokens> {
  // What has arrived by now joins the flight before it is decided whether this is a crowd.
  await turnOfTheLoop()
  const successor = deriveSuccessor(presentation.token, deps.refreshKey)
  const presented = await present(deps, presentation, successor)
  if (!presented?.alive) throw invalid()
  if (!presented.rotatedNow && !isConcurrent(presented, presentation, deps.graceSeconds)) {
    await endFamily(deps, presented, presentation.origin)
    throw invalid()
  }
  if (presented.heldForMs > 0) await delay(presented.heldForMs)
  const { sessionId, userId, rememberMe } = presented
  return { accessToken: await deps.tokens.sign({ userId, sessionId }), refreshToken: successor, rememberMe }
}

async function present(
  deps: RefreshDeps,
  presentation: Presentation,
  successor: string,
): Promise<PresentedToken | undefined> {
  const { tokenHash, isCrowd } = presentation
  const rotate = () =>
    rotatePresented(deps.db, {
      tokenHash,
      successorId: uuidv7(),
      successorHash: hashRefreshToken(successor),
      slidingSeconds: refreshSeconds,
      holdMs: isCrowd() ? holdMs : 0,
    })
  const presented = await rotate()
  if (!presented) return undefined
  if (presented.rotatedNow) {
    const crowdCameLate = presented.heldForMs <= 0 && isCrowd()
    return crowdCameLate
      ? { ...presented, heldForMs: await holdSuccessor(deps.db, tokenHash, holdMs) }
      : presented
  }
  // Another process has rotated it this very moment, and may be about to notice that it is not alone.
  const looksLikeReuse = !isConcurrent(presented, presentation, deps.graceSeconds)
  if (!looksLikeReuse || presented.rotatedAgoMs > justNowMs) return presented
  await delay(secondLookMs)
  return rotate()
}

function isConcurrent(
  presented: PresentedToken,
  { arrivedAgoMs }: Presentation,
  graceSeconds: number,
): boolean {
  const { rotatedBefore, rotatedAgoMs, heldForMs, successorRotated } = presented
  if (!rotatedBefore || heldForMs > 0) return true
  if (successorRotated) return false
  const arrivedBefore = Math.min(arrivedAgoMs(), arrivedAgoMaxMs) >= rotatedAgoMs
  return arrivedBefore || rotatedAgoMs <= graceSeconds * 1000
}

/** The revocation is committed although the answer is an error. */
async function endFamily(
  deps: RefreshDeps,
  { sessionId, userId }: PresentedToken,
  origin: Origin,
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    if (!(await revokeSession(tx, sessionId, 'reuse'))) return
    await recordAuditEvent(tx, { userId, action: 'refresh_reuse', succeeded: false, origin })
    await insertNotification(tx, {
      userId,
      type: 'ACCOUNT_SECURITY',
      title: 'A session was ended for your safety',
      message:
        'A sign-in token was used a second time, so we signed that device out. Change your password if this was not you.',
    })
  })
  deps.disconnectSession(sessionId, 'session revoked')
}

const invalid = () => new AppError('invalid_refresh_token', 'Invalid or expired refresh token')
