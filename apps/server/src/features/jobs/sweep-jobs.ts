import { setTimeout as delay } from 'node:timers/promises'
import type { Db } from '../../platform/db/index.ts'
import { createOutageLog, type Log } from '../../platform/log/index.ts'
import type { EnqueueJob } from './enqueue-job.ts'
import { reachFailpoint } from './failpoints.ts'
import { countDueJobs, takeOverdueJobs } from './job-lease-store.ts'

export type SweepDeps = {
  db: Db
  enqueueJob: EnqueueJob
  /** Entries that nobody has taken yet. Rejects while the queue does not answer. */
  countEntries: () => Promise<number>
  log: Log
}

export type SweepSettings = { intervalMs: number; patienceMs: number }

/**
 * Rung for at once: after the queue has lost everything there are many, and its backend is to answer others
 * as well.
 */
const jobsMax = 200

/**
 * Enqueues jobs that nobody enqueued: their process died before it could, their queue entry vanished or is
 * in a dead worker's hands, or their worker's lease ran out. An entry leads to any job that is due, so a
 * backlog with an entry for each job is left alone, however long it waits.
 *
 * @returns for how many; as many as it takes at once may not have been all.
 */
export async function sweepJobs(
  { db, enqueueJob, countEntries, log }: SweepDeps,
  patienceMs: number,
): Promise<number> {
  const overdue = await takeOverdueJobs(db, patienceMs, jobsMax)
  if (overdue.length === 0) return 0
  // Jobs that come with their entry between two counts must not make up for entries that are missing.
  const before = await countEntries()
  const due = await countDueJobs(db)
  const missing = due - Math.min(before, await countEntries())
  const enqueued = await Promise.all(
    overdue.slice(0, Math.max(0, missing)).map((job) => {
      reachFailpoint('sweep.marked', { jobId: job.id })
      // An entry of an attempt's usual name may be in the hands of a dead worker still, and would swallow
      // this one.
      return enqueueJob(job, 0, Date.now().toString(36))
    }),
  )
  const jobs = enqueued.filter((wasTaken) => wasTaken).length
  if (jobs > 0) log.info({ jobs }, 'enqueued overdue jobs again')
  return jobs
}

/** Sweeps for as long as it is not disposed. Every worker does; each overdue job is taken by one of them. */
export function startSweeper(deps: SweepDeps, { intervalMs, patienceMs }: SweepSettings): AsyncDisposable {
  const stop = new AbortController()
  const outage = createOutageLog({
    lost: (err) => deps.log.warn({ err }, 'could not look for overdue jobs'),
    back: () => deps.log.info('overdue jobs are looked for again'),
  })
  const running = (async () => {
    while (!stop.signal.aborted) {
      await sweepAll(deps, patienceMs, stop.signal).then(outage.succeed, outage.fail)
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

async function sweepAll(deps: SweepDeps, patienceMs: number, stop: AbortSignal): Promise<void> {
  while ((await sweepJobs(deps, patienceMs)) === jobsMax) if (stop.aborted) return
}
