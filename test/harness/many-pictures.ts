import type { TestDatabase } from './database.ts'

/**
 * Inserts pictures with a `select` of the test, which also returns `words`: without triggers, and with the
 * indexes built at the end, three hundred thousand take some seconds.
 */
export async function insertManyPictures(
  { pool }: TestDatabase,
  select: string,
  values: unknown[],
): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query(`set maintenance_work_mem = '256MB'`)
    const { rows: indexes } = await client.query<{ name: string; text: string }>(
      `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as text from pg_index
       where indrelid = 'generations'::regclass and not indisprimary`,
    )
    await client.query('alter table generations disable trigger all')
    for (const { name } of indexes) await client.query(`drop index ${name}`)
    await client.query(
      `insert into generations (id, user_id, job_id, prompt, style, model, svg, bytes, privacy, credits_used, created_at, words) ${select}`,
      values,
    )
    for (const { text } of indexes) await client.query(text)
    await client.query('alter table generations enable trigger all')
    await client.query('vacuum analyze generations')
  } finally {
    client.release()
  }
}
