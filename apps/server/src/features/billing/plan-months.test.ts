import { describe, expect, it } from 'vitest'
import { addMonths, findNextMonth, listDueMonths, type PaidPeriod } from './plan-months.ts'

const day = (text: string) => new Date(`${text}T12:00:00Z`)

const period = (paymentId: string, from: string, to: string, more: Partial<PaidPeriod> = {}): PaidPeriod => ({
  ...{ paymentId, startsAt: day(from), endsAt: day(to), months: 1, credits: 200, expires: false },
  ...{ amount: 1_500, amountRefunded: 0, isDisputed: false, ...more },
})

const startsOf = (months: { startsAt: Date }[]) =>
  months.map(({ startsAt }) => startsAt.toISOString().slice(0, 10))
const later = day('2030-01-01')

describe('the months of a plan', () => {
  it('follow each other like the periods of Stripe, also at the ends of months', () => {
    const starts = ['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31']
    expect(starts.map((_, count) => addMonths(day('2027-01-31'), count))).toEqual(starts.map(day))
    const periods = starts.slice(1).map((to, at) => period(`in_${at}`, starts[at] ?? '', to))
    expect(startsOf(listDueMonths(periods, [], null, later))).toEqual(starts.slice(0, 4))
    expect(addMonths(day('2028-02-29'), 12)).toEqual(day('2029-02-28'))
    expect(addMonths(day('2027-11-30'), 3)).toEqual(day('2028-02-29'))
  })

  it('of a year are due one by one, each once', () => {
    const year = period('in_1', '2027-03-10', '2028-03-10', { months: 12, credits: 50 })
    const now = day('2027-05-11')
    const due = listDueMonths([year], [], null, now)
    expect(startsOf(due)).toEqual(['2027-03-10', '2027-04-10', '2027-05-10'])
    expect(listDueMonths([year], due, null, now)).toEqual([])
    expect(findNextMonth([year], null, now)).toEqual({ startsAt: day('2027-06-10'), credits: 50 })
    expect(listDueMonths([year], [], null, later)).toHaveLength(12)
    expect(findNextMonth([year], null, later)).toBeUndefined()
  })

  it('are the same in whatever order the payments become known', () => {
    const periods = [
      period('in_1', '2027-01-10', '2027-02-10'),
      period('in_2', '2027-02-10', '2027-03-10'),
      period('in_3', '2027-03-10', '2027-04-10'),
    ]
    const given = listDueMonths(periods.slice(2), [], null, later)
    given.push(...listDueMonths(periods.slice(1), given, null, later))
    given.push(...listDueMonths(periods.toReversed(), given, null, later))
    expect(startsOf(given).sort()).toEqual(['2027-01-10', '2027-02-10', '2027-03-10'])
  })

  it('end with the subscription, and with a payment that was returned', () => {
    const year = period('in_1', '2027-03-10', '2028-03-10', { months: 12 })
    expect(startsOf(listDueMonths([year], [], day('2027-04-09'), later))).toEqual(['2027-03-10'])
    expect(listDueMonths([{ ...year, amountRefunded: 1_500 }], [], null, later)).toEqual([])
    expect(listDueMonths([{ ...year, isDisputed: true }], [], null, later)).toEqual([])
    expect(listDueMonths([{ ...year, amountRefunded: 700 }], [], null, later)).toHaveLength(12)
    expect(listDueMonths([{ ...year, credits: 0 }], [], null, later)).toEqual([])
  })

  it('of a plan that is changed every day give the credits of one month in a month', () => {
    const periods = Array.from({ length: 28 }, (_, at) => {
      const from = `2027-01-${String(at + 1).padStart(2, '0')}`
      return at % 2 === 0
        ? period(`in_${at}`, from, `2028-01-${String(at + 1).padStart(2, '0')}`, { months: 12 })
        : period(`in_${at}`, from, `2027-02-${String(at + 1).padStart(2, '0')}`)
    })
    const given = periods.flatMap((_, at) =>
      listDueMonths(periods.slice(0, at + 1), [], null, day('2027-01-29')),
    )
    expect(new Set(startsOf(given))).toEqual(new Set(['2027-01-01']))
  })

  it('expire with the month, but leave a week for credits that come late', () => {
    const month = period('in_1', '2027-01-10', '2027-02-10', { expires: true })
    expect(listDueMonths([month], [], null, day('2027-01-10'))).toMatchObject([
      { expiresAt: day('2027-02-10') },
    ])
    expect(listDueMonths([month], [], null, day('2027-03-01'))).toMatchObject([
      { expiresAt: day('2027-03-08') },
    ])
    expect(listDueMonths([{ ...month, expires: false }], [], null, later)).toMatchObject([
      { expiresAt: null },
    ])
  })
})
