import type { Db } from '../../platform/db/index.ts'
import type { Log } from '../../platform/log/index.ts'
import { type ClaimedJob, renewLease } from './job-lease-store.ts'

/** The job is somebody else's now, or may be soon: whatever this worker still does for it is void. */
export class LeaseLostError extends Error {}

/**
 * Renews the lease three times in its length. The signal aborts with LeaseLostError when the database says that the lease is gone, or could not be asked
 * until it must have run out.
 */
export function keepLease(
  db: Db,
  job: ClaimedJob,
  leaseMs: number,
  log: Log,
): { signal: AbortSignal } & Disposable {
  const controller = new AbortController()
  let renewedAtMs = performance.now()
  const timer = setInterval(async () => {
    if (performance.now() - renewedAtMs > leaseMs) controller.abort(new LeaseLostError())
    try {
      const sentAtMs = performance.now()
      if (await renewLease(db, job.id, job.leaseToken, leaseMs)) renewedAtMs = sentAtMs
      else controller.abort(new LeaseLostError())
    } catch (err) {
      log.warn({ err }, 'could not renew the lease of a job')
      if (performance.now() - renewedAtMs > leaseMs) controller.abort(new LeaseLostError())
    }
  }, leaseMs / 3)
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      clearInterval(timer)
    },
  }
}
