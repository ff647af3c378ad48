import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Log } from '../../platform/log/index.ts'
import { applyFacts } from './apply-facts.ts'
import { billingErrors } from './errors.ts'
import { type StripeEvent, subjectOf } from './event-subjects.ts'
import { reachFailpoint } from './failpoints.ts'
import { readFacts } from './read-facts.ts'
import { insertEvent, isEventKnown, takeReadNumber } from './store.ts'
import type { StripeAccess } from './stripe-access.ts'

export type ProcessEventDeps = { db: Db; stripe: StripeAccess; log: Log }

/** `repeated`: it was processed before. `foreign`: it is about nothing of this service. */
export type EventOutcome = 'applied' | 'ignored' | 'repeated' | 'foreign'

/** How old a signature may be, in seconds: Stripe signs every attempt anew. */
const toleranceSeconds = 300

/**
 * Checks the signature of a webhook of Stripe, and processes its event.
 *
 * @throws AppError `invalid_signature`; `payments_unavailable`, and then Stripe sends the event again.
 */
export async function receiveEvent(
  deps: ProcessEventDeps,
  body: Uint8Array,
  signature: string,
): Promise<EventOutcome> {
  return processEvent(deps, await verify(deps.stripe, body, signature))
}

/**
 * Applies an event exactly once. Its subject is read from Stripe before the transaction that records the
 * event together with its effect. If the process dies before the commit, nothing has happened, and the event
 * comes again; after it, the event is known.
 */
export async function processEvent(
  { db, stripe, log }: ProcessEventDeps,
  event: StripeEvent,
): Promise<EventOutcome> {
  const subject = subjectOf(event)
  if (!subject) return 'foreign'
  const { id: eventId } = event
  if (await isEventKnown(db, eventId)) return 'repeated'
  const readNumber = await takeReadNumber(db)
  const facts = await readFacts(stripe, subject)
  reachFailpoint('billing.read', { eventId })
  const outcome = await db.transaction(async (tx) => {
    if (!(await insertEvent(tx, event))) return 'repeated'
    const isApplied = facts !== undefined && (await applyFacts(tx, facts, readNumber))
    if (facts && !isApplied && facts.payments.length > 0)
      log.warn({ eventId, source: facts.payments[0]?.source }, 'a payment belongs to no account')
    reachFailpoint('billing.written', { eventId })
    return isApplied ? 'applied' : 'ignored'
  })
  reachFailpoint('billing.committed', { eventId })
  return outcome
}

async function verify(stripe: StripeAccess, body: Uint8Array, signature: string): Promise<StripeEvent> {
  const { webhookSecret } = stripe.settings
  return stripe.use(async ({ webhooks }) => {
    try {
      return webhooks.constructEvent(body, signature, webhookSecret, toleranceSeconds) as StripeEvent
    } catch (cause) {
      throw new AppError(billingErrors.invalid_signature, { cause })
    }
  })
}
