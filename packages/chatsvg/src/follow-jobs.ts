import { type Answer, ConflictError, createIdempotencyKey, type Job, JobFailedError } from '@chatsvg/client'
import type { Service } from './connect.ts'
import { InterruptedError } from './interruption.ts'

/** A job that has ended, in one of three ways. */
export type EndedJob =
  | { kind: 'drawn'; job: Job; picture: NonNullable<Job['generation']> }
  | { kind: 'failed'; job: Job; error: JobFailedError }
  /** By the user. `refunded`: its credit came back; otherwise `reason` says why not. */
  | { kind: 'cancelled'; job: Job; refunded: boolean; reason?: Cancelled['reason'] }

export type FollowedJobs = {
  jobs: EndedJob[]
  /** The balance at the end, if a job said it. */
  credits: number | undefined
}

type Cancelled = Answer<'POST /api/svg/generation-jobs/{id}/cancel'>

/**
 * Follows jobs to their ends. When `interruption` aborts, cancels those that have not ended.
 *
 * @param onProgress is called with the jobs that have ended, the percentage of all, and the pictures as far
 *   as they are drawn.
 * @throws ApiError the service refuses to show a job. @throws UnreachableError it is silent.
 */
export async function followJobs(
  { client, unreachable }: Service,
  jobs: readonly Job[],
  interruption: AbortSignal,
  onProgress: (ended: number, percent: number, previews: string[]) => void,
): Promise<FollowedJobs> {
  const failure = new AbortController()
  const stop = AbortSignal.any([interruption, unreachable, failure.signal])
  const progress = jobs.map(() => 0)
  const previews = jobs.map((): string | undefined => undefined)
  let ended = 0
  let credits: number | undefined
  const report = () =>
    onProgress(
      ended,
      Math.floor(progress.reduce((sum, one) => sum + one, 0) / jobs.length),
      previews.filter((svg) => svg !== undefined),
    )

  async function followOne(accepted: Job, at: number): Promise<EndedJob> {
    let newest = accepted
    try {
      for await (const snapshot of client.watch(accepted.id, stop)) {
        newest = snapshot.job ?? newest
        credits = snapshot.credits ?? credits
        progress[at] = snapshot.progress
        previews[at] = snapshot.job?.generation?.svg ?? snapshot.preview ?? previews[at]
        report()
      }
    } catch (error) {
      if (error instanceof InterruptedError) return cancel(accepted)
      // The others are not followed any more either.
      failure.abort(error)
      throw error
    }
    ended += 1
    report()
    return describeEnd(newest)
  }

  async function cancel({ id }: Job): Promise<EndedJob> {
    const input = { params: { id }, idempotencyKey: createIdempotencyKey() }
    try {
      const answer = await client.call('POST /api/svg/generation-jobs/{id}/cancel', input)
      credits = answer.credits
      return { kind: 'cancelled', job: answer.job, refunded: answer.refunded, reason: answer.reason }
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error
      // It was finished in the meantime.
      const found = await client.call('GET /api/svg/generation-jobs/{id}', { params: { id } })
      credits = found.credits ?? credits
      return describeEnd(found.job)
    }
  }

  report()
  return { jobs: await Promise.all(jobs.map(followOne)), credits }
}

function describeEnd(job: Job): EndedJob {
  return job.generation
    ? { kind: 'drawn', job, picture: job.generation }
    : { kind: 'failed', job, error: new JobFailedError(job) }
}
