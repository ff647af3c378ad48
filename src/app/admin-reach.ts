import type { Config } from '../config/index.ts'
import {
  type CancelNews,
  createAnnouncer,
  createQueueCounts,
  createRing,
  createSilence,
  type GenerationEvents,
  type ReadQueueCounts,
  type Ring,
} from '../features/generations/index.ts'
import type { Database } from '../platform/db/index.ts'
import type { DisposalStack } from '../platform/disposal/index.ts'
import type { Log } from '../platform/log/index.ts'
import { openQueue } from '../platform/queue/index.ts'
import { createRealtimePublisher, openRealtimeBus } from '../platform/realtime/index.ts'
import { jobDefinitions } from './resources.ts'

/**
 * Whom an act has to reach beyond the rows: workers by the queue, sockets by the bus. The rows are enough
 * where it reaches nobody: sweepers ring, workers see their leases gone, and a service with an embedded
 * database, whose sockets hear its own process alone, asks every minute whether their sessions live.
 */
export type AdminReach = {
  ring: Ring
  readCounts: ReadQueueCounts
  news: CancelNews
  disconnectUser: (userId: string, reason: string) => void
}

export async function openAdminReach(
  { redisUrl }: Config,
  { database, url }: { database: Database; url: string },
  log: Log,
  stack: DisposalStack,
): Promise<AdminReach> {
  const queue = stack.use(
    await openQueue(
      redisUrl ? { kind: 'redis', url: redisUrl } : { kind: 'postgres', url },
      jobDefinitions,
      log,
    ),
  )
  const bus = stack.use(
    await openRealtimeBus(
      redisUrl ? { kind: 'redis', url: redisUrl } : { kind: 'postgres', pool: database.pool },
      log,
    ),
  )
  const publisher = createRealtimePublisher<GenerationEvents>(bus, log)
  const { announceEnd } = stack.use(createAnnouncer(publisher.publish))
  const ring = createRing(queue, log)
  const bells = new Set<Promise<boolean>>()
  // The program does not end before they were heard.
  stack.defer(async () => void (await Promise.all(bells)))
  return {
    ring(...about) {
      const bell = ring(...about)
      bells.add(bell)
      return bell
    },
    readCounts: createQueueCounts(queue),
    news: { announceEnd, silence: createSilence(queue, log) },
    disconnectUser: publisher.disconnectUser,
  }
}
