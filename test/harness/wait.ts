import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from 'pg'

/** Calls `ask` until the result is neither undefined nor false. Fails with `what` after the timeout. */
export async function waitFor<T>(
  what: string,
  ask: () => T | Promise<T>,
  timeoutMs = 60_000,
): Promise<Exclude<T, undefined | false>> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined && answer !== false) return answer as Exclude<T, undefined | false>
    if (performance.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`)
    await delay(20)
  }
}

/** Waits until so many statements of other connections wait for locks in the database of `pool`. */
export function waitForLock(pool: Pool, what: string, count = 1): Promise<true> {
  return waitFor(what, async () => {
    const { rows } = await pool.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return rows.length >= count
  })
}
