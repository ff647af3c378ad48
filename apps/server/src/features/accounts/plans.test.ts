import { describe, expect, it } from 'vitest'
import { createPlans, planNames } from './plans.ts'

const hourMs = 60 * 60 * 1000
const free = {
  signupCredits: { email: 10, oauth: 3 },
  requestLimit: { count: 10, windowMs: hourMs },
  picturesPerDayMax: 50,
  unfinishedJobsMax: 10,
  cancelRefundsPerDayMax: 5,
  uselessPerDayMax: 20,
}

describe('the table of plans', () => {
  it('gives FREE what the configuration says', () => {
    expect(createPlans(free).FREE).toMatchObject(free)
  })

  it('charges for every picture but those of UNLIMITED', () => {
    const plans = createPlans(free)
    expect(planNames.map((plan) => plans[plan].creditsPerPicture)).toEqual([1, 1, 0])
  })

  it('gives no plan less than FREE, whatever FREE gets by configuration', () => {
    const generous = {
      ...free,
      requestLimit: { count: 5_000, windowMs: hourMs },
      picturesPerDayMax: 5_000,
      unfinishedJobsMax: 500,
      cancelRefundsPerDayMax: 5_000,
      uselessPerDayMax: 5_000,
    }
    for (const terms of [free, generous]) {
      const plans = createPlans(terms)
      for (const plan of planNames) {
        const { requestLimit, picturesPerDayMax, unfinishedJobsMax, cancelRefundsPerDayMax, queuePriority } =
          plans[plan]
        expect(perMs(requestLimit)).toBeGreaterThanOrEqual(perMs(terms.requestLimit))
        expect(picturesPerDayMax ?? Infinity).toBeGreaterThanOrEqual(terms.picturesPerDayMax)
        expect(cancelRefundsPerDayMax ?? Infinity).toBeGreaterThanOrEqual(terms.cancelRefundsPerDayMax)
        expect(plans[plan].uselessPerDayMax ?? Infinity).toBeGreaterThanOrEqual(terms.uselessPerDayMax)
        expect(unfinishedJobsMax ?? Infinity).toBeGreaterThanOrEqual(terms.unfinishedJobsMax)
        expect(queuePriority).toBeGreaterThanOrEqual(plans.FREE.queuePriority)
      }
    }
  })

  it.each([
    { count: 1_000, windowMs: 24 * hourMs },
    { count: 2, windowMs: hourMs / 60 },
  ])('refuses no user of another plan before a user of FREE, with %o', (requestLimit) => {
    const plans = createPlans({ ...free, requestLimit })
    for (const plan of planNames) {
      const limit = plans[plan].requestLimit
      expect(limit?.count).toBeGreaterThanOrEqual(requestLimit.count)
      expect(limit?.windowMs).toBeLessThanOrEqual(requestLimit.windowMs)
    }
  })

  it('limits no plan if the configuration does not limit FREE', () => {
    const off = {
      ...free,
      requestLimit: null,
      picturesPerDayMax: null,
      unfinishedJobsMax: null,
      cancelRefundsPerDayMax: null,
      uselessPerDayMax: null,
    }
    const plans = createPlans(off)
    for (const plan of planNames)
      expect(plans[plan]).toMatchObject({
        requestLimit: null,
        picturesPerDayMax: null,
        unfinishedJobsMax: null,
        cancelRefundsPerDayMax: null,
        uselessPerDayMax: null,
      })
  })
})

const perMs = (limit: { count: number; windowMs: number } | null) =>
  limit ? limit.count / limit.windowMs : Infinity
