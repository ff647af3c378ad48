import type { Db } from '../../platform/db/index.ts'
import type { Log } from '../../platform/log/index.ts'
import { type ClaimedJob, renewLease } from './job-lease-store.ts'

/** Another worker holds the job now, or may soon: nothing that this worker still does for it counts. */
export class LeaseLostError extends Error {}

export type Lease = Disposable & {
  signal: AbortSignal
  /** Aborts the signal now: another part has found that the lease is lost. */
  lose(): void
}

/**
 * Renews the lease three times within its duration. The signal aborts with LeaseLostError when the database
 * says that the lease is lost, or could not be asked until it must have expired.
 */
export function keepLease(db: Db, job: ClaimedJob, leaseMs: number, log: Log): Lease {
  const controller = new AbortController()
  const lose = () => controller.abort(new LeaseLostError())
  let renewedAtMs = performance.now()
  const timer = setInterval(async () => {
    if (performance.now() - renewedAtMs > leaseMs) lose()
    try {
      const sentAtMs = performance.now()
      if (await renewLease(db, job.id, job.leaseToken, leaseMs)) renewedAtMs = sentAtMs
      else lose()
    } catch (err) {
      log.warn({ err }, 'could not renew the lease of a job')
      if (performance.now() - renewedAtMs > leaseMs) lose()
    }
  }, leaseMs / 3)
  return {
    signal: controller.signal,
    lose,
    [Symbol.dispose]() {
      clearInterval(timer)
    },
  }
}
