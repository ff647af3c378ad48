import type { Db } from '../../platform/db/index.ts'
import type { Log } from '../../platform/log/index.ts'
import { type Outbound, OutboundError } from '../../platform/outbound/index.ts'
import type { EnqueueEmail } from '../mail/index.ts'
import { type Addresses, composeBody } from './compose-body.ts'
import { disableFailing } from './disable-failing.ts'
import { testType } from './event-types.ts'
import { deliveryAttempted, firstDeliveryAttempted } from './metric-events.ts'
import { signAttempt } from './secret.ts'
import { type ClaimedDelivery, type EndedAttempt, endAttempt } from './send-store.ts'

export type DeliverDeps = {
  db: Db
  outbound: Pick<Outbound, 'post'>
  secretKey: Uint8Array
  addresses: () => Addresses
  enqueueEmail: EnqueueEmail
  log: Log
}

export type DeliverSettings = {
  /** For the whole attempt. */
  timeoutMs: number
  answerBytesMax: number
  /** How much of the answer is kept. */
  answerCharsMax: number
  /** The delays after failed attempts; after the last attempt a delivery has failed. */
  retryDelaysMs: readonly number[]
  /** A webhook that has been failing for so long is disabled when a delivery has failed. */
  disableAfterMs: number
}

const [second, minute, hour] = [1_000, 60_000, 3_600_000]

/** Eleven attempts over a day. */
export const deliverSettings: DeliverSettings = {
  timeoutMs: 10 * second,
  answerBytesMax: 64 * 1024,
  answerCharsMax: 4_096,
  retryDelaysMs: [
    ...[5 * second, 30 * second, 2 * minute, 10 * minute, 30 * minute],
    ...[hour, 2 * hour, 4 * hour, 8 * hour, 8 * hour],
  ],
  disableAfterMs: 23 * hour,
}

/** Up to this part of a delay is added at random, so that deliveries do not return all at once. */
const jitter = 0.1
const goneStatus = 410

const outcomes = { DELIVERED: 'delivered', FAILED: 'failed', QUEUED: 'retried' } as const

type Result = Pick<EndedAttempt, 'answerStatus' | 'answer' | 'answerIsWhole' | 'problem'>

/**
 * One attempt at a delivery that is claimed: compose, sign, send, record. A process that dies on the way
 * leaves the claim to expire, and the delivery is sent again with the same id.
 */
export async function deliver(
  deps: DeliverDeps,
  settings: DeliverSettings,
  claim: ClaimedDelivery,
): Promise<void> {
  const { db, enqueueEmail, log } = deps
  const startedAtMs = performance.now()
  if (claim.attempts === 1) firstDeliveryAttempted.publish({ sinceEventMs: claim.sinceEventMs })
  const result = await attempt(deps, settings, claim)
  const status = decideStatus(result, settings, claim)
  const { id, webhookId, userId, attempts } = claim
  const counts = claim.type !== testType
  const delayMs = (settings.retryDelaysMs[claim.tries - 1] ?? 0) * (1 + jitter * Math.random())
  const ended = {
    ...{ id, webhookId, userId, attempts, status, delayMs, counts, ...result },
    tookMs: Math.round(performance.now() - startedAtMs),
  }
  const isGone = counts && result.answerStatus === goneStatus
  let emailId: string | undefined
  const known = await db.transaction(async (tx) => {
    const known = await endAttempt(tx, ended)
    const isFailing = counts && status === 'FAILED' && (known?.failingMs ?? 0) >= settings.disableAfterMs
    if (known && (isGone || isFailing))
      emailId = await disableFailing(tx, webhookId, isGone ? 'gone' : 'failing')
    return known
  })
  if (emailId !== undefined) enqueueEmail(emailId)
  deliveryAttempted.publish({ outcome: known ? outcomes[status] : 'lost', tookMs: ended.tookMs })
  log.info(
    {
      ...{ deliveryId: id, webhookId, attempt: attempts, status, answerStatus: result.answerStatus },
      ...{ problem: result.problem, ...(!known && { overtaken: true }) },
    },
    'webhook attempt ended',
  )
}

async function attempt(
  { outbound, secretKey, addresses, log }: DeliverDeps,
  { timeoutMs, answerBytesMax, answerCharsMax }: DeliverSettings,
  claim: ClaimedDelivery,
): Promise<Result> {
  const { id, webhookId, url, sealedSecrets, occurredAt } = claim
  const body = composeBody({ ...claim, createdAt: occurredAt }, addresses())
  const signed = signAttempt({ id, at: new Date(), body }, { webhookId, sealedSecrets, key: secretKey })
  if (!signed) {
    log.error({ webhookId }, 'the secrets of a webhook cannot be decrypted with this JWT_SECRET')
    return { answerStatus: null, answer: null, answerIsWhole: null, problem: 'secret_unreadable' }
  }
  const headers = { 'content-type': 'application/json', 'user-agent': 'chatSVG-Webhooks', ...signed }
  try {
    const { status, text, isWhole } = await outbound.post({ url, headers, body, timeoutMs, answerBytesMax })
    // PostgreSQL stores no NUL in texts.
    const answer = [...text.replaceAll('\0', '\uFFFD').slice(0, 2 * answerCharsMax)]
      .slice(0, answerCharsMax)
      .join('')
    return {
      answerStatus: status,
      answer,
      answerIsWhole: isWhole && answer.length === text.length,
      problem: null,
    }
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error
    return { answerStatus: null, answer: null, answerIsWhole: null, problem: error.problem }
  }
}

/** Success is a status from 200 to 299; a redirect is none (Standard Webhooks 1.0, "Delivery"). */
function decideStatus(
  { answerStatus }: Result,
  { retryDelaysMs }: DeliverSettings,
  { type, tries }: ClaimedDelivery,
): EndedAttempt['status'] {
  if (answerStatus !== null && answerStatus >= 200 && answerStatus < 300) return 'DELIVERED'
  const isLast = tries > retryDelaysMs.length || type === testType
  return isLast || answerStatus === goneStatus ? 'FAILED' : 'QUEUED'
}
