import { setTimeout as delay } from 'node:timers/promises'
import type { Db } from '../../platform/db/index.ts'
import type { Log } from '../../platform/log/index.ts'
import { takeOverdueJobs } from './job-lease-store.ts'
import type { Ring } from './ring.ts'

export type SweepDeps = { db: Db; ring: Ring; log: Log }

export type SweepSettings = { intervalMs: number; patienceMs: number }

const jobsMax = 1_000

/** Rings for jobs that nobody rings for: their process died before it could, their queue entry vanished, or their worker's lease ran out. */
export async function sweepJobs({ db, ring, log }: SweepDeps, patienceMs: number): Promise<number> {
  const overdue = await takeOverdueJobs(db, patienceMs, jobsMax)
  for (const job of overdue) ring(job)
  if (overdue.length > 0) log.info({ jobs: overdue.length }, 'rang again for overdue jobs')
  return overdue.length
}

/** Sweeps for as long as it is not disposed. Every worker does; each overdue job is taken by one of them. */
export function startSweeper(deps: SweepDeps, { intervalMs, patienceMs }: SweepSettings): AsyncDisposable {
  const stop = new AbortController()
  const running = (async () => {
    while (!stop.signal.aborted) {
      await sweepJobs(deps, patienceMs).catch((err) =>
        deps.log.warn({ err }, 'could not look for overdue jobs'),
      )
      // Workers that started together drift apart.
      await delay(intervalMs * (0.75 + Math.random() / 2), undefined, { signal: stop.signal }).catch(
        () => undefined,
      )
    }
  })()
  return {
    async [Symbol.asyncDispose]() {
      stop.abort()
      await running
    },
  }
}
