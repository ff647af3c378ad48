import { setTimeout as delay } from 'node:timers/promises'
import { startTestCluster, startTestSentinel, type TestRedisNodes } from '../../harness/redis-servers.ts'
import type { Row } from '../run-fault.ts'
import type { Stage } from '../stage.ts'
import { expectQuickAnswers } from './redis-trouble.ts'

const backends: ['redis'] = ['redis']
/** Longer than the servers need to replace one of them. */
const failoverMs = 6_000

/** One of several Redis servers dies, and another takes its place. */
export const redisFailovers: Row[] = [
  {
    id: 'F41',
    title: 'masters of a Redis Cluster killed, one after the other, and back without data',
    short: false,
    workers: 0,
    backends,
    async run(stage) {
      await using cluster = await startTestCluster(1)
      const posted = await runOn(stage, cluster, { REDIS_QUEUES: '4' })
      return `three masters with a replica each, four queues, SIGKILL of each master under load, ${posted} jobs`
    },
  },
  {
    id: 'F42',
    title: 'the Redis master killed, and replaced by a sentinel',
    short: false,
    workers: 0,
    backends,
    async run(stage) {
      await using servers = await startTestSentinel(1)
      const posted = await runOn(stage, servers, {})
      return `SIGKILL of the master under load, its replica promoted, the old master back without data, ${posted} jobs`
    },
  },
]

/** @returns how many jobs were accepted. */
async function runOn(
  stage: Stage,
  { url, masters }: TestRedisNodes,
  more: Record<string, string>,
): Promise<number> {
  // Processes of other faults do not know these servers, nor those of the next fault.
  await stage.slots.close()
  const environment = { REDIS_URL: url, ...more }
  await stage.startApi({ environment })
  await Promise.all([stage.startWorker({ environment }), stage.startWorker({ environment })])
  const load = stage.crowd.post(stage.size(40, 200), { everyMs: stage.size(250, 150) })
  for (const master of masters)
    await stage.during(async () => {
      await delay(1_000)
      await master.kill()
      await delay(failoverMs)
      await master.start()
    })
  const posted = await load
  // All servers are back: what follows is as quick as ever.
  const after = await stage.crowd.post(stage.size(10, 40), { everyMs: 50 })
  const requests = [...posted, ...after]
  expectQuickAnswers(stage, requests)
  await stage.waitForEnds(requests.flatMap(({ acknowledged }) => acknowledged?.jobId ?? []))
  await stage.slots.close()
  return requests.length
}
