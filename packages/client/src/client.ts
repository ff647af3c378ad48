import { type Caller, type CallerOptions, createCaller } from './caller.ts'
import { JobFailedError } from './errors.ts'
import { createJobFollower, type JobSnapshot } from './follow-job.ts'
import { createIdempotencyKey } from './idempotency.ts'
import type { CallInput } from './operation.ts'
import { streamJobEvents } from './stream-job-events.ts'
import { watchJob } from './watch-job.ts'
import type { Edit, Job } from './wire.data.ts'

/** A request for one picture. Variations are asked for with `call`. */
export type PictureRequest = Omit<CallInput<'POST /api/svg/generate-svg'>['body'], 'count'>

/** A change in words, which costs a credit, or as a list of edits, which is free. */
export type Change =
  | { instruction: string; model?: string; privacy?: boolean }
  | { edits: Edit[]; privacy?: boolean }

/** A picture with its SVG. `job` is how it came about; a list of edits has none. */
export type DrawnPicture = NonNullable<Job['generation']> & { job?: Job }

export type DrawOptions = {
  /** Ends the waiting. The service finishes the picture, which is then in the account's history. */
  signal?: AbortSignal
  /** Default: a new one, so that a request that is sent again is charged once. */
  idempotencyKey?: string
  /** Called with every change of the job. */
  onProgress?: (snapshot: JobSnapshot) => void
}

export type Client = Caller & {
  /**
   * Draws one picture, and waits for it.
   *
   * @throws JobFailedError it could not be drawn. Also what `call` throws.
   * @example
   * const { svg } = await client.generate({ prompt: 'a red fox under a tree', style: 'flat' })
   */
  generate(request: PictureRequest, options?: DrawOptions): Promise<DrawnPicture>
  /**
   * Makes a new version of a picture, and waits for it. Errors as those of `generate`.
   *
   * @example
   * const { svg } = await client.edit(id, { instruction: 'make the fox blue' })
   */
  edit(pictureId: string, change: Change, options?: DrawOptions): Promise<DrawnPicture>
  /**
   * A job as an iterator that ends with the job. It survives broken connections.
   *
   * @example
   * for await (const { status, progress } of client.watch(job.id)) console.log(status, progress)
   */
  watch(jobId: string, signal?: AbortSignal): AsyncGenerator<JobSnapshot, void, undefined>
}

/**
 * A client of one service, for an API key or a session.
 *
 * @example
 * const client = createClient({ baseUrl: 'https://draw.example', apiKey })
 */
export function createClient(options: CallerOptions = {}): Client {
  const caller = createCaller(options)
  const followJob = createJobFollower({ client: caller, subscribe: streamJobEvents(caller) })
  const watch: Client['watch'] = (jobId, signal) => watchJob(followJob, jobId, signal)

  async function finish(accepted: Job, { signal, onProgress }: DrawOptions): Promise<DrawnPicture> {
    let ended = accepted
    for await (const snapshot of watch(accepted.id, signal)) {
      onProgress?.(snapshot)
      ended = snapshot.job ?? ended
    }
    const { generation, ...job } = ended
    if (!generation) throw new JobFailedError(ended)
    return { ...generation, job: { ...job, generation } }
  }

  return {
    ...caller,
    watch,
    async generate(body, given = {}) {
      const { signal, idempotencyKey = createIdempotencyKey() } = given
      const { job } = await caller.call('POST /api/svg/generate-svg', { body, idempotencyKey, signal })
      return finish(job, given)
    },
    async edit(id, body, given = {}) {
      const { signal, idempotencyKey = createIdempotencyKey() } = given
      const input = { params: { id }, body, idempotencyKey, signal }
      const answer = await caller.call('POST /api/svg/{id}/edits', input)
      if ('job' in answer && answer.job) return finish(answer.job, given)
      if ('svgGeneration' in answer && answer.svgGeneration) return answer.svgGeneration
      throw new TypeError('The answer has neither a picture nor a job.')
    },
  }
}
