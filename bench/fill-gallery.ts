import { styles } from '../apps/server/src/models/index.ts'
import { createPicture } from './pictures.ts'
import type { BenchDatabase, Stage } from './stage.ts'
import { createUsers } from './users.ts'

const batchRows = 20_000
const pictureBytes = 3_000
const picturesCount = 64
const peopleCount = 100

/**
 * Fills the gallery with pictures of many users, one of ten private, one second apart, with their jobs and
 * charges.
 */
export async function fillGallery(stage: Stage, database: BenchDatabase, rows: number): Promise<void> {
  const { pool } = database
  const users = await createUsers(database, peopleCount, Math.ceil(rows / peopleCount) + 10)
  const pictures = Array.from({ length: picturesCount }, (_, seed) => createPicture(pictureBytes, seed))
  for (let from = 0; from < rows; from += batchRows) {
    const to = Math.min(rows, from + batchRows)
    await pool.query(
      `with picture as (
         select uuidv7() as id, uuidv7() as job_id, ($3::uuid[])[1 + n % cardinality($3::uuid[])] as user_id,
           'a quiet harbour at dusk with ' || n || ' small boats' as prompt,
           ($4::text[])[1 + n % cardinality($4::text[])] as style, ($5::text[])[1 + n % cardinality($5::text[])] as svg,
           n % 10 = 9 as privacy, now() - make_interval(secs => $6::int - n) as created_at
         from generate_series($1::int, $2::int - 1) n
       ), generation as (
         insert into generations (id, user_id, job_id, prompt, style, model, svg, bytes, privacy, credits_used, created_at)
         select id, user_id, job_id, prompt, style, 'composer', svg, octet_length(svg), privacy, 1, created_at from picture
       ), job as (
         insert into generation_jobs
           (id, user_id, prompt, style, model, privacy, seed, status, request_hash, attempts, finished_at, generation_id, created_at)
         select job_id, user_id, prompt, style, 'composer', privacy, 1, 'SUCCEEDED', '', 1, created_at, id, created_at from picture
       ), charge as (
         insert into credit_entries (id, user_id, delta, reason, job_id) select uuidv7(), user_id, -1, 'CHARGE', job_id from picture
       )
       update users set credits = credits - spent.count from (select user_id, count(*) from picture group by user_id) spent
       where users.id = spent.user_id`,
      [from, to, users.map(({ userId }) => userId), [...styles], pictures, rows],
    )
    stage.report(`  gallery: ${to.toLocaleString('en')} of ${rows.toLocaleString('en')} rows`)
  }
  await pool.query('vacuum analyze')
}
