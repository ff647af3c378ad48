import type { Models } from '../models/index.ts'
import type { Database, Replica } from '../platform/db/index.ts'
import type { Log } from '../platform/log/index.ts'
import { type Metrics, openMetrics } from '../platform/metrics/index.ts'
import type { JobQueue } from '../platform/queue/index.ts'
import type { OpenKind, Subscribe } from './metric-listener.ts'
import { measureJobs } from './metrics-of-jobs.ts'
import { measureModels } from './metrics-of-models.ts'
import { measureRequests } from './metrics-of-requests.ts'
import { measureState, type WatchedMoney } from './metrics-of-state.ts'
import { measureWebhooks } from './metrics-of-webhooks.ts'

export type ServiceMetrics = Metrics & {
  watchReplica(replica: Pick<Replica, 'ageMs'>): void
  watchState(database: Database, queue: JobQueue, money: WatchedMoney): void
  watchApi(): void
  /** @param slots number of jobs that this worker runs at once. */
  watchWorker(slots: number, models: Pick<Models, 'list'>): void
  watchOpen(kind: OpenKind, count: () => number): void
}

/** All Prometheus metrics of the service. Counts from now on until it is disposed. */
export async function openServiceMetrics(log: Log): Promise<ServiceMetrics> {
  const metrics = await openMetrics()
  const subscriptions: Disposable[] = []
  const subscribe: Subscribe = (event, listener) => {
    const guarded: typeof listener = (message) => {
      try {
        listener(message)
      } catch (err) {
        log.error({ err }, 'a metric could not be counted')
      }
    }
    subscriptions.push(event.subscribe(guarded))
  }
  const { watchOpen } = measureRequests(metrics, subscribe)
  measureJobs(metrics, subscribe)
  const { showVendors } = measureModels(metrics, subscribe)
  const { watchState, watchReplica } = measureState(metrics)
  const { watchWebhooks } = measureWebhooks(metrics, subscribe)
  const roles = metrics.gauge({
    name: 'chatsvg_role',
    help: 'What this process does: 1 for each of api and worker that it is.',
    labels: ['role'],
  })
  const workerSlots = metrics.gauge({
    name: 'chatsvg_worker_slots',
    help: 'Pictures that the worker in this process draws at a time; 0 where there is none.',
  })
  return {
    ...metrics,
    watchState(database, queue, money) {
      watchState(database, queue, money)
      watchWebhooks(database.db)
    },
    watchReplica,
    watchOpen,
    watchApi: () => roles.set({ role: 'api' }, 1),
    watchWorker(slots, models) {
      roles.set({ role: 'worker' }, 1)
      workerSlots.set(slots)
      showVendors(models.list())
    },
    [Symbol.dispose]() {
      for (const subscription of subscriptions) subscription[Symbol.dispose]()
      metrics[Symbol.dispose]()
    },
  }
}
