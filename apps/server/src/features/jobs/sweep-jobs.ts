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
 * The maximum for one sweep: after the queue has lost everything there are many, and its backend must also
 * answer others.
 */
const jobsMax = 200

/**
 * Enqueues jobs without an entry: their process died before it could enqueue, their queue entry was lost or a
 * dead worker holds it, or their lease expired. An entry leads to any due job, so a backlog with an entry for
 * each job is not enqueued again, however long it waits.
 *
 * @returns how many; if that is the maximum, there may be more.
 */
export async function sweepJobs(
  { db, enqueueJob, countEntries, log }: SweepDeps,
  patienceMs: number,
): Promise<number> {
  const overdue = await takeOverdueJobs(db, patienceMs, jobsMax)
  if (overdue.length === 0) return 0
  // Jobs that are accepted with their entry between the two counts must not hide missing entries.
  const before = await countEntries()
  const due = await countDueJobs(db)
  const missing = due - Math.min(before, await countEntries())
  const enqueued = await Promise.all(
    overdue.slice(0, Math.max(0, missing)).map((job) => {
      reachFailpoint('sweep.marked', { jobId: job.id })
      // A dead worker may still hold an entry with the usual id of this attempt; the queue would ignore a
      // second one.
      return enqueueJob(job, 0, Date.now().toString(36))
    }),
  )
  const jobs = enqueued.filter((wasTaken) => wasTaken).length
  if (jobs > 0) log.info({ jobs }, 'enqueued overdue jobs again')
  return jobs
}

/** Sweeps until it is disposed. Every worker does; each overdue job is taken by one of them. */
export function startSweeper(deps: SweepDeps, { intervalMs, patienceMs }: SweepSettings): AsyncDisposable {
  const stop = new AbortController()
  const outage = createOutageLog({
    lost: (err) => deps.log.warn({ err }, 'could not check for overdue jobs'),
    back: () => deps.log.info('overdue jobs are checked for again'),
  })
  const running = (async () => {
    while (!stop.signal.aborted) {
      await sweepAll(deps, patienceMs, stop.signal).then(outage.succeed, outage.fail)
      // A random part, so that workers which started together do not sweep together.
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
