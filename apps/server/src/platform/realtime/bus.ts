import type { Pool } from 'pg'
import type { Log } from '../log/index.ts'
import type { RedisAddress } from '../redis/index.ts'
import type { BusSubscriber, RealtimeBus } from './bus-message.ts'
import { createFanOut } from './fan-out.ts'

/**
 * `postgres` needs the table `realtime_attachments`, which the migrations create. Every process that
 * subscribes holds one connection of `listenPool` (default: `pool`), whose connections must not go through a
 * pooler.
 */
export type RealtimeConnection =
  | { kind: 'in-process' }
  | { kind: 'redis'; address: RedisAddress }
  | { kind: 'postgres'; pool: Pool; listenPool?: Pool }

/** Opens the bus of one process. The backend may be down. Dispose it before the pool it was given. */
export async function openRealtimeBus(connection: RealtimeConnection, log: Log): Promise<RealtimeBus> {
  const bus = await openBackend(connection, log)
  return { ...bus, subscribe: createFanOut(bus.subscribe) }
}

async function openBackend(connection: RealtimeConnection, log: Log): Promise<RealtimeBus> {
  // Of the backends only the configured one is loaded.
  if (connection.kind === 'redis')
    return (await import('./redis-bus.ts')).openRedisBus(connection.address, log)
  if (connection.kind === 'postgres')
    return (await import('./postgres-bus.ts')).openPostgresBus(connection, log)
  return openInProcessBus()
}

function openInProcessBus(): RealtimeBus {
  const subscribers = new Set<BusSubscriber>()
  return {
    publish(message) {
      for (const subscriber of subscribers) {
        if (subscriber.hasRoom(message.room)) subscriber.receive(message)
      }
    },
    async subscribe(subscriber) {
      subscribers.add(subscriber)
      return {
        async [Symbol.asyncDispose]() {
          subscribers.delete(subscriber)
        },
      }
    },
    async [Symbol.asyncDispose]() {
      subscribers.clear()
    },
  }
}
