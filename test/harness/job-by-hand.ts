import { uuidv7 } from 'uuidv7'
import type { JobUpdate } from '../../apps/server/src/features/jobs/events.ts'
import { failJob, requeueJob } from '../../apps/server/src/features/jobs/job-lease-store.ts'
import { succeedJob } from '../../apps/server/src/features/jobs/success-store.ts'
import { inRow } from '../../apps/server/src/features/storage/index.ts'
import type { TestApi } from './api.ts'
import type { Client } from './client.ts'
import { smallPicture } from './scripted-model.ts'

/** A job whose worker is the test: each step writes the row and, by default, publishes as a worker would. */
export type JobByHand = {
  id: string
  start(options?: { quietly?: boolean }): Promise<void>
  progress(progress: number): void
  preview(sequence: number, svg?: string): void
  /** Puts it back, as after a temporary failure, or as a worker that stops does. */
  requeue(options?: { countAttempt?: boolean; quietly?: boolean }): Promise<void>
  succeed(options?: { quietly?: boolean; svg?: string }): Promise<void>
  fail(): Promise<void>
}

const usage = { inputTokens: 0, outputTokens: 0, costMicroUsd: 0, estimated: false }

/** Creates a job of the client at an API without a worker. */
export async function acceptByHand(
  api: TestApi,
  client: Client,
  userId: string,
  headers: Record<string, string> = {},
): Promise<JobByHand> {
  const body = { prompt: 'a blue circle, quite round', style: 'flat' }
  const answer = await client.post('/svg/generate-svg', body, headers)
  if (answer.status !== 202) throw new Error(`generate-svg answered ${answer.status}: ${answer.text}`)
  return workByHand(api, userId, (answer.body as { job: { id: string } }).job.id)
}

export function workByHand(api: TestApi, userId: string, id: string): JobByHand {
  const { database, publisher } = api.resources
  const newId = () => crypto.randomUUID()
  let leaseToken = newId()
  const tell = (update: Omit<JobUpdate, 'jobId'>) =>
    publisher.publish(userId, 'generation-job:update', { jobId: id, ...update })
  const settled = (written: boolean) => {
    if (!written) throw new Error('the test does not hold the lease of the job')
  }
  return {
    id,
    async start({ quietly = false } = {}) {
      leaseToken = newId()
      const { rowCount } = await database.pool.query(
        `update generation_jobs set status = 'RUNNING', attempts = attempts + 1, lease_token = $2, lease_expires_at = now() + interval '1 minute',
           started_at = coalesce(started_at, now()), last_started_at = clock_timestamp() where id = $1 and status in ('QUEUED', 'RUNNING')`,
        [id, leaseToken],
      )
      settled(rowCount === 1)
      if (!quietly) tell({ status: 'RUNNING', progress: 5 })
    },
    progress: (progress) => tell({ status: 'RUNNING', progress }),
    preview: (sequence, svg = smallPicture) =>
      publisher.publish(userId, 'generation-job:preview', { jobId: id, svg, sequence }),
    async requeue({ countAttempt = true, quietly = false } = {}) {
      settled(await requeueJob(database.db, { jobId: id, leaseToken, delayMs: 0, countAttempt, usage }))
      if (!quietly) tell({ status: 'QUEUED' })
    },
    async succeed({ quietly = false, svg = smallPicture } = {}) {
      const generationId = newId()
      settled(
        await succeedJob(database.db, {
          jobId: id,
          leaseToken,
          generationId,
          noticeId: uuidv7(),
          text: inRow(svg),
          usage,
        }),
      )
      if (!quietly) tell({ status: 'SUCCEEDED', progress: 100, generationId })
    },
    async fail() {
      const failure = { code: 'REFUSED', message: 'It was refused.' } as const
      settled(
        await failJob(database.db, {
          jobId: id,
          leaseToken,
          refundId: newId(),
          noticeId: uuidv7(),
          ...failure,
          usage,
        }),
      )
      tell({ status: 'FAILED', errorCode: failure.code, errorMessage: failure.message })
    },
  }
}
