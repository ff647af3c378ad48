import type { Db } from '../../platform/db/index.ts'
import type { Log } from '../../platform/log/index.ts'
import { renewLeases } from './lease-renewal-store.ts'

/** Another worker holds the job now, or may soon: nothing that this worker still does for it counts. */
export class LeaseLostError extends Error {}

export type Lease = Disposable & {
  signal: AbortSignal
  /** Aborts the signal now: another part has found that the lease is lost. */
  lose(): void
  /** Aborts the signal for another reason; the lease is kept. */
  abort(reason: unknown): void
  /** The picture is finished: the lease is kept until it is stored. */
  finishDrawing(): void
}

/** The leases of one process. Open it once in each process. */
export type Leases = {
  /** How many of those that are held now are of pictures that are not finished. */
  readonly drawing: number
  /**
   * Renews the lease until it is disposed. The signal aborts with LeaseLostError when the lease is lost
   * according to the database, or when the database is unavailable until the lease must have expired.
   */
  keep(job: { id: string; leaseToken: string }): Lease
}

type Held = {
  jobId: string
  leaseToken: string
  renewedAtMs: number
  isDrawing: boolean
  lose: () => void
}

/** Renews all leases of the process in one statement, three times within their duration. */
export function createLeases(db: Db, leaseMs: number, log: Log): Leases {
  const all = new Set<Held>()
  let drawing = 0
  let timer: NodeJS.Timeout | undefined

  async function renewAll(): Promise<void> {
    const asked = [...all]
    loseExpired(asked)
    try {
      const sentAtMs = performance.now()
      const rows = await renewLeases(db, asked, leaseMs)
      const isRenewed = new Map(rows.map((row) => [row.leaseToken, row.isRenewed]))
      for (const held of asked) {
        if (isRenewed.get(held.leaseToken)) held.renewedAtMs = sentAtMs
        else if (!isRenewed.has(held.leaseToken) && all.has(held)) held.lose()
      }
    } catch (err) {
      log.warn({ err, jobs: asked.length }, 'could not renew the leases of jobs')
      loseExpired(asked)
    }
  }

  function loseExpired(leases: readonly Held[]): void {
    for (const { renewedAtMs, lose } of leases) if (performance.now() - renewedAtMs > leaseMs) lose()
  }

  return {
    get drawing() {
      return drawing
    },
    keep({ id, leaseToken }) {
      const controller = new AbortController()
      const lose = () => controller.abort(new LeaseLostError())
      const held: Held = { jobId: id, leaseToken, renewedAtMs: performance.now(), isDrawing: true, lose }
      all.add(held)
      drawing += 1
      function finishDrawing(): void {
        if (held.isDrawing) drawing -= 1
        held.isDrawing = false
      }
      timer ??= setInterval(renewAll, leaseMs / 3)
      return {
        signal: controller.signal,
        lose,
        abort: (reason) => controller.abort(reason),
        finishDrawing,
        [Symbol.dispose]() {
          finishDrawing()
          all.delete(held)
          if (all.size > 0) return
          clearInterval(timer)
          timer = undefined
        },
      }
    },
  }
}
