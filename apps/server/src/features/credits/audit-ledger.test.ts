import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../../test/harness/database.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { createDb } from '../../platform/db/index.ts'
import { createLog } from '../../platform/log/index.ts'
import { announceAudit } from './announce-audit.ts'
import { auditLedger, findingsPerRuleMax, isClean } from './audit-ledger.ts'
import type { LedgerRule } from './ledger-rules.ts'

type Status = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED'

type Books = Awaited<ReturnType<typeof openBooks>>

/**
 * Rows as the service writes them, in a database without the constraints whose violations the audit detects.
 */
async function openBooks() {
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
    /** With 10 credits. */
    async addUser(): Promise<string> {
      const id = crypto.randomUUID()
      await run(`insert into users (id, email, name) values ($1, $2, 'Ada')`, [id, `${id}@example.com`])
      await addEntry(id, null, 'SIGNUP', 10)
      return id
    },
    async addJob(userId: string, status: Status): Promise<string> {
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

describe('a violation', () => {
  let books: Books
  beforeAll(async () => {
    books = await openBooks()
  })
  afterAll(() => books[Symbol.asyncDispose]())

  type Scene = { userId: string; jobId: string; otherId: string }
  type Harm = {
    /** The state of the job before. */
    to: Status
    by(scene: Scene): Promise<unknown>
    expected: string | RegExp
    found: string | RegExp
    /** Further rules that the same change violates. */
    also?: LedgerRule[]
    /** The finding names no job. */
    aboutUser?: boolean
  }

  const tamper = async (text: string, values: unknown[]) => {
    await books.run(text, values)
    await books.settleBalances()
  }

  const harms: Record<LedgerRule, Harm> = {
    'balance-differs': {
      to: 'SUCCEEDED',
      by: ({ userId }) => books.run('update users set credits = 12 where id = $1', [userId]),
      expected: /^9$/,
      found: /^12$/,
      aboutUser: true,
    },
    'balance-negative': {
      to: 'QUEUED',
      by: ({ userId }) => books.addEntry(userId, null, 'GRANT', -20),
      expected: '0 or more',
      found: '-11',
      aboutUser: true,
    },
    'charge-missing': {
      to: 'QUEUED',
      by: ({ jobId }) => tamper('delete from credit_entries where job_id = $1', [jobId]),
      expected: '1 charge',
      found: 'none',
    },
    'charge-repeated': {
      to: 'RUNNING',
      by: ({ userId, jobId }) => books.addEntry(userId, jobId, 'CHARGE', -1),
      expected: '1 charge',
      found: '2 charges',
    },
    'charge-amount': {
      to: 'SUCCEEDED',
      by: ({ jobId }) => tamper('update credit_entries set delta = -3 where job_id = $1', [jobId]),
      expected: '-1',
      found: '-3',
    },
    'refund-missing': {
      to: 'FAILED',
      by: ({ jobId }) =>
        tamper(`delete from credit_entries where job_id = $1 and reason = 'REFUND'`, [jobId]),
      expected: '1 refund',
      found: 'none',
    },
    'refund-of-kept': {
      to: 'FAILED',
      by: ({ jobId }) =>
        books.run(`update generation_jobs set charge_kept = true, error_code = 'CANCELLED' where id = $1`, [
          jobId,
        ]),
      expected: 'a cancelled job without a refund',
      found: 'CANCELLED, 1 refunds',
    },
    'refund-repeated': {
      to: 'FAILED',
      by: ({ userId, jobId }) => books.addEntry(userId, jobId, 'REFUND', 1),
      expected: '1 refund',
      found: '2 refunds',
    },
    'refund-undue': {
      to: 'RUNNING',
      by: ({ userId, jobId }) => books.addEntry(userId, jobId, 'REFUND', 1),
      expected: 'no refund of a job that is RUNNING',
      found: '1 refunded',
    },
    'refund-of-picture': {
      to: 'FAILED',
      by: ({ userId, jobId }) => books.addPicture(userId, jobId),
      expected: 'a refund or a picture',
      found: 'both',
      also: ['picture-undue'],
    },
    'refund-amount': {
      to: 'FAILED',
      by: ({ jobId }) =>
        tamper(`update credit_entries set delta = 5 where job_id = $1 and reason = 'REFUND'`, [jobId]),
      expected: /^1$/,
      found: '5',
    },
    'entry-without-job': {
      to: 'QUEUED',
      by: ({ jobId }) => books.run('delete from generation_jobs where id = $1', [jobId]),
      expected: 'its job',
      found: 'CHARGE of no job',
    },
    'entry-of-another': {
      to: 'QUEUED',
      by: ({ jobId, otherId }) =>
        books.run('update generation_jobs set user_id = $2 where id = $1', [jobId, otherId]),
      expected: 'a job of this user',
      found: /^CHARGE of a job of [0-9a-f-]{36}$/,
    },
    'payment-missing': {
      to: 'QUEUED',
      by: async ({ userId }) => {
        const paymentId = await books.addPack(userId)
        await books.run('delete from billing_payments where id = $1', [paymentId])
      },
      expected: 'a payment of this user',
      found: 'PURCHASE of no payment',
      aboutUser: true,
    },
    'purchase-missing': {
      to: 'QUEUED',
      by: async ({ userId }) =>
        tamper('delete from credit_entries where payment_id = $1', [await books.addPack(userId)]),
      expected: '1 purchase of 100',
      found: '0 of 0',
      aboutUser: true,
    },
    'month-differs': {
      to: 'QUEUED',
      by: async ({ userId }) =>
        books.run(
          `insert into billing_months (entry_id, payment_id, subscription_id, month, starts_at, credits)
           values (gen_random_uuid(), $1, 'sub_1', 0, now(), 20)`,
          [await books.addPack(userId)],
        ),
      expected: '1 months with 20',
      found: '0 entries, 0 credits',
      aboutUser: true,
    },
    'taken-back-differs': {
      to: 'QUEUED',
      by: async ({ userId }) =>
        books.run('update billing_payments set asked_back = 100, taken_back = 7 where id = $1', [
          await books.addPack(userId),
        ]),
      expected: '0 of 0',
      found: '7 of 100',
      aboutUser: true,
    },
    'expired-undue': {
      to: 'QUEUED',
      by: ({ userId }) => books.addEntry(userId, null, 'EXPIRED', -3),
      expected: 'at most 0',
      found: '3',
      aboutUser: true,
    },
    'key-month-differs': {
      to: 'QUEUED',
      by: ({ userId, jobId }) =>
        books.run(
          `with key as (
             insert into api_keys (id, user_id, name, scopes, origins, addresses) values (gen_random_uuid(), $1, 'Program', '{}', '{}', '{}') returning id
           ), month as (
             insert into api_key_months (key_id, month, spent) select id, date_trunc('month', now() at time zone 'utc')::date, 2 from key
           ) update generation_jobs set api_key_id = key.id from key where generation_jobs.id = $2`,
          [userId, jobId],
        ),
      expected: '1',
      found: '2',
      aboutUser: true,
    },
    'picture-missing': {
      to: 'SUCCEEDED',
      by: ({ userId, jobId }) => namePictureOfAnotherJob(userId, jobId),
      expected: /^picture [0-9a-f-]{36}$/,
      found: 'none of this job',
    },
    'picture-undue': {
      to: 'QUEUED',
      by: ({ userId, jobId }) => books.addPicture(userId, jobId),
      expected: 'no picture of a job that is QUEUED',
      found: 'a picture',
    },
    'picture-unnamed': {
      to: 'SUCCEEDED',
      by: ({ jobId }) => books.run('update generation_jobs set generation_id = null where id = $1', [jobId]),
      expected: 'its name in the job',
      found: 'none',
    },
    'picture-repeated': {
      to: 'SUCCEEDED',
      by: ({ userId, jobId }) => books.addPicture(userId, jobId),
      expected: '1 picture',
      found: '2 pictures',
    },
    'picture-of-another': {
      to: 'SUCCEEDED',
      by: ({ jobId, otherId }) =>
        books.run('update generations set user_id = $2 where job_id = $1', [jobId, otherId]),
      expected: 'a picture of this user',
      found: 'one of another user',
    },
  }

  async function namePictureOfAnotherJob(userId: string, jobId: string): Promise<void> {
    const otherJobId = await books.addJob(userId, 'SUCCEEDED')
    await books.run(
      `update generation_jobs set generation_id = (select id from generations where job_id = $2) where id = $1`,
      [jobId, otherJobId],
    )
  }

  it.each(Object.entries(harms) as [LedgerRule, Harm][])(
    'of %s is found and named, and nothing else',
    async (rule, harm) => {
      const [userId, otherId] = [await books.addUser(), await books.addUser()]
      const jobId = await books.addJob(userId, harm.to)
      const findOurs = async () =>
        (await books.audit()).findings.filter((finding) => [userId, otherId].includes(finding.userId))
      expect(await findOurs()).toEqual([])

      await harm.by({ userId, jobId, otherId })
      const findings = await findOurs()
      expect(findings.map((finding) => finding.rule).sort()).toEqual([rule, ...(harm.also ?? [])].sort())
      const { expected, found, ...at } = findings.find((finding) => finding.rule === rule) ?? {}
      expect(at).toEqual({ rule, userId, jobId: harm.aboutUser ? null : jobId })
      expect(expected).toMatch(harm.expected)
      expect(found).toMatch(harm.found)
    },
  )
})

it('jobs in every state leave no violation, also when an owner has deleted a picture', async () => {
  const books = keep(await openBooks())
  const userId = await books.addUser()
  for (const status of ['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED'] as const)
    await books.addJob(userId, status)
  const deleted = await books.addJob(userId, 'SUCCEEDED')
  await books.run('delete from generations where job_id = $1', [deleted])
  await books.addUser()
  const report = await books.audit()
  expect(report).toEqual({ checked: { users: 2, entries: 8, jobs: 5 }, broken: {}, findings: [] })
  expect(isClean(report)).toBe(true)
})

it('the batches of an audit are one report, wherever they end', async () => {
  const books = keep(await openBooks())
  for (let count = 0; count < 9; count += 1) {
    const userId = await books.addUser()
    for (let job = 0; job < count; job += 1)
      await books.addJob(userId, job % 2 === 0 ? 'SUCCEEDED' : 'FAILED')
    if (count % 2 === 0) await books.run('update users set credits = credits + 1 where id = $1', [userId])
  }
  const whole = await books.audit()
  expect(whole).toMatchObject({
    checked: { users: 9, entries: 61, jobs: 36 },
    broken: { 'balance-differs': 5 },
  })
  for (const rowsMax of [1, 2, 7, 20]) expect(await books.audit(rowsMax)).toEqual(whole)
})

it('a report is bounded when every row is wrong, and counts everything', async () => {
  const books = keep(await openBooks())
  const userId = await books.addUser()
  const jobs = findingsPerRuleMax + 30
  await books.run(
    `insert into generation_jobs (id, user_id, prompt, style, model, privacy, seed, request_hash)
     select gen_random_uuid(), $1, 'a prompt', 'flat', 'composer', false, 1, 'hash' from generate_series(1, $2)`,
    [userId, jobs],
  )
  await books.addUser().then((other) => books.run('update users set credits = 0 where id = $1', [other]))
  const report = await books.audit(1)
  expect(report.broken).toEqual({ 'charge-missing': jobs, 'balance-differs': 1 })
  expect(report.findings).toHaveLength(findingsPerRuleMax + 1)
})

it('an aborted audit ends at the next batch', async () => {
  const books = keep(await openBooks())
  await expect(books.audit(1, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough')
})

it('the nightly line is an error with counts and first findings when there are violations, and contains no more', async () => {
  const books = keep(await openBooks())
  const lines: Record<string, unknown>[] = []
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)))
      done()
    },
  })
  const log = createLog({ level: 'info', format: 'json' }, destination)
  const users = await Promise.all(Array.from({ length: 7 }, () => books.addUser()))
  announceAudit(await books.audit(), log)
  await books.run('update users set credits = 3')
  announceAudit(await books.audit(), log)
  expect(lines).toMatchObject([
    { level: 30, msg: 'the ledger is right', checked: { users: 7, entries: 7, jobs: 0 } },
    { level: 50, msg: 'the ledger is off', broken: { 'balance-differs': users.length } },
  ])
  expect(lines[1]?.findings).toHaveLength(5)
})
