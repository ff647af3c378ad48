import type { Caller } from './caller.ts'
import { ApiError } from './errors.ts'
import type { ConnectionState, JobEvent, SubscribeToJob } from './job-events.ts'
import type { Job } from './wire.data.ts'

/**
 * A job as far as it is known. `progress` is 0 to 100 and never falls; `preview` is SVG that is safe to show;
 * `isRepair`: the preview is a complete picture, and its model is asked to correct it; `job` is complete once
 * it has ended; `credits` is the balance after the end.
 */
export type JobSnapshot = {
  status: Job['status']
  progress: number
  preview: string | undefined
  isRepair: boolean
  job: Job | undefined
  credits: number | undefined
}

export const unknownJob: JobSnapshot = {
  status: 'QUEUED',
  progress: 0,
  preview: undefined,
  isRepair: false,
  job: undefined,
  credits: undefined,
}

export const hasEnded = ({ status }: { status: Job['status'] }): boolean =>
  status === 'SUCCEEDED' || status === 'FAILED'

/**
 * Calls back with every change of a job, last with its end.
 *
 * @param onRefused is called when the service refuses to show the job. A job that does not exist (404) is not
 *   read again; after another refusal, such as of an ended session, it is.
 * @returns stops following.
 */
export type FollowJob = (
  jobId: string,
  onChange: (snapshot: JobSnapshot) => void,
  onRefused?: (error: ApiError) => void,
) => () => void

/** While events arrive, the job is read rarely, because some may be lost; otherwise often. */
const readsEveryMs: Record<ConnectionState, number> = { open: 10_000, lost: 1_500, closed: 10_000 }

/**
 * Follows jobs from their current state to their end, also when the connection breaks.
 *
 * @param subscribe how events arrive: `streamJobEvents(client)`, or a connection of the caller's own.
 * @example
 * const followJob = createJobFollower({ client, subscribe: streamJobEvents(client) })
 * const stop = followJob(job.id, ({ status, progress }) => console.log(status, progress))
 */
export function createJobFollower({
  client,
  subscribe,
}: {
  client: Pick<Caller, 'call'>
  subscribe: SubscribeToJob
}): FollowJob {
  return (jobId, onChange, onRefused = () => undefined) => {
    let snapshot = unknownJob
    let connection: ConnectionState = 'lost'
    let sequence = -1
    let isStarted = false
    let isOver = false
    let isReading = false
    let mustReadAgain = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const unsubscribe = subscribe(jobId, handle)
    isStarted = true
    void read()
    return stop

    function stop(): void {
      if (isOver) return
      isOver = true
      clearTimeout(timer)
      unsubscribe()
    }

    function handle(event: JobEvent): void {
      if (isOver) return
      if (event.kind === 'connection') {
        connection = event.state
        if (isStarted) void read()
      } else if (event.kind === 'preview') {
        const { preview } = event
        // The progress of a new attempt starts at 0.
        if (preview.sequence < sequence && preview.sequence > 1) return
        sequence = preview.sequence
        change({ preview: preview.svg })
      } else {
        const { status, progress = 0, isRepair = false } = event.update
        connection = 'open'
        if (hasEnded(event.update)) void read()
        else change({ status, progress: Math.max(progress, snapshot.progress), isRepair })
      }
    }

    /** The row is the truth: a snapshot begins and ends with it. */
    async function read(): Promise<void> {
      if (isOver || connection === 'closed') return
      // An answer in flight may be older than the event that caused this read.
      mustReadAgain = isReading
      if (isReading) return
      isReading = true
      clearTimeout(timer)
      try {
        const { job, credits } = await client.call('GET /api/svg/generation-jobs/{id}', {
          params: { id: jobId },
        })
        if (isOver) return
        if (hasEnded(job)) {
          stop()
          change({ status: job.status, progress: 100, job, credits })
          return
        }
        change({ status: job.status, job })
      } catch (error) {
        if (isOver) return
        const isRefused = error instanceof ApiError && error.status < 500 && error.status !== 429
        if (isRefused && error.status === 404) stop()
        if (isRefused) onRefused(error)
      } finally {
        isReading = false
      }
      if (!isOver) timer = setTimeout(() => void read(), mustReadAgain ? 0 : readsEveryMs[connection])
    }

    function change(part: Partial<JobSnapshot>): void {
      snapshot = { ...snapshot, ...part }
      if (isStarted) onChange(snapshot)
    }
  }
}
