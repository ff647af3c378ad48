import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keep } from '../../../../../test/harness/keep.ts'
import { type Books, type JobStatus, openBooks } from '../../../../../test/harness/ledger-books.ts'
import { createLog } from '../../platform/log/index.ts'
import { announceAudit } from './announce-audit.ts'
import { findingsPerRuleMax, isClean } from './audit-ledger.ts'
import type { LedgerRule } from './ledger-rules.ts'

describe('a violation', () => {
  let books: Books
  beforeAll(async () => {
    books = await openBooks()
  })
  afterAll(() => books[Symbol.asyncDispose]())

  type Scene = { userId: string; jobId: string; otherId: string }
  type Harm = {
    /** The state of the job before. */
    to: JobStatus
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
      by: ({ userId, jobId }) => books.useKey(userId, jobId, 2),
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
