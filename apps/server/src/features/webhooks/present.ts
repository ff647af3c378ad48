import { type Addresses, composeBody } from './compose-body.ts'
import type { AttemptRow, ListedDelivery } from './delivery-store.ts'
import type { ListedWebhook } from './store.ts'

const text = (moment: Date | null) => moment?.toISOString() ?? null

export function presentWebhook(webhook: ListedWebhook) {
  const { id, url, events, lowCredits, disabledAt, disabledReason, disabledNote } = webhook
  return {
    ...{ id, url, events, lowCredits, enabled: disabledAt === null, disabledReason, disabledNote },
    disabledAt: text(disabledAt),
    failingSince: text(webhook.failingSince),
    createdAt: webhook.createdAt.toISOString(),
    previousEndsAt: text(webhook.previousEndsAt),
  }
}

export function presentDelivery(delivery: ListedDelivery) {
  const { id, status, attempts, event, answerStatus, problem } = delivery
  return {
    ...{ id, type: event.type, status, attempts, answerStatus, problem },
    createdAt: delivery.createdAt.toISOString(),
    endedAt: text(delivery.endedAt),
    nextAttemptAt: status === 'QUEUED' && !delivery.isBeingSent ? delivery.dueAt.toISOString() : null,
  }
}

/** With its body and its attempts. */
export function presentLog(delivery: ListedDelivery, attempts: readonly AttemptRow[], addresses: Addresses) {
  const { event } = delivery
  return {
    ...presentDelivery(delivery),
    body: composeBody({ ...event, createdAt: new Date(event.createdAt) }, addresses),
    log: attempts.map(({ startedAt, tookMs, problem, ...attempt }) => ({
      ...attempt,
      startedAt: startedAt.toISOString(),
      tookMs,
      // Its process died, unless it is the one in progress.
      problem: tookMs === null && !isLatestBeingSent(delivery, attempt.number) ? 'interrupted' : problem,
    })),
  }
}

const isLatestBeingSent = ({ isBeingSent, attempts }: ListedDelivery, number: number) =>
  isBeingSent && number === attempts
