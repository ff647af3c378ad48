import { createDisposalStack } from '../../apps/server/src/platform/disposal/index.ts'
import { Client } from './client.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { canRunRedis, startTestRedis, type TestRedis } from './redis.ts'
import { type Environment, limitsOff, type ServiceProcess, startService, testSecret } from './service.ts'

/** API processes on one database, for guarantees across several instances. */
export type Fleet = AsyncDisposable & {
  apis: ServiceProcess[]
  database: TestDatabase
  redis: TestRedis | undefined
  /** A new browser at one of the instances. */
  client(instance?: number): Client
}

/** What several instances can share besides the database. For `describe.each`. */
export const sharedStores: { store: 'PostgreSQL alone' | 'Redis' }[] = canRunRedis()
  ? [{ store: 'PostgreSQL alone' }, { store: 'Redis' }]
  : [{ store: 'PostgreSQL alone' }]

export async function startFleet(
  store: 'PostgreSQL alone' | 'Redis',
  environment: Environment = {},
  instances = 2,
): Promise<Fleet> {
  const stack = createDisposalStack()
  const database = stack.use(await createTestDatabase())
  const redis = store === 'Redis' ? stack.use(await startTestRedis()) : undefined
  const shared = {
    DATABASE_URL: database.url,
    JWT_SECRET: testSecret,
    REDIS_URL: redis?.url,
    ...limitsOff,
    ...environment,
  }
  const apis = await Promise.all(Array.from({ length: instances }, () => startService('api', shared)))
  for (const api of apis) stack.use(api)
  return {
    apis,
    database,
    redis,
    client: (instance = 0) => new Client(apis[instance % instances]?.url ?? ''),
    [Symbol.asyncDispose]: () => stack[Symbol.asyncDispose](),
  }
}
