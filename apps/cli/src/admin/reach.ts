import { jobDefinitions } from '@chatsvg/server/app/job-definitions'
import type { Config } from '@chatsvg/server/config'
import { type GenerationEvents, type Jobs, openJobs } from '@chatsvg/server/features/jobs'
import { createModels } from '@chatsvg/server/models'
import type { Database } from '@chatsvg/server/platform/db'
import type { DisposalStack } from '@chatsvg/server/platform/disposal'
import type { Log } from '@chatsvg/server/platform/log'
import { openQueue } from '@chatsvg/server/platform/queue'
import { createRealtimePublisher, openRealtimeBus } from '@chatsvg/server/platform/realtime'

/**
 * What an action must notify in addition to its rows: workers by the queue, sockets by the bus. The rows are
 * enough if it reaches nothing: sweepers enqueue jobs, workers find their leases lost, and a service with an
 * embedded database, whose sockets receive messages only of its own process, checks every minute that their
 * sessions are alive.
 */
export type AdminReach = {
  jobs: Pick<Jobs, 'models' | 'enqueueJob' | 'readQueueCounts' | 'cancelEffects'>
  disconnectUser: (userId: string, reason: string) => void
  /** Also for an API key, by its id. */
  disconnectSession: (sessionId: string, reason: string) => void
}

export async function openAdminReach(
  { redis, models, limits }: Config,
  { database, url }: { database: Database; url: string },
  log: Log,
  stack: DisposalStack,
): Promise<AdminReach> {
  const queue = stack.use(
    await openQueue(redis ? { kind: 'redis', ...redis } : { kind: 'postgres', url }, jobDefinitions, log),
  )
  const bus = stack.use(
    await openRealtimeBus(
      redis ? { kind: 'redis', address: redis.address } : { kind: 'postgres', pool: database.pool },
      log,
    ),
  )
  const publisher = createRealtimePublisher<GenerationEvents>(bus, log)
  const jobs = stack.use(
    openJobs({
      db: database.db,
      queue,
      publish: publisher.publish,
      models: createModels(models),
      spendLimitMicroUsd: limits.modelSpendPerDay,
      log,
    }),
  )
  const pending = new Set<Promise<boolean>>()
  // The program does not exit before they are enqueued.
  stack.defer(async () => void (await Promise.all(pending)))
  return {
    jobs: {
      ...jobs,
      enqueueJob(...about) {
        const enqueued = jobs.enqueueJob(...about)
        pending.add(enqueued)
        return enqueued
      },
    },
    disconnectUser: publisher.disconnectUser,
    disconnectSession: publisher.disconnectSession,
  }
}
