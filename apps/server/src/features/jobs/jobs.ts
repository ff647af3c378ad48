import { Type } from 'typebox'
import { defineJob } from '../../platform/queue/index.ts'

/** Far above the limit of an attempt, which the generation enforces itself. */
const entryTimeoutMs = 2 * 60 * 60 * 1000

/** One queue entry for one generation job. Attempts are counted in the job's row. */
export const generateSvgJob = defineJob({
  name: 'generate-svg',
  payload: Type.Object({ jobId: Type.String({ format: 'uuid' }) }),
  timeoutMs: entryTimeoutMs,
  isDivided: true,
})
