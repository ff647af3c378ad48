import { pino } from 'pino'
import { Type } from 'typebox'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../../test/harness/database.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import {
  linkOf,
  type Mailbox,
  type ResendServer,
  startMailbox,
  startResendServer,
} from '../../../../../test/harness/mail-servers.ts'
import { createGate } from '../../../../../test/harness/scripted-model.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { type Database, openDatabase } from '../../platform/db/index.ts'
import { type MailConnection, openMailTransport } from '../../platform/mail/index.ts'
import { JobTimeoutError, ShutdownError } from '../../platform/queue/index.ts'
import {
  bindEmails,
  defineEmail,
  type EmailContent,
  type EmailToWrite,
  emailSettings,
  queueEmail,
  type SendEmailSettings,
  sendEmail,
  writeEmail,
} from './index.ts'

const reader = 'reader@example.com'
const silent = pino({ level: 'silent' })
const noticeEmail = defineEmail('notice', Type.Object({ word: Type.String() }), null)

let testDatabase: TestDatabase
let database: Database
let mailbox: Mailbox
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = openDatabase({ url: testDatabase.url, poolMax: 6, applicationName: 'test' }, silent)
})
afterAll(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})
beforeEach(async () => {
  mailbox = keep(await startMailbox())
})

type EnqueueJob = { emailId: string; attempts: number; delayMs: number }
type Desk = {
  send: (emailId: string, signal: AbortSignal) => Promise<void>
  retries: EnqueueJob[]
  lines: () => string
}
type Writer = (email: EmailToWrite<{ word: string }>) => Promise<EmailContent | undefined>

const writeWord: Writer = async ({ data }) => ({
  subject: `About ${data.word}`,
  paragraphs: [`The secret word is ${data.word}.`],
  action: { label: 'Read on', url: `https://example.com/read?token=token-of-${data.word}` },
})

/** The sending side of a worker, without the queue: enqueued emails are recorded. */
function openDesk(
  options: {
    connection?: MailConnection
    writer?: Writer
    settings?: Partial<SendEmailSettings>
    timeoutMs?: number
  } = {},
): Desk {
  const connection = options.connection ?? { kind: 'smtp', url: mailbox.url }
  const transport = keep(
    openMailTransport(connection, { from: 'chatSVG <no-reply@chatsvg.test>', timeoutMs: options.timeoutMs }),
  )
  const retries: EnqueueJob[] = []
  let lines = ''
  const log = pino(
    { level: 'trace' },
    {
      write(line: string) {
        lines += line
      },
    },
  )
  const deps = {
    db: database.db,
    transport,
    writers: bindEmails([noticeEmail], [writeEmail(noticeEmail, options.writer ?? writeWord)]),
    enqueueEmail: (emailId: string, { attempts, delayMs } = { attempts: 0, delayMs: 0 }) => {
      retries.push({ emailId, attempts, delayMs })
    },
    log,
    settings: { ...emailSettings, backoffMs: 1, backoffMaxMs: 1_000, ...options.settings },
  }
  const send = (emailId: string, signal: AbortSignal) => sendEmail(deps, emailId, signal)
  return { send, retries, lines: () => lines }
}

const openResendDesk = (server: ResendServer, more: Parameters<typeof openDesk>[0] = {}) =>
  openDesk({ ...more, connection: { kind: 'resend', apiKey: 'key', baseUrl: server.url } })

const queueOne = (word = 'heron', recipient = reader) =>
  queueEmail(database.db, noticeEmail, { userId: null, recipient, data: { word } })

const never = () => new AbortController().signal

async function readEmail(id: string) {
  const { rows } = await testDatabase.pool.query(
    `select status, attempts, claimed_until is not null as claimed, ended_at is not null as ended,
       due_at > now() as waiting from mail_letters where id = $1`,
    [id],
  )
  return rows[0] as { status: string; attempts: number; claimed: boolean; ended: boolean; waiting: boolean }
}

const letLapse = (id: string) =>
  testDatabase.pool.query(
    `update mail_letters set claimed_until = now() - interval '1 second', due_at = now() - interval '1 minute' where id = $1`,
    [id],
  )

test('an email is written, delivered over SMTP and ended as SENT', async () => {
  const { send, retries } = openDesk()
  const id = await queueOne()
  await send(id, never())
  const message = await mailbox.waitForEmail(reader, 'About heron')
  expect(message).toMatchObject({ from: 'no-reply@chatsvg.test', id: `<${id}@chatsvg.test>` })
  expect(linkOf(message)).toBe('https://example.com/read?token=token-of-heron')
  expect(message.html).toContain('The secret word is heron.')
  expect(await readEmail(id)).toMatchObject({ status: 'SENT', attempts: 1, claimed: false, ended: true })
  expect(retries).toEqual([])
})

test('an email is delivered through Resend with its id as the idempotency key', async () => {
  const resend = keep(await startResendServer('key'))
  const { send } = openResendDesk(resend)
  const id = await queueOne('otter')
  await send(id, never())
  expect(await resend.waitForEmail(reader, 'About otter')).toMatchObject({
    id,
    from: 'no-reply@chatsvg.test',
  })
  expect(resend.requests).toMatchObject([{ key: id, authorization: 'Bearer key' }])
  expect(await readEmail(id)).toMatchObject({ status: 'SENT', attempts: 1 })
})

test('an ended email is not sent again, nor is one that is not due', async () => {
  const { send } = openDesk()
  const id = await queueOne()
  await send(id, never())
  await send(id, never())
  const later = await queueOne()
  await testDatabase.pool.query(
    `update mail_letters set due_at = now() + interval '1 minute' where id = $1`,
    [later],
  )
  await send(later, never())
  expect(mailbox.attempts()).toBe(1)
  expect(await readEmail(later)).toMatchObject({ status: 'QUEUED', attempts: 0 })
})

test('after temporary failures an email waits longer each time, is enqueued again, and arrives', async () => {
  const { send, retries } = openDesk({ settings: { backoffMs: 40, backoffMaxMs: 10_000 } })
  mailbox.respondWith({ kind: 'refuse', code: 451 }, { kind: 'refuse', code: 421, at: 'sender' })
  const id = await queueOne()
  await send(id, never())
  expect(await readEmail(id)).toMatchObject({ status: 'QUEUED', attempts: 1, claimed: false })
  await waitFor('the email to be due', async () => !(await readEmail(id)).waiting)
  await send(id, never())
  await waitFor('the email to be due again', async () => !(await readEmail(id)).waiting)
  await send(id, never())
  expect(await readEmail(id)).toMatchObject({ status: 'SENT', attempts: 3 })
  expect(mailbox.messages()).toHaveLength(1)
  expect(retries.map(({ emailId, attempts }) => [emailId, attempts])).toEqual([
    [id, 1],
    [id, 2],
  ])
  const [first, second] = retries.map(({ delayMs }) => delayMs)
  expect(first).toBeGreaterThanOrEqual(40)
  expect(second).toBeGreaterThanOrEqual(80)
})

test('the delay that Resend asks for is respected, up to the maximum', async () => {
  const resend = keep(await startResendServer())
  const { send, retries } = openResendDesk(resend, { settings: { backoffMaxMs: 20_000 } })
  resend.respondWith(
    { kind: 'refuse', code: 429, retryAfterSeconds: 7 },
    { kind: 'refuse', code: 500, retryAfterSeconds: 3_600 },
  )
  await send(await queueOne(), never())
  await send(await queueOne(), never())
  expect(retries.map(({ delayMs }) => delayMs)).toEqual([7_000, 20_000])
})

test('an email that is refused for good is FAILED at once', async () => {
  const resend = keep(await startResendServer())
  const desk = openDesk()
  mailbox.respondWith({ kind: 'refuse', code: 550, at: 'recipient' })
  const overSmtp = await queueOne()
  await desk.send(overSmtp, never())
  const resendDesk = openResendDesk(resend)
  resend.respondWith({ kind: 'refuse', code: 422, name: 'validation_error' })
  const overResend = await queueOne()
  await resendDesk.send(overResend, never())
  for (const id of [overSmtp, overResend])
    expect(await readEmail(id)).toMatchObject({ status: 'FAILED', attempts: 1, ended: true })
  expect([...desk.retries, ...resendDesk.retries]).toEqual([])
})

test('after the last attempt an email is FAILED', async () => {
  const { send, retries } = openDesk({ settings: { attemptsMax: 2 } })
  mailbox.respondWith({ kind: 'refuse', code: 450 }, { kind: 'refuse', code: 450 })
  const id = await queueOne()
  await send(id, never())
  await send(id, never())
  expect(await readEmail(id)).toMatchObject({ status: 'FAILED', attempts: 2 })
  expect(retries).toHaveLength(1)
})

test('a server that stops answering costs an attempt and no more than the time for one mail', async () => {
  const { send, retries } = openDesk({ timeoutMs: 300 })
  mailbox.respondWith({ kind: 'hang' })
  const id = await queueOne()
  const startedAtMs = performance.now()
  await send(id, never())
  expect(performance.now() - startedAtMs).toBeLessThan(10_000)
  expect(await readEmail(id)).toMatchObject({ status: 'QUEUED', attempts: 1, claimed: false })
  expect(retries).toHaveLength(1)
})

test('an email with nothing to say any more is DROPPED and not sent', async () => {
  const { send } = openDesk({ writer: async () => undefined })
  const id = await queueOne()
  await send(id, never())
  expect(await readEmail(id)).toMatchObject({ status: 'DROPPED', ended: true })
  expect(mailbox.attempts()).toBe(0)
})

test('without a transport emails are DROPPED', async () => {
  const { send } = openDesk({ connection: { kind: 'none' } })
  const id = await queueOne()
  await send(id, never())
  expect(await readEmail(id)).toMatchObject({ status: 'DROPPED', attempts: 1 })
})

test('a writer that throws costs an attempt', async () => {
  const { send, retries, lines } = openDesk({
    writer: async () => {
      throw new Error('the writer failed')
    },
  })
  const id = await queueOne()
  await send(id, never())
  expect(lines()).toContain('the writer failed')
  expect(await readEmail(id)).toMatchObject({ status: 'QUEUED', attempts: 1, claimed: false })
  expect(retries).toHaveLength(1)
})

test('an email that this process does not know is left to a newer one', async () => {
  const { send } = openDesk()
  const id = await queueOne()
  await testDatabase.pool.query(`update mail_letters set letter = 'from-the-future' where id = $1`, [id])
  await send(id, never())
  expect(await readEmail(id)).toMatchObject({ status: 'QUEUED', attempts: 1, claimed: false })
})

test('of twenty senders of one email, on separate connections, one sends', async () => {
  const { send } = openDesk()
  for (let round = 0; round < 5; round += 1) {
    const id = await queueOne(`round-${round}`)
    await Promise.all(Array.from({ length: 20 }, () => send(id, never())))
    expect(await readEmail(id)).toMatchObject({ status: 'SENT', attempts: 1 })
  }
  expect(mailbox.attempts()).toBe(5)
})

test('a worker that dies between sending and recording leaves an email that is sent again as the same mail', async () => {
  const resend = keep(await startResendServer())
  for (const [server, desk] of [
    [mailbox, openDesk()],
    [resend, openResendDesk(resend)],
  ] as const) {
    const id = await queueOne()
    await desk.send(id, never())
    // The state of the row when the process ended just before the final state was written.
    await testDatabase.pool.query(
      `update mail_letters set status = 'QUEUED', ended_at = null, claimed_until = now() + interval '1 minute' where id = $1`,
      [id],
    )
    await desk.send(id, never())
    expect(await readEmail(id)).toMatchObject({ status: 'QUEUED', attempts: 1, claimed: true })
    await letLapse(id)
    await desk.send(id, never())
    expect(await readEmail(id)).toMatchObject({ status: 'SENT', attempts: 2 })
    expect(new Set(server.messages().map((message) => message.id)).size).toBe(1)
  }
  expect(mailbox.messages()).toHaveLength(2)
  expect(resend.messages()).toHaveLength(1)
})

test('when the answer is lost after the mail was taken, Resend gets the same key and sends one mail, even if the text differs', async () => {
  const resend = keep(await startResendServer())
  let attempt = 0
  const { send } = openResendDesk(resend, {
    writer: async () => ({ subject: 'Twice', paragraphs: [`Attempt ${++attempt}`] }),
  })
  resend.respondWith({ kind: 'cut' })
  const id = await queueOne()
  await send(id, never())
  expect(await readEmail(id)).toMatchObject({ status: 'QUEUED', attempts: 1 })
  await send(id, never())
  expect(await readEmail(id)).toMatchObject({ status: 'SENT', attempts: 2 })
  expect(resend.requests.map(({ key }) => key)).toEqual([id, id])
  expect(resend.messages()).toHaveLength(1)
})

test('a worker whose claim ran out cannot end the email of its successor', async () => {
  const gate = createGate()
  mailbox.respondWith({ kind: 'hold', until: gate.opened }, { kind: 'refuse', code: 451 })
  const { send, lines } = openDesk()
  const id = await queueOne()
  const slow = send(id, never())
  await waitFor('the first offer', () => mailbox.attempts() === 1)
  await letLapse(id)
  await send(id, never())
  expect(await readEmail(id)).toMatchObject({ status: 'QUEUED', attempts: 2, claimed: false })
  gate.open()
  await slow
  expect(await readEmail(id)).toMatchObject({ status: 'QUEUED', attempts: 2, ended: false })
  expect(lines()).toContain('"overtaken":true')
})

test('an email that kills its worker every time is FAILED without another attempt', async () => {
  const { send } = openDesk({ settings: { attemptsMax: 3 } })
  const id = await queueOne()
  await testDatabase.pool.query(
    `update mail_letters set attempts = 3, claimed_until = now() - interval '1 second' where id = $1`,
    [id],
  )
  await send(id, never())
  expect(await readEmail(id)).toMatchObject({ status: 'FAILED', ended: true })
  expect(mailbox.attempts()).toBe(0)
})

test('a process that has to end hands the email back without counting the attempt; a timeout counts', async () => {
  const { send, retries } = openDesk()
  mailbox.respondWith({ kind: 'hang' }, { kind: 'hang' })
  const id = await queueOne()
  const ending = new AbortController()
  const sending = send(id, ending.signal)
  await waitFor('the first offer', () => mailbox.attempts() === 1)
  ending.abort(new ShutdownError())
  await expect(sending).rejects.toBeInstanceOf(ShutdownError)
  expect(await readEmail(id)).toMatchObject({
    status: 'QUEUED',
    attempts: 0,
    claimed: false,
    waiting: false,
  })

  const timed = new AbortController()
  const tooLong = send(id, timed.signal)
  await waitFor('the second offer', () => mailbox.attempts() === 2)
  timed.abort(new JobTimeoutError(1))
  await tooLong
  expect(await readEmail(id)).toMatchObject({ status: 'QUEUED', attempts: 1, claimed: false })
  expect(retries).toHaveLength(1)
})

test('log lines name email, kind, attempt and outcome, and neither addresses nor words nor links', async () => {
  const { send, lines } = openDesk({ settings: { attemptsMax: 2 } })
  mailbox.respondWith(
    { kind: 'refuse', code: 451 },
    { kind: 'accept' },
    { kind: 'refuse', code: 550, at: 'recipient' },
  )
  const id = await queueOne()
  await send(id, never())
  await send(id, never())
  await send(await queueOne(), never())
  await send(await queueOne('injected', 'a@b.example, c@d.example'), never())
  const events = lines()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(events).toMatchObject([
    { emailId: id, letter: 'notice', attempt: 1, code: 'EMESSAGE', status: 451 },
    { emailId: id, letter: 'notice', attempt: 2, outcome: 'sent' },
    { attempt: 1, code: 'EENVELOPE', status: 550, msg: 'email given up' },
    { attempt: 1, code: 'RECIPIENT', msg: 'email given up' },
  ])
  for (const secret of [reader, '@', 'About', 'heron', 'token-of', 'example.com'])
    expect(lines()).not.toContain(secret)
})
