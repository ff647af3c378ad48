import { setTimeout as delay, setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { uuidv7 } from 'uuidv7'
import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import { lockUser, recordAuditEvent } from '../accounts/index.ts'
import type { RingForLetter } from '../mail/index.ts'
import { announceSecurity } from '../notifications/index.ts'
import { refreshSeconds } from './lifetimes.ts'
import type { SessionTokens } from './start-session.ts'
import { holdSuccessor, type PresentedToken, revokeSessions, rotatePresented } from './store.ts'
import { type AccessTokens, deriveSuccessor, hashRefreshToken } from './tokens.ts'

export type RefreshDeps = {
  db: Db
  tokens: AccessTokens
  refreshKey: Uint8Array
  graceSeconds: number
  disconnectSession: (sessionId: string, reason: string) => void
  ringForLetter: RingForLetter
}

/** How a request came in. */
export type Arrival = {
  /** How long ago it had come in whole, its body included: before that nobody waits but its sender. */
  agoMs(): number
  /** Whether its sender has opened further connections on which nothing has been said yet. */
  isFollowed(): boolean
}

export type RefreshSession = (token: string, origin: Origin, arrival: Arrival) => Promise<SessionTokens>

/** Requests of this process that present one token at the same time, and the one answer for all of them. */
type Flight = { answer: Promise<SessionTokens>; passengers: number }

/**
 * How long the successor is kept back from a crowd, so that all of it arrives before anyone is told: the larger, the longer, since a process beside this one may be as
 * busy with its part. Again for as long as more are on their way.
 */
const hold = { leastMs: 250, perPassengerMs: 10, mostMs: 1_500, timesMax: 4 }
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
 * successor was still held back, which happens when a flight has more than one passenger, or its sender has opened connections on which more of them may come.
 *
 * @throws AppError `invalid_refresh_token`.
 */
export function createRefreshSession(deps: RefreshDeps): RefreshSession {
  const flights = new Map<string, Flight>()
  return (token, origin, arrival) => {
    const tokenHash = hashRefreshToken(token)
    const running = flights.get(tokenHash)
    if (running) {
      running.passengers += 1
      return running.answer
    }
    const crowdHoldMs = () =>
      flight.passengers > 1 || arrival.isFollowed()
        ? Math.min(hold.leastMs + hold.perPassengerMs * flight.passengers, hold.mostMs)
        : 0
    const presentation = { token, tokenHash, origin, arrival, crowdHoldMs }
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
  arrival: Arrival
  /** How long the successor is to be kept back; 0 for who comes alone. */
  crowdHoldMs: () => number
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
  await holdBack(deps, presentation, presented.heldForMs)
  const { sessionId, userId, rememberMe } = presented
  return { accessToken: await deps.tokens.sign({ userId, sessionId }), refreshToken: successor, rememberMe }
}

/** Waits until the successor may be told. Who rotated it, or shares the wait, keeps it back for longer while the crowd is still coming in. */
async function holdBack(
  { db }: RefreshDeps,
  { tokenHash, arrival }: Presentation,
  heldForMs: number,
): Promise<void> {
  let remainingMs = heldForMs
  for (let holds = 1; remainingMs > 0; holds += 1) {
    await delay(remainingMs)
    const goesOn = holds < hold.timesMax && arrival.isFollowed()
    remainingMs = goesOn ? await holdSuccessor(db, tokenHash, hold.leastMs) : 0
  }
}

async function present(
  deps: RefreshDeps,
  presentation: Presentation,
  successor: string,
): Promise<PresentedToken | undefined> {
  const { tokenHash, crowdHoldMs } = presentation
  const rotate = () =>
    rotatePresented(deps.db, {
      tokenHash,
      successorId: uuidv7(),
      successorHash: hashRefreshToken(successor),
      slidingSeconds: refreshSeconds,
      holdMs: crowdHoldMs(),
    })
  const presented = await rotate()
  if (!presented) return undefined
  if (presented.rotatedNow) {
    // The crowd may have come, or grown, while the statement was under way.
    const holdMs = crowdHoldMs()
    return presented.heldForMs < holdMs
      ? { ...presented, heldForMs: await holdSuccessor(deps.db, tokenHash, holdMs) }
      : presented
  }
  // Another process has rotated it this very moment, and may be about to notice that it is not alone.
  const looksLikeReuse = !isConcurrent(presented, presentation, deps.graceSeconds)
  if (!looksLikeReuse || presented.rotatedAgoMs > justNowMs) return presented
  await delay(secondLookMs)
  return rotate()
}

function isConcurrent(presented: PresentedToken, { arrival }: Presentation, graceSeconds: number): boolean {
  const { rotatedBefore, rotatedAgoMs, heldForMs, successorRotated } = presented
  if (!rotatedBefore || heldForMs > 0) return true
  if (successorRotated) return false
  const arrivedBefore = Math.min(arrival.agoMs(), arrivedAgoMaxMs) >= rotatedAgoMs
  return arrivedBefore || rotatedAgoMs <= graceSeconds * 1000
}

/** The revocation is committed although the answer is an error. */
async function endFamily(
  deps: RefreshDeps,
  { sessionId, userId }: PresentedToken,
  origin: Origin,
): Promise<void> {
  const letterId = await deps.db.transaction(async (tx) => {
    const user = await lockUser(tx, userId)
    const ended = await revokeSessions(tx, { userId, only: sessionId }, 'reuse')
    if (ended.length === 0 || !user) return undefined
    await recordAuditEvent(tx, { userId, action: 'refresh_reuse', succeeded: false, origin })
    return announceSecurity(tx, {
      userId,
      email: user.email,
      title: 'A session was ended for your safety',
      message:
        'A sign-in token was used a second time, so we signed that device out. Change your password if this was not you.',
    })
  })
  if (letterId) deps.ringForLetter(letterId)
  deps.disconnectSession(sessionId, 'session revoked')
}

const invalid = () => new AppError('invalid_refresh_token', 'Invalid or expired refresh token')
