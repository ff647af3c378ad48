import { describe, expect, it, onTestFinished } from 'vitest'
import { Client } from '../harness/client.ts'
import { createTestDatabase } from '../harness/database.ts'
import { openEventStream } from '../harness/event-stream.ts'
import { sharedStores } from '../harness/fleet.ts'
import { keep } from '../harness/keep.ts'
import { findLedgerViolations } from '../harness/ledger.ts'
import { canRunPooler, startTestPooler } from '../harness/pgbouncer.ts'
import { startTestRedis } from '../harness/redis.ts'
import { limitsOff, runProgram, startService, testSecret } from '../harness/service.ts'
import { waitFor } from '../harness/wait.ts'
import { makeWebhook, startReceiver, verifyEvent } from '../harness/webhook-receiver.ts'
import { drawFirstPicture } from './draw-first-picture.ts'

/** Fewer than the pools of two APIs and a worker may open. */
const poolSize = 4

async function openShare(redisUrl?: string) {
  const database = keep(await createTestDatabase())
  const pooler = keep(await startTestPooler(database.url, { poolSize }))
  const environment = {
    ...limitsOff,
    DATABASE_URL: pooler.url,
    DATABASE_DIRECT_URL: database.url,
    JWT_SECRET: testSecret,
    REDIS_URL: redisUrl,
    WEBHOOK_ALLOWED_HOSTS: '127.0.0.1',
  }
  return { database, pooler, environment }
}

describe.runIf(canRunPooler())('through PgBouncer in transaction mode', () => {
  it.each(sharedStores)(
    'a user draws, follows, searches, signs in and out, and is told, on $store',
    async ({ store }) => {
      const redis = store === 'Redis' ? keep(await startTestRedis()) : undefined
      const { database, environment } = await openShare(redis?.url)
      const [first, second, worker] = await Promise.all([
        startService('api', environment),
        startService('api', environment),
        startService('worker', environment),
      ])
      for (const process of [first, second, worker]) keep(process)
      await Promise.all([drawFirstPicture(first.url), drawFirstPicture(second.url)])

      const client = new Client(first.url)
      await client.register()
      const there = client.fork(second.url)
      const receiver = keep(await startReceiver())
      const { secret } = await makeWebhook(client, { url: receiver.url, events: ['job.succeeded'] })
      const accepted = await client.post('/svg/generate-svg', { prompt: 'a green boat', style: 'flat' })
      const { job } = accepted.body as { job: { id: string } }
      const stream = await openEventStream(there, job.id)
      onTestFinished(() => stream.close())
      await stream.ended
      expect(stream.events.at(-1)?.data).toMatchObject({ status: 'SUCCEEDED' })
      const [event] = await receiver.arrivals(1)
      if (!event) throw new Error('nothing has arrived')
      expect(verifyEvent(secret, event)).toMatchObject({ type: 'job.succeeded', data: { jobId: job.id } })
      const found = await waitFor('the search to find it', async () => {
        const { body } = await there.get('/svg/public?q=green%20boat')
        const { publicGenerations } = body as { publicGenerations: unknown[] }
        return publicGenerations.length > 0 && publicGenerations
      })
      expect(found).toHaveLength(1)

      expect((await there.post('/auth/refresh')).status).toBe(200)
      const socket = there.connect()
      onTestFinished(() => void socket.close())
      await new Promise<void>((resolve) => socket.on('server:ready' as never, resolve as never))
      expect((await there.fork(first.url).post('/auth/logout')).status).toBe(200)
      await waitFor('the socket of the ended session to be closed', () => socket.disconnected)
      expect((await there.get('/auth/current-user')).status).toBe(401)

      const { rows } = await database.pool.query<{ name: string }>(
        "select application_name as name from pg_stat_activity where datname = current_database() and application_name like 'chatsvg %' and application_name not like '%listens'",
      )
      expect(rows.length).toBeLessThanOrEqual(poolSize)
      expect(await findLedgerViolations(database.pool)).toEqual([])
      for (const process of [first, second, worker]) expect(process.output()).not.toMatch(/"level":[56]0/)
    },
  )

  it('nothing starts that would listen through it, or with limits that it does not have', async () => {
    const { database, pooler, environment } = await openShare()
    for (const program of ['api', 'worker', 'migrate']) {
      const { code, output } = await runProgram(program, [], {
        ...environment,
        DATABASE_DIRECT_URL: undefined,
      })
      expect(output).toContain('Set DATABASE_DIRECT_URL to the address of PostgreSQL itself')
      expect(code).toBe(1)
    }
    expect(await runProgram('migrate', [], environment)).toMatchObject({ code: 0 })
    const swapped = { ...environment, DATABASE_URL: database.url, DATABASE_DIRECT_URL: pooler.url }
    expect((await runProgram('api', [], swapped)).output).toContain(
      'DATABASE_DIRECT_URL goes through a pooler',
    )
    const unlimited = keep(await startTestPooler(database.url, { connectQuery: '' }))
    const { code, output } = await runProgram('api', [], { ...environment, DATABASE_URL: unlimited.url })
    expect(output).toContain('set lock_timeout = 1500')
    expect(code).toBe(1)
  })
})
