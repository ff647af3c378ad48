import { setTimeout as delay } from 'node:timers/promises'
import { type Db, isUnavailable } from '../../platform/db/index.ts'
import type { Log } from '../../platform/log/index.ts'
import { MailError, type MailOutcome, type MailTransport } from '../../platform/mail/index.ts'
import { ShutdownError } from '../../platform/queue/index.ts'
import { backoffFor, type LetterRetries } from './backoff.ts'
import { composeLetter } from './compose-letter.ts'
import type { LetterWriters } from './define-letter.ts'
import type { RingForLetter } from './ring.ts'
import { type ClaimedLetter, claimLetter, countEarlierLetters, endLetter, requeueLetter } from './store.ts'

export type SendLetterDeps = {
  db: Db
  transport: Pick<MailTransport, 'send'>
  writers: LetterWriters
  ring: RingForLetter
  log: Log
  settings: SendLetterSettings
}

export type SendLetterSettings = LetterRetries & {
  /** How long a worker has the letter to itself. Longer than the job may run, or two send it. */
  claimMs: number
  attemptsMax: number
  /** Where the service is, for the foot of every letter. */
  home?: string
}

/** About an hour of attempts, or several where the other side asks for patience. */
export const letterSettings: SendLetterSettings = {
  claimMs: 90_000,
  attemptsMax: 8,
  backoffMs: 30_000,
  backoffMaxMs: 60 * 60_000,
}

const endAttemptsMax = 6
const endRetryMs = 1_000

/**
 * One attempt at a letter: claim, write, hand over, end. Safe to run twice, at once or in turn: whoever holds
 * the claim sends. A worker that dies between handing over and ending leaves a letter that is sent again,
 * with the same Message-ID or idempotency key.
 *
 * `signal` aborts when the job's time is up, which is a failed attempt, or with a ShutdownError when this
 * process has to end; then the letter goes back as if the attempt had not been, and the error is thrown on so
 * that the queue takes its entry back too.
 */
export async function sendLetter(deps: SendLetterDeps, letterId: string, signal: AbortSignal): Promise<void> {
  const { db, settings } = deps
  const claim = await claimLetter(db, letterId, settings.claimMs)
  if (!claim) {
    deps.log.debug({ letterId }, 'nothing to do for this letter')
    return
  }
  const { letter, attempts: attempt } = claim
  const log = deps.log.child({ letterId, letter, attempt })
  if (attempt > settings.attemptsMax) {
    // Every earlier worker died with it.
    if (await endLetter(db, claim, 'FAILED')) log.error('letter given up, no attempt came to an end')
    return
  }
  let outcome: MailOutcome
  try {
    outcome = await handOver(deps, claim, signal)
  } catch (error) {
    if (signal.reason instanceof ShutdownError) {
      if (await requeueLetter(db, claim, { delayMs: 0, countAttempt: false }))
        log.info('handed the letter back, because this process is stopping')
      throw signal.reason
    }
    await settleFailure(deps, claim, error, log)
    return
  }
  const isEnded = await keepEnd(db, claim, outcome === 'dropped' ? 'DROPPED' : 'SENT', log)
  log.info({ outcome, ...(!isEnded && { overtaken: true }) }, 'letter settled')
}

/** The writer gives nothing when the letter has become pointless. */
async function handOver(
  { db, transport, writers, settings, log }: SendLetterDeps,
  claim: ClaimedLetter,
  signal: AbortSignal,
): Promise<MailOutcome> {
  const { id, userId, letter, recipient, data, createdAt } = claim
  const binding = writers.get(letter)
  // Newer processes may owe letters that this one does not know, and one of them will send it.
  if (!binding) throw new UnknownLetterError()
  const { dailyMax } = binding.definition
  if (dailyMax !== null && (await countEarlierLetters(db, claim)) >= dailyMax) {
    log.warn({ letterId: id, letter, dailyMax }, 'letter dropped, the address has had its share for a day')
    return 'dropped'
  }
  const content = await binding.write({ id, userId, recipient, data, createdAt })
  signal.throwIfAborted()
  if (!content) return 'dropped'
  const { replyTo } = content
  const mail = {
    id,
    to: recipient,
    ...composeLetter(content, { home: settings.home }),
    ...(replyTo && { replyTo }),
  }
  return transport.send(mail, signal)
}

class UnknownLetterError extends Error {}

async function settleFailure(
  { db, ring, settings }: SendLetterDeps,
  claim: ClaimedLetter,
  error: unknown,
  log: Log,
): Promise<void> {
  const { attempts } = claim
  const isFinal = error instanceof MailError && error.kind === 'permanent'
  if (isFinal || attempts >= settings.attemptsMax) {
    if (await endLetter(db, claim, 'FAILED')) log.error({ ...describe(error) }, 'letter given up')
    return
  }
  const retryAfterMs = error instanceof MailError ? error.retryAfterMs : undefined
  const delayMs = backoffFor(attempts, settings, Math.random(), retryAfterMs)
  if (!(await requeueLetter(db, claim, { delayMs, countAttempt: true }))) return
  log.warn({ ...describe(error), delayMs }, 'letter could not be sent, it will be tried again')
  ring(claim.id, { attempts, delayMs })
}

/**
 * A MailError holds codes only, so they are the line; what a writer throws is a fault of ours and needs its
 * stack.
 */
function describe(error: unknown): object {
  if (error instanceof MailError) return { code: error.code, status: error.status }
  if (error instanceof UnknownLetterError) return { code: 'UNKNOWN_LETTER' }
  return { err: error }
}

/**
 * Writes the end, again while the database cannot: a letter that went out must not go out again because its
 * end was not written.
 */
async function keepEnd(db: Db, claim: ClaimedLetter, status: 'SENT' | 'DROPPED', log: Log): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await endLetter(db, claim, status)
    } catch (err) {
      if (!isUnavailable(err) || attempt >= endAttemptsMax) throw err
      log.warn({ err }, 'the end of a letter could not be written, trying again')
      await delay(endRetryMs)
    }
  }
}
