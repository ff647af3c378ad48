import type { Client } from './client.ts'
import { ApiError } from './errors.ts'
import type { ConnectionState, JobEvent, SubscribeToJob } from './job-events.ts'
import type { Job } from './wire.data.ts'

/**
 * A job as far as it is known. `progress` is 0 to 100 and never falls; `preview` is SVG that is safe to show;
 * `job` is complete once it has ended; `credits` is the balance after the end.
 */
export type JobSnapshot = {
  status: Job['status']
  progress: number
  preview: string | undefined
  job: Job | undefined
  credits: number | undefined
}

export const unknownJob: JobSnapshot = {
  status: 'QUEUED',
  progress: 0,
  preview: undefined,
  job: undefined,
  credits: undefined,
}

export const hasEnded = ({ status }: { status: Job['status'] }): boolean =>
  status === 'SUCCEEDED' || status === 'FAILED'

export type JobFollower = {
  /**
   * Calls back with every change of a job, last with its end.
   *
   * @param onRefused is called when the service refuses to show the job. A job that nobody has (404) is not
   *   asked for again; another refusal, such as of an ended session, may pass.
   * @returns stops following.
   */
  follow(
    jobId: string,
    onChange: (snapshot: JobSnapshot) => void,
    onRefused?: (error: ApiError) => void,
  ): () => void
  /**
   * The same as an iterator, which ends with the job. A slow reader gets the newest snapshot, not all.
   *
   * @throws ApiError the service refuses to show the job.
   * @example
   * for await (const { status, progress } of jobs.watch(job.id)) console.log(status, progress)
   */
  watch(jobId: string, signal?: AbortSignal): AsyncGenerator<JobSnapshot, void, undefined>
}

/** While events arrive, the job is read seldom, since some may get lost; otherwise often. */
const readsEveryMs: Record<ConnectionState, number> = { open: 10_000, lost: 1_500, closed: 10_000 }

/**
 * Follows jobs from what they are now to their end, whether the connection lasts or not.
 *
 * @param subscribe how events arrive: `streamJobEvents(client)`, or a connection of the caller's own.
 */
export function createJobFollower({
  client,
  subscribe,
}: {
  client: Pick<Client, 'call'>
  subscribe: SubscribeToJob
}): JobFollower {
  return { follow, watch }

  function follow(
    jobId: string,
    onChange: (snapshot: JobSnapshot) => void,
    onRefused: (error: ApiError) => void = () => undefined,
  ): () => void {
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
        // A new attempt counts from the beginning.
        if (preview.sequence < sequence && preview.sequence > 1) return
        sequence = preview.sequence
        change({ preview: preview.svg })
      } else {
        const { status, progress = 0 } = event.update
        connection = 'open'
        if (hasEnded(event.update)) void read()
        else change({ status, progress: Math.max(progress, snapshot.progress) })
      }
    }

    /** The row is the truth: a snapshot begins and ends with it. */
    async function read(): Promise<void> {
      if (isOver || connection === 'closed') return
      // An answer that is on its way may be older than what made us ask.
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

  async function* watch(jobId: string, signal?: AbortSignal): AsyncGenerator<JobSnapshot, void, undefined> {
    let newest: JobSnapshot | undefined
    let failure: unknown
    let wake = () => {}
    const stop = follow(
      jobId,
      (snapshot) => {
        newest = snapshot
        wake()
      },
      (error) => {
        failure = error
        wake()
      },
    )
    const abort = () => {
      failure = signal?.reason
      wake()
    }
    signal?.addEventListener('abort', abort, { once: true })
    if (signal?.aborted) abort()
    try {
      for (;;) {
        if (failure) throw failure
        const snapshot = newest
        newest = undefined
        if (snapshot) yield snapshot
        if (snapshot && hasEnded(snapshot)) return
        if (!newest && !failure)
          await new Promise<void>((resolve) => {
            wake = resolve
          })
      }
    } finally {
      signal?.removeEventListener('abort', abort)
      stop()
    }
  }
}
