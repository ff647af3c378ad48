import { type FollowJob, hasEnded, type JobSnapshot } from './follow-job.ts'

/**
 * A job as an iterator that ends with the job. A slow reader gets the newest snapshot, not all.
 *
 * @throws ApiError the service refuses to show the job. The reason of the signal, when it aborts.
 * @example
 * for await (const { status, progress } of watchJob(followJob, job.id)) console.log(status, progress)
 */
export async function* watchJob(
  followJob: FollowJob,
  jobId: string,
  signal?: AbortSignal,
): AsyncGenerator<JobSnapshot, void, undefined> {
  let newest: JobSnapshot | undefined
  let failure: unknown
  let wake = () => {}
  const fail = (error: unknown) => {
    failure = error
    wake()
  }
  const stop = followJob(
    jobId,
    (snapshot) => {
      newest = snapshot
      wake()
    },
    fail,
  )
  const abort = () => fail(signal?.reason)
  signal?.addEventListener('abort', abort, { once: true })
  if (signal?.aborted) abort()
  try {
    for (;;) {
      if (failure !== undefined) throw failure
      const snapshot = newest
      newest = undefined
      if (snapshot) yield snapshot
      if (snapshot && hasEnded(snapshot)) return
      if (!newest && failure === undefined)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    }
  } finally {
    signal?.removeEventListener('abort', abort)
    stop()
  }
}
