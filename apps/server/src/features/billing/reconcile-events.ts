import { eventTypes, type StripeEvent } from './event-subjects.ts'
import { eventsMissed } from './metric-events.ts'
import { type ProcessEventDeps, processEvent } from './process-event.ts'
import { readReconciledAt, storeReconciledAt } from './store.ts'

/** Stripe lists events for 30 days. */
const listedDays = 30
/** Events may become visible a little later than they say. */
const overlapMs = 60 * 60 * 1000
/** Younger events may still arrive by webhook. */
const arrivalMs = 5 * 60 * 1000

/**
 * Processes every event of Stripe's list since the last complete run that did not arrive by webhook, by the
 * same code, oldest first. An event that cannot be processed does not hold up the others; the run then fails,
 * and the next one lists the same time again.
 *
 * @returns how many events had an effect.
 * @throws AppError `payments_unavailable`; the error of an event, after all others.
 */
export async function reconcileEvents(deps: ProcessEventDeps, signal: AbortSignal): Promise<number> {
  const { db, stripe, log } = deps
  const beganAt = new Date()
  const oldest = new Date(beganAt.getTime() - listedDays * 24 * 60 * 60 * 1000)
  const since = new Date(((await readReconciledAt(db)) ?? oldest).getTime() - overlapMs)
  const events = await stripe.use(async (client) => {
    const created = { gte: Math.floor(since.getTime() / 1000) }
    const listed: StripeEvent[] = []
    // Page after page, the newest first.
    for await (const event of client.events.list({ types: [...eventTypes], created, limit: 100 }))
      listed.push(event as StripeEvent)
    return listed.toReversed()
  })
  let applied = 0
  let missed = 0
  let failure: { error: unknown } | undefined
  for (const event of events) {
    signal.throwIfAborted()
    try {
      const outcome = await processEvent(deps, event)
      if (outcome === 'applied') applied += 1
      const isNew = outcome === 'applied' || outcome === 'ignored'
      if (isNew && event.created * 1000 < beganAt.getTime() - arrivalMs) missed += 1
    } catch (error) {
      failure = { error }
    }
  }
  if (applied > 0) log.warn({ applied }, 'events of Stripe had not arrived, and were applied now')
  if (missed > 0) eventsMissed.publish({ events: missed })
  if (failure) throw failure.error
  await storeReconciledAt(db, beganAt)
  return applied
}
