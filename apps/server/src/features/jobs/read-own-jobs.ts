import { and, eq, gt, inArray } from 'drizzle-orm'
import { type Db, readInPages, type Tx } from '../../platform/db/index.ts'
import type { JobRow } from './store.ts'
import { generationJobs } from './tables.ts'

/** All requests of the user, oldest first. */
export function readOwnJobs(db: Db, userId: string): AsyncGenerator<JobRow> {
  return readInPages((last: JobRow | undefined, limit) =>
    db
      .select()
      .from(generationJobs)
      .where(and(eq(generationJobs.userId, userId), last && gt(generationJobs.id, last.id)))
      .orderBy(generationJobs.id)
      .limit(limit),
  )
}

/**
 * Locks the user's unfinished jobs before the user is deleted: the end of a job locks the job before the
 * user, and every transaction that needs both must do the same.
 */
export async function lockUnfinishedJobs(tx: Tx, userId: string): Promise<void> {
  await tx
    .select({ id: generationJobs.id })
    .from(generationJobs)
    .where(and(eq(generationJobs.userId, userId), inArray(generationJobs.status, ['QUEUED', 'RUNNING'])))
    .for('update')
}

export type JobSubject = Pick<JobRow, 'id' | 'prompt' | 'generationId'>

/** The prompts of some jobs, and their pictures, for lists that name jobs. */
export function readJobSubjects(db: Db, userId: string, ids: string[]): Promise<JobSubject[]> {
  const { id, prompt, generationId } = generationJobs
  return db
    .select({ id, prompt, generationId })
    .from(generationJobs)
    .where(and(eq(generationJobs.userId, userId), inArray(id, ids)))
}
