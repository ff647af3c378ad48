import { type Db, deleteRows, queryNamed } from '../../platform/db/index.ts'

const lifeDays = 1

/** Of each user, besides those that unfinished jobs need: an administrator may retry a failed job. */
const keptMax = 10

/** Keeps an image for the job that will trace it, and deletes the user's oldest that no job needs. */
export async function keepImage(db: Db, id: string, userId: string, image: Buffer): Promise<void> {
  await queryNamed(
    db,
    'keep_traced_image',
    'insert into traced_images (id, user_id, image) values ($1, $2, $3)',
    [id, userId, image],
  )
  await queryNamed(
    db,
    'drop_old_traced_images',
    `delete from traced_images where id in (
       select id from traced_images kept where user_id = $1 and not exists (
         select from generation_jobs job where job.user_id = $1 and job.status in ('QUEUED', 'RUNNING') and job.options->'trace'->>'imageId' = kept.id::text)
       order by created_at desc, id desc offset ${keptMax})`,
    [userId],
  )
}

/** Deletes an image that no job has. */
export async function dropImage(db: Db, id: string): Promise<void> {
  await queryNamed(db, 'drop_traced_image', 'delete from traced_images where id = $1', [id])
}

export async function findImage(db: Db, id: string, userId: string): Promise<Buffer | undefined> {
  const [row] = await queryNamed<{ image: Buffer }>(
    db,
    'find_traced_image',
    'select image from traced_images where id = $1 and user_id = $2',
    [id, userId],
  )
  return row?.image
}

/** Deletes images that are older than a day, at most `rowsMax`. @returns how many. */
export function purgeImages(db: Db, rowsMax: number): Promise<number> {
  const where = `created_at <= now() - make_interval(days => ${lifeDays})`
  return deleteRows(db, { table: 'traced_images', where, rowsMax })
}
