import { hasEnded, type JobWithGeneration, presentJob } from '../jobs/index.ts'

/** A set with its jobs, in the order of its prompts. */
export function presentSet(setId: string, rows: readonly JobWithGeneration[]) {
  const ended = rows.filter(({ job }) => hasEnded(job))
  const succeeded = rows.filter(({ job }) => job.status === 'SUCCEEDED').length
  return {
    set: {
      id: setId,
      total: rows.length,
      succeeded,
      failed: ended.length - succeeded,
      /** Percent of the jobs that have ended. */
      progress: Math.floor((100 * ended.length) / Math.max(1, rows.length)),
    },
    jobs: rows.map(({ job, generation }) => presentJob(job, generation)),
  }
}
