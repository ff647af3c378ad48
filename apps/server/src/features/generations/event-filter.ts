import type { GenerationEvents, JobUpdate } from './events.ts'
import { hasEnded } from './job-position.ts'

const jobsMax = 500

/**
 * What one socket is still to be told. A snapshot is read from the database while live events already flow,
 * so it may say RUNNING after the end was sent: once a socket knows the end of a job, it hears of that job
 * nothing but the end again. Progress within RUNNING never falls.
 */
export function createEventFilter(): <Name extends keyof GenerationEvents & string>(
  name: Name,
  payload: GenerationEvents[Name],
) => boolean {
  const latest = new Map<string, Pick<JobUpdate, 'status' | 'progress'>>()
  return (name, payload) => {
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
}
