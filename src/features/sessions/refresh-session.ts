import { setTimeout as delay, setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { uuidv7 } from 'uuidv7'
import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import { lockUser, recordAuditEvent } from '../accounts/index.ts'
import type { RingForLetter } from '../mail/index.ts'
import { announceSecurity } from '../notifications/index.ts'
import { createDatabaseClock, type DatabaseClock } from './database-clock.ts'
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
  /**
   * When it had come in whole, its body included, on the clock of `performance.now()`: before that nobody
   * waits but its sender.
   */
  atMs: number
  /** Whether its sender has opened further connections on which nothing has been said yet. */
  isFollowed(): boolean
}

export type RefreshSession = (token: string, origin: Origin, arrival: Arrival) => Promise<SessionTokens>

/** Requests of this process that present one token at the same time, and the one answer for all of them. */
type Flight = { answer: Promise<SessionTokens>; passengers: number }

/**
 * How long the successor is kept back from a crowd, so that all of it arrives before anyone is told: the
 * larger, the longer, since a process beside this one may be as busy with its part. Again for as long as more
 * are on their way.
 */
const hold = {
  leastMs: 250,
  perPassengerMs: 10,
  mostMs: 1_500,
  timesMax: 6,
  decideMs: 60,
  decideTurns: 5,
}
/** A rotation as young as this is looked at twice before it makes a reuse. */
const justNowMs = 100
const secondLookMs = 30
/** No request waits longer for its turn than the pool lets it. */
const waitMaxMs = 2_000

/**
 * Rotates refresh tokens (RFC 9700, section 4.14.2). Requests with one token that are truly concurrent are
 * given one successor; a token that comes again after its rotation was answered is reuse, and ends the whole
 * session.
 *
 * Concurrent means: nobody had been told the successor when the request came in. That is so if it found the
 * row unrotated and then waited for its lock, if it shared a flight in this process, if it came in before the
 * rotation although its turn came later, or if the successor was still held back, which happens when a flight
 * has more than one passenger, or its sender has opened connections on which more of them may come.
 *
 * @throws AppError `invalid_refresh_token`.
 */
export function createRefreshSession(deps: RefreshDeps): RefreshSession {
  const flights = new Map<string, Flight>()
  const clock = createDatabaseClock()
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
    const countPassengers = () => flight.passengers
    const presentation = { token, tokenHash, origin, arrival, crowdHoldMs, countPassengers, clock }
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
  countPassengers: () => number
  clock: DatabaseClock
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

/**
 * Waits until the successor may be told. While the crowd is still coming in, it is kept back for longer; that
 * is decided a little before the end, and after what lay unread was read, so that nobody of the crowd falls
 * between two waits.
 */
async function holdBack(
  { db }: RefreshDeps,
  { tokenHash, arrival, countPassengers }: Presentation,
  heldForMs: number,
): Promise<void> {
  let untilMs = performance.now() + heldForMs
  let passengers = countPassengers()
  for (let holds = 1; untilMs > performance.now(); holds += 1) {
    await delay(untilMs - performance.now() - hold.decideMs)
    for (let turn = 0; turn < hold.decideTurns; turn += 1) await turnOfTheLoop()
    const isComing = countPassengers() > passengers || arrival.isFollowed()
    passengers = countPassengers()
    if (isComing && holds < hold.timesMax) {
      const heldMs = await holdSuccessor(db, tokenHash, hold.leastMs)
      untilMs = performance.now() + heldMs
    } else await delay(untilMs - performance.now())
  }
}

async function present(
  deps: RefreshDeps,
  presentation: Presentation,
  successor: string,
): Promise<PresentedToken | undefined> {
  const { tokenHash, crowdHoldMs, clock } = presentation
  const rotate = async () => {
    const askedAtMs = performance.now()
    const presented = await rotatePresented(deps.db, {
      tokenHash,
      successorId: uuidv7(),
      successorHash: hashRefreshToken(successor),
      slidingSeconds: refreshSeconds,
      holdMs: crowdHoldMs(),
    })
    if (presented) clock.observe(askedAtMs, performance.now(), presented.nowMs)
    return presented
  }
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
  if (!looksLikeReuse || presented.nowMs - presented.rotatedAtMs > justNowMs) return presented
  await delay(secondLookMs)
  return rotate()
}

function isConcurrent(
  presented: PresentedToken,
  { arrival, clock }: Presentation,
  graceSeconds: number,
): boolean {
  const { rotatedBefore, rotatedAtMs, nowMs, heldForMs, successorRotated } = presented
  if (!rotatedBefore || heldForMs > 0) return true
  if (successorRotated) return false
  const arrivedBefore = Math.max(arrival.atMs, performance.now() - waitMaxMs) <= clock.earliest(rotatedAtMs)
  return arrivedBefore || nowMs - rotatedAtMs <= graceSeconds * 1000
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
