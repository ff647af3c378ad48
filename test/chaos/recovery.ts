import type { Evidence } from './check.ts'
import { groupBy } from './group-by.ts'

export const takeoverMaxMs = 30_000

/**
 * How long each interrupted job took until it was claimed again or ended, and after its last interruption
 * until it ended. Time in which a necessary server was down is not counted.
 */
export function measureRecoveries({
  rows,
  steps,
  interruptions,
  outages,
}: Pick<Evidence, 'rows' | 'steps' | 'interruptions' | 'outages'>): { jobId: string; recoveryMs: number }[] {
  const jobs = new Map(rows.jobs.map((job) => [job.id, job]))
  const byJob = groupBy([...interruptions], ({ jobId }) => jobId)
  return [...byJob].flatMap(([jobId, all]) => {
    const inOrder = all.toSorted((a, b) => a.atMs - b.atMs)
    return inOrder.map(({ atMs }, index) => {
      const isLast = index === inOrder.length - 1
      const claimedAtMs = steps.find(
        (s) => s.step === 'job.claimed' && s.jobId === jobId && s.atMs > atMs,
      )?.atMs
      const endedAtMs = jobs.get(jobId)?.finishedAtMs ?? Number.POSITIVE_INFINITY
      const doneAtMs = isLast ? endedAtMs : Math.min(claimedAtMs ?? Number.POSITIVE_INFINITY, endedAtMs)
      return { jobId, recoveryMs: Math.max(0, doneAtMs - startOfPatience(atMs, outages)) }
    })
  })
}

function startOfPatience(atMs: number, outages: Evidence['outages']): number {
  let startMs = atMs
  for (const { fromMs, toMs } of outages.toSorted((a, b) => a.fromMs - b.fromMs))
    if (fromMs <= startMs + takeoverMaxMs && toMs > startMs) startMs = toMs
  return startMs
}
