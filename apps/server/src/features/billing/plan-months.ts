import { isWhollyReturned, type PaymentFacts } from './facts.ts'

/** A paid period of a subscription. */
export type PaidPeriod = Pick<PaymentFacts, 'amount' | 'amountRefunded' | 'isDisputed' | 'credits'> & {
  paymentId: string
  months: number
  startsAt: Date
  endsAt: Date
  expires: boolean
}

/** A month of a paid period, counted from 0. */
export type PlanMonth = { paymentId: string; month: number; startsAt: Date }

export type DueMonth = PlanMonth & { credits: number; expiresAt: Date | null }

/** Credits that come late can be used for at least this long. */
const usableDaysMin = 7
const dayMs = 24 * 60 * 60 * 1000

/**
 * The months of a subscription whose credits are due and were not given. A month is due when it has begun,
 * its period is paid and not returned, and the subscription had not ended before it. When a later period
 * begins before the end of an earlier one, because the plan was changed, the months of the earlier one end
 * there. A month that overlaps one whose credits were given is left out. So a subscription gives the credits
 * of at most one month in each month, however often its plan is changed, and in whatever order payments
 * become known.
 *
 * @param given all months of the subscription whose credits were given.
 */
export function listDueMonths(
  periods: readonly PaidPeriod[],
  given: readonly PlanMonth[],
  endedAt: Date | null,
  now: Date,
): DueMonth[] {
  const taken = [...given]
  const due: DueMonth[] = []
  for (const { period, month, startsAt } of listMonths(periods, endedAt)) {
    if (startsAt > now || isWhollyReturned(period) || period.credits === 0) continue
    if (taken.some((other) => overlap(other, { paymentId: period.paymentId, month, startsAt }))) continue
    const { paymentId, credits } = period
    const usableUntil = new Date(
      Math.max(addMonths(startsAt, 1).getTime(), now.getTime() + usableDaysMin * dayMs),
    )
    due.push({ paymentId, month, startsAt, credits, expiresAt: period.expires ? usableUntil : null })
    taken.push({ paymentId, month, startsAt })
  }
  return due
}

/**
 * The first month after `now` whose credits will come, if the plan stays as it is; undefined: none is paid.
 */
export function findNextMonth(
  periods: readonly PaidPeriod[],
  endedAt: Date | null,
  now: Date,
): { startsAt: Date; credits: number } | undefined {
  const next = listMonths(periods, endedAt).find(
    ({ period, startsAt }) => startsAt > now && !isWhollyReturned(period) && period.credits > 0,
  )
  return next && { startsAt: next.startsAt, credits: next.period.credits }
}

function listMonths(periods: readonly PaidPeriod[], endedAt: Date | null) {
  const ordered = periods.toSorted((one, other) => one.startsAt.getTime() - other.startsAt.getTime())
  return ordered.flatMap((period) => {
    const successor = ordered.find(({ startsAt }) => startsAt > period.startsAt)
    const ends = [period.endsAt, successor?.startsAt, endedAt].flatMap((end) => end ?? [])
    return Array.from({ length: period.months }, (_, month) => ({
      period,
      month,
      startsAt: addMonths(period.startsAt, month),
    })).filter(({ startsAt }) => ends.every((end) => startsAt < end))
  })
}

/**
 * The same day and time so many months later, in UTC, or the last day of a shorter month: as Stripe counts
 * the periods of a subscription.
 */
export function addMonths(from: Date, count: number): Date {
  const moved = new Date(from)
  moved.setUTCDate(1)
  moved.setUTCMonth(moved.getUTCMonth() + count)
  const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate()
  moved.setUTCDate(Math.min(from.getUTCDate(), lastDay))
  return moved
}

const overlap = (one: PlanMonth, other: PlanMonth) =>
  (one.paymentId === other.paymentId && one.month === other.month) ||
  (one.startsAt < addMonths(other.startsAt, 1) && other.startsAt < addMonths(one.startsAt, 1))
