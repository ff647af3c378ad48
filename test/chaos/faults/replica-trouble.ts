import { setTimeout as delay } from 'node:timers/promises'
import { startReplicaOf } from '../../harness/replica.ts'
import { waitFor } from '../../harness/wait.ts'
import { connectionsMax } from '../postgres-server.ts'
import type { Row } from '../run-fault.ts'
import type { Stage } from '../stage.ts'

const lagSeconds = 2
/** A picture that is older than this must be found: the lag, and the time for which a page is cached. */
const foundAfterMs = (lagSeconds + 1) * 1_000
const troubleMs = 5_000

export const replicaTroubles: Row[] = [
  {
    id: 'F43',
    title: 'the replica of PostgreSQL late, killed, and promoted, while users search',
    short: false,
    workers: 0,
    async run(stage) {
      // Processes of other faults do not know the replica.
      await stage.slots.close()
      const { postgres } = stage.servers
      const url = postgres.urlAt(postgres.port)
      await using replica = await startReplicaOf(url, postgres.folder, {
        max_connections: connectionsMax,
        fsync: 'off',
      })
      await stage.startApi({
        environment: { DATABASE_REPLICA_URL: replica.url, DATABASE_REPLICA_LAG_SECONDS: String(lagSeconds) },
      })
      await stage.startWorkers(2)
      const load = stage.crowd.post(stage.size(60, 200), { everyMs: 400 })
      const searches = { done: 0, failed: 0, stale: 0 }
      const searching = new AbortController()
      const searched = searchUntil(stage, searching.signal, searches)
      await delay(troubleMs)
      await replica.pauseReplay(true)
      await delay(troubleMs)
      await replica.pauseReplay(false)
      await delay(troubleMs)
      await replica.kill()
      await delay(troubleMs)
      await replica.start()
      await delay(troubleMs)
      await replica.promote()
      const posted = await load
      await stage.waitForEnds(posted.flatMap(({ acknowledged }) => acknowledged?.jobId ?? []))
      searching.abort()
      await searched
      stage.expect(searches.failed === 0, `no search fails (${searches.failed} of ${searches.done})`)
      stage.expect(
        searches.stale === 0,
        `a search finds what is older than ${foundAfterMs} ms (${searches.stale} of ${searches.done} do not)`,
      )
      stage.expect(searches.done > 0, 'users searched')
      await stage.slots.close()
      return `replay stopped for ${troubleMs / 1000} s, SIGKILL, promoted away from its primary; ${searches.done} searches`
    },
  },
]

/** Searches for the newest picture that must be found, again and again. */
async function searchUntil(
  { crowd, pool }: Stage,
  signal: AbortSignal,
  count: { done: number; failed: number; stale: number },
): Promise<void> {
  await waitFor('the users', () => crowd.members.length > 0)
  const isOld = `now() - interval '${foundAfterMs} milliseconds'`
  while (!signal.aborted) {
    const { rows } = await pool.query<{ id: string; prompt: string }>(
      `select id, prompt from generations where not privacy and created_at < ${isOld} order by created_at desc limit 1`,
    )
    const [newest] = rows
    const client = crowd.members[count.done % crowd.members.length]?.client
    if (newest && client) {
      const q = encodeURIComponent(newest.prompt)
      const answer = await client.get(`/svg/public?q=${q}`).catch(() => undefined)
      const { publicGenerations = [] } = (answer?.body ?? {}) as { publicGenerations?: { id: string }[] }
      count.done += 1
      if (answer?.status !== 200) count.failed += 1
      else if (!publicGenerations.some(({ id }) => id === newest.id)) count.stale += 1
    }
    await delay(100)
  }
}
