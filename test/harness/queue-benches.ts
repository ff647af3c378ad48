import type { QueueConnection } from '../../apps/server/src/platform/queue/index.ts'
import { createTestDatabase } from './database.ts'
import { redisForms, type TestRedisServers } from './redis-servers.ts'

export type QueueBench = AsyncDisposable & { connection: QueueConnection }

/** Every backend of the queue, empty. For `describe.each`. */
export const queueBenches: [backend: string, open: () => Promise<QueueBench>][] = [['postgres', openPostgres]]
for (const [form, start] of redisForms) queueBenches.push([form, () => openRedis(start)])

async function openPostgres(): Promise<QueueBench> {
  const database = await createTestDatabase()
  return asBench({ kind: 'postgres', url: database.url }, database)
}

async function openRedis(start: () => Promise<TestRedisServers>): Promise<QueueBench> {
  const servers = await start()
  return asBench({ kind: 'redis', address: servers.address }, servers)
}

function asBench(connection: QueueConnection, servers: AsyncDisposable): QueueBench {
  return { connection, [Symbol.asyncDispose]: async () => servers[Symbol.asyncDispose]() }
}
