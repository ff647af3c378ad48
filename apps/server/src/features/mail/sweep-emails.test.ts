import { pino } from 'pino'
import { Type } from 'typebox'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../../test/harness/database.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { startMailbox } from '../../../../../test/harness/mail-servers.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { type Database, openDatabase } from '../../platform/db/index.ts'
import { openMailTransport } from '../../platform/mail/index.ts'
import { handleJob, type JobQueue, openQueue, startWorker } from '../../platform/queue/index.ts'
import { backoffFor } from './backoff.ts'
import {
  bindEmails,
  createEnqueueEmail,
  defineEmail,
  type EnqueueEmail,
  emailSettings,
  purgeEmails,
  queueEmail,
  readOwnEmails,
  sendEmail,
  sendEmailJob,
  sweepEmails,
  writeEmail,
} from './index.ts'

const log = pino({ level: 'silent' })
const noteEmail = defineEmail('note', Type.Object({}))
const writers = bindEmails(
  [noteEmail],
  [writeEmail(noteEmail, async () => ({ subject: 'Note', paragraphs: ['Words.'] }))],
)

let testDatabase: TestDatabase
let database: Database
let queue: JobQueue
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = openDatabase({ url: testDatabase.url, poolMax: 6, applicationName: 'test' }, log)
  queue = await openQueue({ kind: 'postgres', url: testDatabase.url }, [sendEmailJob], log)
})
afterAll(async () => {
  await queue[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})
beforeEach(() => testDatabase.pool.query('delete from mail_letters'))

const queueOne = (recipient = 'reader@example.com', userId: string | null = null) =>
  queueEmail(database.db, noteEmail, { userId, recipient, data: {} })

const change = (id: string, assignments: string) =>
  testDatabase.pool.query(`update mail_letters set ${assignments} where id = $1`, [id])

async function statusOf(id: string): Promise<string | undefined> {
  const { rows } = await testDatabase.pool.query('select status from mail_letters where id = $1', [id])
  return rows[0]?.status
}

/** Which emails a sweep enqueues, and for which attempt. */
async function sweep(patienceMs?: number): Promise<[string, number | undefined][]> {
  const enqueued: [string, number | undefined][] = []
  const enqueueEmail: EnqueueEmail = (id, again) => void enqueued.push([id, again?.attempts])
  const count = await sweepEmails({ db: database.db, enqueueEmail, log }, patienceMs)
  expect(count).toBe(enqueued.length)
  return enqueued
}

/** A worker on the real queue that sends to its own mailbox. */
async function startPost(backoffMs = 20) {
  const mailbox = keep(await startMailbox())
  const transport = keep(openMailTransport({ kind: 'smtp', url: mailbox.url }, { from: 'a@b.test' }))
  const enqueueEmail = createEnqueueEmail(queue, log)
  const settings = { ...emailSettings, backoffMs }
  const deps = { db: database.db, transport, writers, enqueueEmail, log, settings }
  const handler = handleJob(sendEmailJob, ({ emailId }, { signal }) => sendEmail(deps, emailId, signal))
  const connection = { kind: 'postgres', url: testDatabase.url } as const
  const options = { definitions: [sendEmailJob], handlers: [handler], concurrency: 4, graceMs: 2_000, log }
  keep(await startWorker(connection, options))
  return { mailbox, enqueueEmail }
}

test('an enqueued email is sent, with retries until it is accepted', async () => {
  const { mailbox, enqueueEmail } = await startPost()
  mailbox.respondWith({ kind: 'refuse', code: 451 }, { kind: 'refuse', code: 451 })
  const id = await queueOne()
  enqueueEmail(id)
  await mailbox.waitForEmail('reader@example.com', 'Note')
  await waitFor('the end to be written', async () => (await statusOf(id)) === 'SENT')
  expect(mailbox.attempts()).toBe(3)
})

test('an email that is not in the queue is sent after a sweep', async () => {
  const { mailbox, enqueueEmail } = await startPost()
  const id = await queueOne()
  await change(id, `due_at = now() - interval '11 seconds'`)
  expect(await sweepEmails({ db: database.db, enqueueEmail, log })).toBe(1)
  await mailbox.waitForEmail('reader@example.com', 'Note')
  await waitFor('the end to be written', async () => (await statusOf(id)) === 'SENT')
})

test('an address gets a limited number of emails of a kind in 24 hours, and the rest is dropped, also in parallel', async () => {
  const { enqueueEmail } = await startPost()
  const ids: string[] = []
  for (let at = 0; at < 14; at += 1) ids.push(await queueOne('flooded@example.com'))
  for (const id of ids) enqueueEmail(id)
  const states = () => Promise.all(ids.map(statusOf))
  await waitFor('the ends to be written', async () => !(await states()).includes('QUEUED'))
  expect(await states()).toEqual([...Array(10).fill('SENT'), ...Array(4).fill('DROPPED')])
  for (const id of ids) await change(id, `created_at = created_at - interval '25 hours'`)
  const next = await queueOne('flooded@example.com')
  enqueueEmail(next)
  await waitFor('the end to be written', async () => (await statusOf(next)) === 'SENT')
})

test('an email that is taken from the queue ten times at once is sent once', async () => {
  const { mailbox, enqueueEmail } = await startPost()
  const id = await queueOne()
  for (let count = 0; count < 10; count += 1) enqueueEmail(id, { attempts: count % 3, delayMs: 0 })
  await waitFor('the end to be written', async () => (await statusOf(id)) === 'SENT')
  await waitFor('the queue to be empty', async () => {
    const { waiting, delayed, active } = await queue.counts(sendEmailJob)
    return waiting + delayed + active === 0
  })
  expect(mailbox.attempts()).toBe(1)
})

test('a sweep does not enqueue fresh, claimed, delayed or ended emails', async () => {
  await queueOne()
  const [claimed, later, ended] = [await queueOne(), await queueOne(), await queueOne()]
  await change(claimed, `due_at = now() - interval '1 hour', claimed_until = now() + interval '1 minute'`)
  await change(later, `due_at = now() + interval '1 minute'`)
  await change(ended, `due_at = now() - interval '1 hour', status = 'SENT', ended_at = now()`)
  expect(await sweep()).toEqual([])
  const lapsed = await queueOne()
  await change(
    lapsed,
    `due_at = now() - interval '1 hour', claimed_until = now() - interval '1 second', attempts = 2`,
  )
  expect(await sweep()).toEqual([[lapsed, 2]])
})

test('a sweep enqueues the 500 that wait longest', async () => {
  await testDatabase.pool.query(
    `insert into mail_letters (id, letter, recipient, due_at)
     select gen_random_uuid(), 'note', 'reader@example.com', now() - make_interval(mins => n) from generate_series(1, 510) n`,
  )
  const enqueued = new Set((await sweep()).map(([id]) => id))
  expect(enqueued.size).toBe(500)
  const { rows } = await testDatabase.pool.query('select id from mail_letters order by due_at desc limit 10')
  expect(rows.filter(({ id }) => enqueued.has(id))).toEqual([])
})

test('ended emails are deleted when they are old; queued ones and younger ones stay', async () => {
  await testDatabase.pool.query(
    `insert into mail_letters (id, letter, recipient, status, ended_at, created_at)
     select gen_random_uuid(), 'note', 'reader@example.com', 'SENT', now(), now() - interval '31 days' from generate_series(1, 2300)`,
  )
  const [owed, young] = [await queueOne(), await queueOne()]
  await change(owed, `created_at = now() - interval '40 days'`)
  await change(young, `created_at = now() - interval '29 days', status = 'FAILED', ended_at = now()`)
  expect(await purgeEmails(database.db, 30, new AbortController().signal)).toBe(2_300)
  expect([await statusOf(owed), await statusOf(young)]).toEqual(['QUEUED', 'FAILED'])
  await expect(purgeEmails(database.db, 30, AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop')
})

test('users can read which emails they were sent, and no others', async () => {
  const userId = crypto.randomUUID()
  await testDatabase.pool.query(`insert into users (id, email, name) values ($1, $2, 'Ada')`, [
    userId,
    `${userId}@example.com`,
  ])
  const id = await queueOne('ada@example.com', userId)
  await queueOne('somebody@example.com')
  const emails: object[] = []
  for await (const message of readOwnEmails(database.db, userId)) emails.push(message)
  expect(emails).toMatchObject([
    { id, letter: 'note', recipient: 'ada@example.com', status: 'QUEUED', endedAt: null },
  ])
})

test('delays double from the first to the longest, with up to half added, and are no shorter than asked', () => {
  const retries = { backoffMs: 30_000, backoffMaxMs: 3_600_000 }
  const waits = [1, 2, 3, 7, 8, 50].map((attempt) => backoffFor(attempt, retries, 0))
  expect(waits).toEqual([30_000, 60_000, 120_000, 1_920_000, 3_600_000, 3_600_000])
  expect(backoffFor(1, retries, 0.999)).toBeLessThan(45_000)
  expect(backoffFor(1, retries, 0.5, 100_000)).toBe(100_000)
  expect(backoffFor(1, retries, 0, 9_000_000)).toBe(3_600_000)
})
