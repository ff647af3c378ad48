import { getTableColumns } from 'drizzle-orm'
import { type Db, type KeysetCursor, queryNamed } from '../../platform/db/index.ts'
import { readTexts } from '../storage/index.ts'
import type { GenerationRow, JobRow, StoredGeneration } from './store.ts'
import { generationJobs, pictureColumns } from './tables.ts'

export type ListedJob = JobRow & {
  /** Of the picture; null if there is none. */
  bytes: number | null
}

const select = (columns: Record<string, { name: string }>, table: string) =>
  Object.entries(columns)
    .map(([name, column]) => `${table}.${column.name} as "${name}"`)
    .join(', ')
const jobColumns = select(getTableColumns(generationJobs), 'job')
const columnsOfPicture = select(pictureColumns, 'picture')

/** The user's jobs, newest first, after the cursor if there is one. */
export async function readJobList(
  db: Db,
  filter: { userId: string; status: JobRow['status'] | undefined },
  page: { cursor: KeysetCursor | undefined; limit: number },
): Promise<ListedJob[]> {
  const values: unknown[] = [filter.userId, page.limit]
  const bind = (value: unknown) => `$${values.push(value)}`
  const conditions = ['job.user_id = $1']
  if (filter.status) conditions.push(`job.status = ${bind(filter.status)}`)
  if (page.cursor) {
    const { createdAt, id } = page.cursor
    conditions.push(`(job.created_at, job.id) < (${bind(createdAt)}::timestamptz, ${bind(id)}::uuid)`)
  }
  return queryNamed<ListedJob>(
    db,
    `read_job_list${filter.status ? '_status' : ''}${page.cursor ? '_after' : ''}`,
    `select ${jobColumns}, picture.bytes from generation_jobs job left join generations picture on picture.id = job.generation_id
     where ${conditions.join(' and ')} order by job.created_at desc, job.id desc limit $2`,
    values,
  )
}

/** Pictures by their ids, with their SVGs; without those whose object is missing. */
export async function readPictures(db: Db, ids: string[]): Promise<GenerationRow[]> {
  if (ids.length === 0) return []
  const rows = await queryNamed<StoredGeneration>(
    db,
    'read_pictures',
    `select ${columnsOfPicture} from generations picture where picture.id = any($1::uuid[])`,
    [ids],
  )
  return readTexts(db, rows)
}
