import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Client } from '../harness/client.ts'
import { createTestDatabase } from '../harness/database.ts'
import { createTestFolder } from '../harness/folder.ts'
import { keep } from '../harness/keep.ts'
import { canRunRedis, startTestRedis } from '../harness/redis.ts'
import {
  type Environment,
  limitsOff,
  type ServiceProcess,
  startService,
  testSecret,
} from '../harness/service.ts'
import { drawFirstPicture } from './draw-first-picture.ts'

const start = async (name: 'all' | 'api' | 'worker', environment: Environment): Promise<ServiceProcess> =>
  keep(await startService(name, { ...limitsOff, ...environment }))

describe('a new user draws a picture', () => {
  it('with nothing configured, and finds it again after a restart', async () => {
    const folder = keep(await createTestFolder())
    const environment = { DATA_DIR: join(folder.path, 'data') }
    const first = await startService('all', environment)
    await drawFirstPicture(first.url)
    await first[Symbol.asyncDispose]()

    const second = await start('all', environment)
    const gallery = await new Client(second.url).get('/svg/public')
    expect((gallery.body as { publicGenerations: unknown[] }).publicGenerations).toHaveLength(1)
  })

  it('on an external PostgreSQL, with the API and two workers as separate processes', async () => {
    const database = keep(await createTestDatabase())
    const environment = { DATABASE_URL: database.url, JWT_SECRET: testSecret }
    const [api] = await Promise.all([
      start('api', environment),
      start('worker', environment),
      start('worker', environment),
    ])
    await drawFirstPicture(api.url)
  })

  describe.runIf(canRunRedis())('with Redis', () => {
    it('in one process', async () => {
      const database = keep(await createTestDatabase())
      const redis = keep(await startTestRedis())
      const all = await start('all', {
        DATABASE_URL: database.url,
        JWT_SECRET: testSecret,
        REDIS_URL: redis.url,
      })
      await drawFirstPicture(all.url)
    })

    it('with two APIs and a worker, on whichever API the socket is', async () => {
      const database = keep(await createTestDatabase())
      const redis = keep(await startTestRedis())
      const environment = { DATABASE_URL: database.url, JWT_SECRET: testSecret, REDIS_URL: redis.url }
      const [first, second] = await Promise.all([
        start('api', environment),
        start('api', environment),
        start('worker', environment),
      ])
      await drawFirstPicture(first.url)
      await drawFirstPicture(second.url)
    })
  })
})
