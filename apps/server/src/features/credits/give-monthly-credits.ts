import type { Db } from '../../platform/db/index.ts'
import { topUpUsers } from './monthly-store.ts'

const usersPerBatch = 500
const firstId = '00000000-0000-0000-0000-000000000000'

/**
 * Brings the balance of every user on the free plan up to `upTo`, once in each month (UTC), also those who
 * then have more. Users who signed up in this month have their sign-up credits. Safe to run twice, also in
 * parallel.
 *
 * @returns how many users got credits.
 */
export async function giveMonthlyCredits(db: Db, upTo: number, signal: AbortSignal): Promise<number> {
  let given = 0
  for (let afterId: string | null = firstId; afterId !== null; ) {
    signal.throwIfAborted()
    const batch = await topUpUsers(db, { afterId, upTo, rowsMax: usersPerBatch })
    given += batch.given
    afterId = batch.lastId
  }
  return given
}
