import type { Limit } from '../../platform/limits/index.ts'

export const planNames = ['FREE', 'CUSTOMER', 'UNLIMITED'] as const
export type Plan = (typeof planNames)[number]

/** What a plan gives, and where it ends. null: no end. */
export type PlanTerms = {
  /** Credits that an account starts with, by the way in which it was made. */
  signupCredits: { email: number; oauth: number }
  /** 0: the balance is not touched. */
  creditsPerPicture: number
  /** How often pictures may be asked for. */
  requestLimit: Limit | null
  /** Accepted pictures a UTC day. */
  picturesPerDayMax: number | null
  /** Pictures that wait or are drawn at the same time. */
  unfinishedJobsMax: number | null
  /** Refunds a UTC day for pictures that their owner stops when they are being drawn. */
  cancelRefundsPerDayMax: number | null
  /** Pictures a UTC day that fail by what a model that costs something answers: refusals, nothing to keep. */
  uselessPerDayMax: number | null
  /** Higher ones are drawn first. */
  queuePriority: number
}

export type Plans = Readonly<Record<Plan, PlanTerms>>

/** What an installation says of FREE. */
export type FreeTerms = Pick<
  PlanTerms,
  | 'signupCredits'
  | 'requestLimit'
  | 'picturesPerDayMax'
  | 'unfinishedJobsMax'
  | 'cancelRefundsPerDayMax'
  | 'uselessPerDayMax'
>

/** Accounts are made on it. */
export const signupPlan = 'FREE' satisfies Plan

/**
 * Of each plan, for the statement that accepts a job: the plan that counts there is the one in the row that
 * it has locked.
 */
export const queuePriorities: Readonly<Record<Plan, number>> = { FREE: 0, CUSTOMER: 1, UNLIMITED: 1 }

const hourMs = 60 * 60 * 1000
const noSignup = { email: 0, oauth: 0 }

/**
 * The table of plans. Whatever counts, charges, limits or orders by plan reads it here. No plan gives less
 * than FREE: where an installation has widened or lifted a limit of that, the others follow.
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
      ...more({ count: 100, windowMs: hourMs }, 1_000, 40, 50, 100),
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
 * The larger count in the shorter window: of two limits none is wider than the other at every length of time.
 */
function widerLimit(one: Limit | null, other: Limit | null): Limit | null {
  if (!one || !other) return null
  return { count: Math.max(one.count, other.count), windowMs: Math.min(one.windowMs, other.windowMs) }
}
