import type { RealtimeFilter } from '../../platform/realtime/index.ts'
import { type GenerationEvents, hasEnded, type JobUpdate } from '../jobs/index.ts'

const jobsMax = 500

/**
 * Filters the events of one socket. A snapshot is read from the database while live events already arrive, so
 * it may say RUNNING after the end was sent. Once a socket has got the end of a job, it gets nothing about
 * that job except the end again. Progress within RUNNING never decreases. It expects more while a job that it
 * knows has not ended. Events that are not about jobs pass.
 */
export function createEventFilter(): RealtimeFilter<GenerationEvents> {
  const latest = new Map<string, Pick<JobUpdate, 'status' | 'progress'>>()
  const isWanted: RealtimeFilter<GenerationEvents>['isWanted'] = (name, payload) => {
    const known = latest.get(payload.jobId)
    if (known && hasEnded(known)) return name === 'generation-job:update' && hasEnded(payload as JobUpdate)
    if (name !== 'generation-job:update') return true
    const update = payload as JobUpdate
    const falls =
      known?.status === 'RUNNING' &&
      update.status === 'RUNNING' &&
      (update.progress ?? 0) < (known.progress ?? 0)
    if (falls) return false
    latest.delete(update.jobId)
    latest.set(update.jobId, { status: update.status, progress: update.progress })
    const [oldest] = latest.keys()
    if (latest.size > jobsMax && oldest !== undefined) latest.delete(oldest)
    return true
  }
  return { isWanted, expectsMore: () => [...latest.values()].some((job) => !hasEnded(job)) }
}
