import { setTimeout as delay } from 'node:timers/promises'
import { type Db, isUnavailable } from '../../platform/db/index.ts'
import type { Log } from '../../platform/log/index.ts'
import { MailError, type MailOutcome, type MailTransport } from '../../platform/mail/index.ts'
import { ShutdownError } from '../../platform/queue/index.ts'
import { workspaceOfEmail } from '../accounts/index.ts'
import { backoffFor, type EmailRetries } from './backoff.ts'
import { composeEmail } from './compose-email.ts'
import type { EmailWriters } from './define-email.ts'
import type { EnqueueEmail } from './enqueue-email.ts'
import {
  type ClaimedEmail,
  claimEmail,
  countEarlierEmails,
  endEmail,
  forwardToManagers,
  requeueEmail,
} from './store.ts'

export type SendEmailDeps = {
  db: Db
  transport: Pick<MailTransport, 'send'>
  writers: EmailWriters
  enqueueEmail: EnqueueEmail
  log: Log
  settings: SendEmailSettings
}

export type SendEmailSettings = EmailRetries & {
  /**
   * How long a worker holds the claim of the email. Longer than the job may run, otherwise two workers send
   * it.
   */
  claimMs: number
  attemptsMax: number
  /** The address of the service, for the footer of every email. */
  home?: string
}

/** About an hour of attempts, or several hours when the mail server asks for delays. */
export const emailSettings: SendEmailSettings = {
  claimMs: 90_000,
  attemptsMax: 8,
  backoffMs: 30_000,
  backoffMaxMs: 60 * 60_000,
}

const endAttemptsMax = 6
const endRetryMs = 1_000

/**
 * One attempt at an email: claim, write, send, record the result. Safe to run twice, in parallel or in
 * sequence: only the holder of the claim sends. If a worker dies between sending and recording, the email is
 * sent again, with the same Message-ID or idempotency key.
 *
 * `signal` aborts when the job's time is up, which is a failed attempt, or with a ShutdownError when this
 * process has to end. Then the email is put back as if there had been no attempt, and the error is thrown
 * again so that the queue also takes its entry back.
 */
export async function sendEmail(deps: SendEmailDeps, emailId: string, signal: AbortSignal): Promise<void> {
  const { db, settings } = deps
  const claim = await claimEmail(db, emailId, settings.claimMs)
  if (!claim) {
    deps.log.debug({ emailId }, 'nothing to do for this email')
    return
  }
  const { letter, attempts: attempt } = claim
  const log = deps.log.child({ emailId, letter, attempt })
  if (attempt > settings.attemptsMax) {
    // Every earlier worker died during its attempt.
    if (await endEmail(db, claim, 'FAILED')) log.error('email given up, no attempt came to an end')
    return
  }
  const workspaceId = workspaceOfEmail(claim.recipient)
  if (workspaceId !== undefined) {
    for (const id of await forwardToManagers(db, claim, workspaceId)) deps.enqueueEmail(id)
    return
  }
  let outcome: MailOutcome
  try {
    outcome = await handOver(deps, claim, signal)
  } catch (error) {
    if (signal.reason instanceof ShutdownError) {
      if (await requeueEmail(db, claim, { delayMs: 0, countAttempt: false }))
        log.info('handed the email back, because this process is stopping')
      throw signal.reason
    }
    await settleFailure(deps, claim, error, log)
    return
  }
  const isEnded = await keepEnd(db, claim, outcome === 'dropped' ? 'DROPPED' : 'SENT', log)
  log.info({ outcome, ...(!isEnded && { overtaken: true }) }, 'email settled')
}

/** The writer returns nothing when the email has become pointless. */
async function handOver(
  { db, transport, writers, settings, log }: SendEmailDeps,
  claim: ClaimedEmail,
  signal: AbortSignal,
): Promise<MailOutcome> {
  const { id, userId, letter, recipient, data, createdAt } = claim
  const binding = writers.get(letter)
  // Newer processes may queue emails that this version does not know; one of them will send it.
  if (!binding) throw new UnknownEmailError()
  const { dailyMax } = binding.definition
  if (dailyMax !== null && (await countEarlierEmails(db, claim)) >= dailyMax) {
    log.warn({ emailId: id, letter, dailyMax }, 'email dropped, the daily limit of the address is reached')
    return 'dropped'
  }
  const content = await binding.write({ id, userId, recipient, data, createdAt })
  signal.throwIfAborted()
  if (!content) return 'dropped'
  const { replyTo } = content
  const mail = {
    id,
    to: recipient,
    ...composeEmail(content, { home: settings.home }),
    ...(replyTo && { replyTo }),
  }
  return transport.send(mail, signal)
}

class UnknownEmailError extends Error {}

async function settleFailure(
  { db, enqueueEmail, settings }: SendEmailDeps,
  claim: ClaimedEmail,
  error: unknown,
  log: Log,
): Promise<void> {
  const { attempts } = claim
  const isFinal = error instanceof MailError && error.kind === 'permanent'
  if (isFinal || attempts >= settings.attemptsMax) {
    if (await endEmail(db, claim, 'FAILED')) log.error({ ...describe(error) }, 'email given up')
    return
  }
  const retryAfterMs = error instanceof MailError ? error.retryAfterMs : undefined
  const delayMs = backoffFor(attempts, settings, Math.random(), retryAfterMs)
  if (!(await requeueEmail(db, claim, { delayMs, countAttempt: true }))) return
  log.warn({ ...describe(error), delayMs }, 'email could not be sent, it will be tried again')
  enqueueEmail(claim.id, { attempts, delayMs })
}

/**
 * A MailError contains only codes, so log these. An error of a writer is a fault of ours and needs its stack.
 */
function describe(error: unknown): object {
  if (error instanceof MailError) return { code: error.code, status: error.status }
  if (error instanceof UnknownEmailError) return { code: 'UNKNOWN_LETTER' }
  return { err: error }
}

/**
 * Records the result, and tries again while the database cannot: an email that was sent must not be sent
 * again because its result was not recorded.
 */
async function keepEnd(db: Db, claim: ClaimedEmail, status: 'SENT' | 'DROPPED', log: Log): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await endEmail(db, claim, status)
    } catch (err) {
      if (!isUnavailable(err) || attempt >= endAttemptsMax) throw err
      log.warn({ err }, 'the result of an email could not be stored, trying again')
      await delay(endRetryMs)
    }
  }
}
