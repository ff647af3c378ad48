import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'

/** Checks during faults: each is one snapshot of the database. */
export type Watch = AsyncDisposable & {
  changedEnds: readonly string[]
  wrongBalances: readonly string[]
}

const intervalMs = 400

/** Checks repeatedly until it is disposed. Checks that the database does not answer are skipped. */
export function startWatch(pool: pg.Pool): Watch {
  const stop = new AbortController()
  const ends = new Map<string, string>()
  const changedEnds: string[] = []
  const wrongBalances: string[] = []

  async function look(): Promise<void> {
    const { rows: wrong } = await pool.query<{ id: string }>(
      `select u.id from users u left join credit_entries e on e.user_id = u.id
       group by u.id having u.credits <> coalesce(sum(e.delta), 0) or u.credits < 0`,
    )
    wrongBalances.push(...wrong.map(({ id }) => id))
    const { rows: jobs } = await pool.query<{ id: string; end: string | null }>(
      `select id, case when status in ('SUCCEEDED', 'FAILED') then concat_ws(' ', status, generation_id, finished_at) end as end
       from generation_jobs`,
    )
    for (const { id, end } of jobs) {
      const known = ends.get(id)
      if (known !== undefined && known !== end) changedEnds.push(id)
      if (end !== null) ends.set(id, end)
    }
  }

  const looking = (async () => {
    while (!stop.signal.aborted) {
      await look().catch(() => undefined)
      await delay(intervalMs, undefined, { signal: stop.signal }).catch(() => undefined)
    }
    await look().catch(() => undefined)
  })()

  return {
    changedEnds,
    wrongBalances,
    async [Symbol.asyncDispose]() {
      stop.abort()
      await looking
    },
  }
}
