import type { PictureReport } from '../../models/index.ts'
import type { JobUpdate } from './events.ts'
import type { JobState } from './read-job-state.ts'
import type { GenerationRow, JobRow } from './store.ts'

/** A job as the wire contract has it; times are ISO 8601. */
export function presentJob(job: JobRow, generation: GenerationRow | null = null) {
  return {
    id: job.id,
    status: job.status,
    prompt: job.prompt,
    style: job.style,
    model: job.model,
    ...(job.requestedModel !== null && { requestedModel: job.requestedModel }),
    privacy: job.privacy,
    ...(job.apiKeyId !== null && { requestedBy: job.apiKeyId }),
    ...(job.parentId !== null && { parentId: job.parentId }),
    ...(job.options && { options: job.options }),
    createdAt: job.createdAt.toISOString(),
    startedAt: job.startedAt?.toISOString() ?? null,
    finishedAt: job.finishedAt?.toISOString() ?? null,
    errorCode: job.errorCode,
    errorMessage: job.errorMessage,
    generationId: job.generationId,
    ...(job.report && { report: presentReport(job.report) }),
    generation: generation && {
      id: generation.id,
      prompt: generation.prompt,
      style: generation.style,
      model: generation.model,
      privacy: generation.privacy,
      svg: generation.svg,
      createdAt: generation.createdAt.toISOString(),
    },
  }
}

/** Without the kinds of words, which the wire contract does not have. */
export function presentReport({ drawn, leftOut, changed }: PictureReport) {
  return { drawn, leftOut: leftOut.map(({ words, reason }) => ({ words, reason })), changed }
}

/** The state of a job for a socket or a stream when it connects. */
export function presentUpdate(job: JobState): JobUpdate {
  return {
    jobId: job.id,
    status: job.status,
    ...(job.status === 'SUCCEEDED' && { progress: 100 }),
    ...(job.generationId && { generationId: job.generationId }),
    ...(job.errorCode && { errorCode: job.errorCode }),
    ...(job.errorMessage && { errorMessage: job.errorMessage }),
  }
}
