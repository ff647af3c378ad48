import { isUnavailable } from '../../platform/db/index.ts'

const attemptsMax = 3

/**
 * An action can lock rows of many users, in an order that others do not follow. When two transactions wait
 * for each other, the database aborts one of them. The action is then tried again, because an administrator
 * cannot use that error.
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
