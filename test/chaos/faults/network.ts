import { setTimeout as delay } from 'node:timers/promises'
import { waitFor } from '../../harness/wait.ts'
import type { TcpProxy } from '../proxy.ts'
import type { Row } from '../run-fault.ts'
import type { Stage } from '../stage.ts'

/** The pool closes a connection whose statement does not return after 16 s. */
const answerMaxMs = 20_000
/** Pools open new connections after an outage, but no more than their maximum. */
const connectionsMax = 80

export const networkTroubles: Row[] = [
  {
    id: 'F17',
    title: 'network to the database, the queue and the model stalls, crawls, refuses, resets',
    short: true,
    workers: 1,
    async run(stage) {
      await stage.startApi()
      await stage.startWorkers(stage.size(1, 2))
      const targets = listTargets(stage)
      const jobs = stage.size(5, 20)
      const troubleMs = stage.size(2_500, 20_000)
      const posting: Promise<{ answerMs: number[] }[]>[] = []
      for (const mode of ['stall', 'slow', 'refuse'] as const) {
        // Together in the short form, separately in the full one.
        const groups = stage.form === 'short' ? [targets] : targets.map((target) => [target])
        for (const group of groups) {
          posting.push(stage.crowd.post(jobs, { everyMs: 50 }))
          await stage.during(async () => {
            for (const proxy of group) proxy.set(mode)
            await delay(troubleMs)
            for (const proxy of group) proxy.set('pass')
          })
        }
      }
      for (const proxy of targets) {
        posting.push(stage.crowd.post(jobs, { everyMs: 20 }))
        await delay(100)
        proxy.cut()
      }
      const posted = (await Promise.all(posting)).flat()
      const longestMs = Math.max(...posted.flatMap(({ answerMs }) => answerMs))
      stage.expect(
        longestMs < answerMaxMs,
        `every request is answered or cut within ${answerMaxMs} ms (${Math.round(longestMs)})`,
      )
      const gone = await waitFor('the connections to be few again', () =>
        targets.every(({ connectionCount }) => connectionCount < connectionsMax),
      ).catch(() => false)
      stage.expect(gone, 'connections from the time of the fault are closed')
      return `stall, 1 KB/s and refusal for ${troubleMs / 1_000} s, then resets, under load`
    },
  },
]

function listTargets({ servers: { proxies } }: Stage): TcpProxy[] {
  return [proxies.postgres, proxies.redis, proxies.model].filter((proxy) => proxy !== undefined)
}
