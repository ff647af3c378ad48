import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { cutPage, readPageQuery } from '../../platform/http/index.ts'
import { jobErrors } from './errors.ts'
import { readJobList, readPictures } from './read-job-list.ts'
import type { JobRow, JobWithGeneration } from './store.ts'
import { jobStatuses } from './tables.ts'

export type JobListInput = { status?: string; limit?: string; cursor?: string }

const limits = { usual: 20, max: 100 }
/** The maximum of SVG bytes on a page: a hundred large ones would be half a hundred megabytes. */
const pictureBytesMax = 4 * 1024 * 1024

/**
 * One page of the user's jobs, newest first, with their pictures. A page with large pictures ends before its
 * limit; it has at least one job.
 *
 * @throws AppError `invalid_page`, `invalid_cursor`, `invalid_status`.
 */
export async function listOwnJobs(
  db: Db,
  userId: string,
  input: JobListInput,
): Promise<{ jobs: JobWithGeneration[]; nextCursor: string | null }> {
  const { limit, cursor } = readPageQuery(input, limits)
  const status = readStatus(input.status)
  const found = await readJobList(db, { userId, status }, { cursor, limit: limit + 1 })
  const { rows, nextCursor } = cutPage(found, Math.min(limit, countFitting(found)))
  const pictures = await readPictures(
    db,
    rows.flatMap(({ generationId }) => generationId ?? []),
  )
  const byId = new Map(pictures.map((picture) => [picture.id, picture]))
  const jobs = rows.map(({ bytes: _, ...job }) => ({
    job,
    generation: byId.get(job.generationId ?? '') ?? null,
  }))
  return { jobs, nextCursor }
}

/** How many of the first jobs have pictures that fit on one page together. */
function countFitting(jobs: readonly { bytes: number | null }[]): number {
  let bytes = 0
  const tooMuch = jobs.findIndex((job, index) => {
    bytes += job.bytes ?? 0
    return index > 0 && bytes > pictureBytesMax
  })
  return tooMuch < 0 ? jobs.length : tooMuch
}

function readStatus(text: string | undefined): JobRow['status'] | undefined {
  if (!text) return undefined
  const status = jobStatuses.find((known) => known === text)
  if (status) return status
  throw new AppError(jobErrors.invalid_status, {
    errorCode: 'INVALID_STATUS',
  })
}
