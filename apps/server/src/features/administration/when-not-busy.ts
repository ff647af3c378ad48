import { isUnavailable } from '../../platform/db/index.ts'

const attemptsMax = 3

/**
 * An act touches rows of many, in an order that others cannot know: where two wait for each other, the
 * database ends one of them. That is no answer for an administrator, so it is tried again.
 */
export async function whenNotBusy<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (attempt === attemptsMax || !isUnavailable(error)) throw error
    }
  }
}
