import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db/index.ts'
import { generationJobs, generations, type JobWithGeneration, pictureColumns } from '../jobs/index.ts'

/** The jobs of a user's set with their pictures, in the order of its prompts, or none. */
export async function findSet(db: Db, userId: string, setId: string): Promise<JobWithGeneration[]> {
  return db
    .select({ job: generationJobs, generation: pictureColumns })
    .from(generationJobs)
    .leftJoin(generations, eq(generations.id, generationJobs.generationId))
    .where(
      and(
        eq(generationJobs.batchId, setId),
        eq(generationJobs.userId, userId),
        sql`jsonb_exists(${generationJobs.options}, 'set')`,
      ),
    )
    .orderBy(generationJobs.id)
}
