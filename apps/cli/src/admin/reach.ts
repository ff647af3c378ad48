import { jobDefinitions } from '@chatsvg/server/app/job-definitions'
import type { Config } from '@chatsvg/server/config'
import {
  type CancelEffects,
  createAnnouncer,
  createDequeueJob,
  createEnqueueJob,
  createQueueCounts,
  type EnqueueJob,
  type GenerationEvents,
  type ReadQueueCounts,
} from '@chatsvg/server/features/generations'
import type { Database } from '@chatsvg/server/platform/db'
import type { DisposalStack } from '@chatsvg/server/platform/disposal'
import type { Log } from '@chatsvg/server/platform/log'
import { openQueue } from '@chatsvg/server/platform/queue'
import { createRealtimePublisher, openRealtimeBus } from '@chatsvg/server/platform/realtime'

/**
 * Whom an act has to reach beyond the rows: workers by the queue, sockets by the bus. The rows are enough
 * where it reaches nobody: sweepers enqueueJob, workers see their leases gone, and a service with an embedded
 * database, whose sockets hear its own process alone, asks every minute whether their sessions live.
 */
export type AdminReach = {
  enqueueJob: EnqueueJob
  readCounts: ReadQueueCounts
  effects: CancelEffects
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
  const enqueueJob = createEnqueueJob(queue, log)
  const pending = new Set<Promise<boolean>>()
  // The program does not end before they were heard.
  stack.defer(async () => void (await Promise.all(pending)))
  return {
    enqueueJob(...about) {
      const enqueued = enqueueJob(...about)
      pending.add(enqueued)
      return enqueued
    },
    readCounts: createQueueCounts(queue),
    effects: { announceEnd, dequeueJob: createDequeueJob(queue, log) },
    disconnectUser: publisher.disconnectUser,
  }
}
