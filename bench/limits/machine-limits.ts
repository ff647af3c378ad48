import { startChild } from '../child.ts'
import { drive } from '../load/drive.ts'
import { renderRequest } from '../load/request-text.ts'
import type { Limit } from '../row.ts'
import { noRedis, type Stage } from '../stage.ts'
import { measureBull } from './bull.ts'
import { createPgbench } from './pgbench.ts'

/** The limits of the components on this machine, now. Each is measured on first use, once a run. */
export type MachineLimits = {
  /** node:http with the same client and as many connections as the rows have. */
  hello(): Promise<Limit>
  /** pgbench: one row by its primary key. */
  select(): Promise<Limit>
  /** pgbench: an update, a select and an insert in one transaction, made durable. */
  simpleUpdate(): Promise<Limit>
  bullAdd(backend: 'redis' | 'postgres'): Promise<Limit>
  bullNoop(backend: 'redis' | 'postgres'): Promise<Limit>
}

export function createMachineLimits(stage: Stage): MachineLimits {
  const pgbench = createPgbench(stage)
  const bull = (backend: 'redis' | 'postgres', work: 'add' | 'no-op') =>
    once(`bull ${work} ${backend}`, async (): Promise<Limit> => {
      const what = `bare BullMQ ${work}, ${backend === 'redis' ? 'Redis' : 'PostgreSQL'}`
      if (backend === 'redis' && !stage.redis) return { what, value: null, why: noRedis }
      stage.report(`  limit: ${what}`)
      return { what, value: await measureBull(stage, backend, work) }
    })
  return {
    hello: () => once('hello', () => measureHello(stage)),
    select: () => once('select', () => pgbench('pgbench -S', ['-S', '-c', '8'])),
    simpleUpdate: () => once('update', () => pgbench('pgbench -N', ['-N', '-c', '32'])),
    bullAdd: (backend) => bull(backend, 'add'),
    bullNoop: (backend) => bull(backend, 'no-op'),
  }
}

const measured = new Map<string, Promise<Limit>>()

function once(name: string, measure: () => Promise<Limit>): Promise<Limit> {
  let known = measured.get(name)
  if (!known) {
    known = measure()
    measured.set(name, known)
  }
  return known
}

async function measureHello(stage: Stage): Promise<Limit> {
  stage.report('  limit: node:http hello')
  await using server = await startChild<number>(new URL('./hello-process.ts', import.meta.url), {})
  const { perSecond } = await drive({ origin: `http://127.0.0.1:${server.answer}` }, stage.seconds, {
    connections: 32,
    requests: [renderRequest({ path: '/' })],
    expectedStatus: 200,
  })
  return { what: 'node:http hello', value: perSecond }
}
