import { auditLedger } from '../../apps/server/src/features/credits/index.ts'
import { createDb } from '../../apps/server/src/platform/db/index.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

export type JobStatus = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED'

export type Books = Awaited<ReturnType<typeof openBooks>>

/**
 * Rows as the service writes them, in a database without the constraints whose violations the audit detects.
 */
export async function openBooks() {
  const database: TestDatabase = await createTestDatabase()
  const db = createDb(database.pool)
  const run = async (text: string, values: unknown[] = []) => void (await database.pool.query(text, values))
  await run('drop trigger credit_entries_append_only on credit_entries')
  await run('drop index credit_entries_job_reason_key, generations_job_key')
  await run('alter table users drop constraint users_credits_not_negative')

  async function addEntry(
    userId: string,
    jobId: string | null,
    reason: string,
    delta: number,
  ): Promise<void> {
    await run(
      `with entry as (
         insert into credit_entries (id, user_id, job_id, reason, delta) values (gen_random_uuid(), $1, $2, $3, $4)
       ) update users set credits = credits + $4 where id = $1`,
      [userId, jobId, reason, delta],
    )
  }

  async function addPicture(userId: string, jobId: string): Promise<string> {
    const id = crypto.randomUUID()
    await run(
      `insert into generations (id, user_id, job_id, prompt, style, model, svg, bytes, privacy, credits_used)
       values ($1, $2, $3, 'a prompt', 'flat', 'composer', '<svg/>', 6, false, 1)`,
      [id, userId, jobId],
    )
    return id
  }

  return {
    run,
    addEntry,
    addPicture,
    audit: (rowsMax?: number, signal = new AbortController().signal) => auditLedger(db, signal, rowsMax),
    /** A payment for 100 credits, with its purchase. */
    async addPack(userId: string): Promise<string> {
      const id = crypto.randomUUID()
      await run(
        `with payment as (
           insert into billing_payments (id, user_id, kind, source, currency, amount, credits, read_number, paid_at)
           values ($1::uuid, $2, 'pack', $1::text, 'eur', 900, 100, 1, now())
         ), entry as (
           insert into credit_entries (id, user_id, payment_id, reason, delta) values (gen_random_uuid(), $2, $1::uuid, 'PURCHASE', 100)
         ) update users set credits = credits + 100 where id = $2`,
        [id, userId],
      )
      return id
    },
    /** The job was charged for a new key, which counts `spent`. */
    useKey: (userId: string, jobId: string, spent: number) =>
      run(
        `with key as (
           insert into api_keys (id, user_id, name, scopes, origins, addresses) values (gen_random_uuid(), $1, 'Program', '{}', '{}', '{}') returning id
         ), month as (
           insert into api_key_months (key_id, month, spent) select id, date_trunc('month', now() at time zone 'utc')::date, $3 from key
         ) update generation_jobs set api_key_id = key.id from key where generation_jobs.id = $2`,
        [userId, jobId, spent],
      ),
    /** With 10 credits. */
    async addUser(): Promise<string> {
      const id = crypto.randomUUID()
      await run(`insert into users (id, email, name) values ($1, $2, 'Ada')`, [id, `${id}@example.com`])
      await addEntry(id, null, 'SIGNUP', 10)
      return id
    },
    async addJob(userId: string, status: JobStatus): Promise<string> {
      const id = crypto.randomUUID()
      await run(
        `insert into generation_jobs (id, user_id, prompt, style, model, privacy, seed, request_hash, status, lease_token, finished_at, error_code)
         select $1, $2, 'a prompt', 'flat', 'composer', false, 1, 'hash', $3, case when $3 = 'RUNNING' then gen_random_uuid() end,
           case when $3 in ('SUCCEEDED', 'FAILED') then now() end, case when $3 = 'FAILED' then 'TIMEOUT' end`,
        [id, userId, status],
      )
      await addEntry(userId, id, 'CHARGE', -1)
      if (status === 'FAILED') await addEntry(userId, id, 'REFUND', 1)
      if (status === 'SUCCEEDED') {
        const picture = await addPicture(userId, id)
        await run('update generation_jobs set generation_id = $2 where id = $1', [id, picture])
      }
      return id
    },
    /** Sets the balances to the sums of the entries, whatever was done to the entries. */
    settleBalances: () =>
      run(
        `update users set credits = (select coalesce(sum(delta), 0) from credit_entries where user_id = users.id)`,
      ),
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]()
    },
  }
}
