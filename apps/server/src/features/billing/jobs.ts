import { Type } from 'typebox'
import { defineJob } from '../../platform/queue/index.ts'

/**
 * Gives the months of plans that are due, removes credits that have expired, and deletes the customers of
 * deleted accounts at Stripe. If a run is lost, the next one does its work.
 */
export const sweepBillingJob = defineJob({
  name: 'sweep-billing',
  payload: Type.Object({}),
  timeoutMs: 10 * 60 * 1000,
})

export const sweepSchedule = { everyMs: 60_000 }

/**
 * Processes the events of Stripe that did not arrive. If a run is lost, the next one finds the same events.
 */
export const reconcileBillingJob = defineJob({
  name: 'reconcile-billing',
  payload: Type.Object({}),
  timeoutMs: 30 * 60 * 1000,
})

/** Every hour, at a minute that few other schedules use. */
export const reconcileSchedule = { cron: '47 * * * *' }

/** Brings the balances of free users up, once in each month. If a run is lost, the next one does its work. */
export const giveFreeCreditsJob = defineJob({
  name: 'give-free-credits',
  payload: Type.Object({}),
  timeoutMs: 60 * 60 * 1000,
})

/** Every day, in UTC: it finds nobody if this month's run was complete. */
export const freeCreditsSchedule = { cron: '7 0 * * *' }
