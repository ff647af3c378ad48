import type { Limit } from '../../platform/limits/index.ts'

export const planNames = ['FREE', 'CUSTOMER', 'UNLIMITED'] as const
export type Plan = (typeof planNames)[number]

/** What a plan gives, and its limits. null: no limit. */
export type PlanTerms = {
  /** Initial credits of an account, by the way in which it was created. */
  signupCredits: { email: number; oauth: number }
  /** 0: the balance does not change. */
  creditsPerPicture: number
  /** Limit on requests for pictures. */
  requestLimit: Limit | null
  /** Accepted pictures a UTC day. */
  picturesPerDayMax: number | null
  /** Unfinished pictures: waiting or being drawn. */
  unfinishedJobsMax: number | null
  /** Refunds a UTC day for pictures that their owner cancels while they are being drawn. */
  cancelRefundsPerDayMax: number | null
  /**
   * Pictures a UTC day that fail because of the answer of a model with a price: refusals, or nothing usable.
   */
  uselessPerDayMax: number | null
  /** Jobs with a higher priority run first. */
  queuePriority: number
}

export type Plans = Readonly<Record<Plan, PlanTerms>>

/** The terms of FREE, from the configuration. */
export type FreeTerms = Pick<
  PlanTerms,
  | 'signupCredits'
  | 'requestLimit'
  | 'picturesPerDayMax'
  | 'unfinishedJobsMax'
  | 'cancelRefundsPerDayMax'
  | 'uselessPerDayMax'
>

/** The plan of new accounts. */
export const signupPlan = 'FREE' satisfies Plan

/**
 * Priorities by plan, for the statement that accepts a job. It uses the plan in the user's row that it has
 * locked.
 */
export const queuePriorities: Readonly<Record<Plan, number>> = { FREE: 0, CUSTOMER: 1, UNLIMITED: 1 }

const hourMs = 60 * 60 * 1000
const noSignup = { email: 0, oauth: 0 }

/**
 * The table of plans. All code that charges, limits or orders by plan reads this table. No plan gives less
 * than FREE: if the configuration widens or removes a limit of FREE, the other plans follow.
 */
export function createPlans(free: FreeTerms): Plans {
  const more = (
    requestLimit: Limit | null,
    picturesPerDayMax: number | null,
    unfinishedJobsMax: number | null,
    cancelRefundsPerDayMax: number | null,
    uselessPerDayMax: number | null,
  ) => ({
    requestLimit: widerLimit(free.requestLimit, requestLimit),
    picturesPerDayMax: higher(free.picturesPerDayMax, picturesPerDayMax),
    unfinishedJobsMax: higher(free.unfinishedJobsMax, unfinishedJobsMax),
    cancelRefundsPerDayMax: higher(free.cancelRefundsPerDayMax, cancelRefundsPerDayMax),
    uselessPerDayMax: higher(free.uselessPerDayMax, uselessPerDayMax),
  })
  return {
    FREE: { ...free, creditsPerPicture: 1, queuePriority: queuePriorities.FREE },
    CUSTOMER: {
      signupCredits: noSignup,
      creditsPerPicture: 1,
      ...more({ count: 100, windowMs: hourMs }, 1_000, 60, 50, 100),
      queuePriority: queuePriorities.CUSTOMER,
    },
    UNLIMITED: {
      signupCredits: noSignup,
      creditsPerPicture: 0,
      ...more({ count: 600, windowMs: hourMs }, null, 100, null, 500),
      queuePriority: queuePriorities.UNLIMITED,
    },
  }
}

const higher = (one: number | null, other: number | null) =>
  one === null || other === null ? null : Math.max(one, other)

/**
 * The larger count in the shorter window. Neither of two limits need be wider than the other for every length
 * of time.
 */
function widerLimit(one: Limit | null, other: Limit | null): Limit | null {
  if (!one || !other) return null
  return { count: Math.max(one.count, other.count), windowMs: Math.min(one.windowMs, other.windowMs) }
}
