import type { Answer as WireAnswer } from '@chatsvg/client'
import type { Answer, Client } from './client.ts'
import { waitFor } from './wait.ts'

export type JobAnswer = WireAnswer<'GET /api/svg/generation-jobs/{id}'>

/** The job that a request has created. */
export function acceptedJob({ status, text, body }: Answer): JobAnswer['job'] {
  if (status !== 202) throw new Error(`the request for a picture answered ${status}: ${text}`)
  return (body as JobAnswer).job
}

/** Waits for the end of a job of the client. */
export const jobEnd = (client: Client, id: string, timeoutMs = 60_000): Promise<JobAnswer> =>
  waitFor(
    'the end of the job',
    async () => {
      const answer = (await client.get(`/svg/generation-jobs/${id}`)).body as JobAnswer
      return ['SUCCEEDED', 'FAILED'].includes(answer.job.status) && answer
    },
    timeoutMs,
  )
