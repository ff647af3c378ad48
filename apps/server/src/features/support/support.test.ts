import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import type { Client } from '../../../../../test/harness/client.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import type { EmailToWrite } from '../mail/index.ts'
import { contactSupport } from './contact-support.ts'
import { createSupportWriter, listSupportMessages } from './index.ts'

const inbox = 'help@chatsvg.test'
const good = {
  type: 'bug' as const,
  subject: 'The fox has no tail',
  message: 'I asked for a fox.\n\nIt has none.',
}
const thanks = { ok: true, message: 'Thank you — your message was received!' }

const api = keepForSuite(await startTestApi({ SUPPORT_INBOX_EMAIL: inbox }))
const signedIn = api.client()
const user = await signedIn.register()

const contact = (client: Client, body: unknown) => client.post('/support/contact', body)

async function readRows(subject: string): Promise<Record<string, unknown>[]> {
  return (await api.database.pool.query('select * from support_messages where subject = $1', [subject])).rows
}

async function readEmail(messageId: unknown): Promise<EmailToWrite<unknown> & { letter: string }> {
  const { rows } = await api.database.pool.query(
    `select id, user_id as "userId", letter, recipient, data, created_at as "createdAt" from mail_letters where data->>'messageId' = $1`,
    [messageId],
  )
  expect(rows).toHaveLength(1)
  return rows[0]
}

const words = (chars: number) => 'x'.repeat(chars)

describe('a message to support', () => {
  it('is stored with the account of the signed-in user, and answered to the account’s address', async () => {
    const subject = crypto.randomUUID()
    const answer = await contact(signedIn, {
      ...good,
      subject: `  ${subject} `,
      contextUrl: 'https://chatsvg.test/web?x=1',
      userAgent: 'Firefox',
    })
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual(thanks)
    expect(await readRows(subject)).toEqual([
      {
        id: expect.any(String),
        user_id: user.id,
        type: 'bug',
        subject,
        message: good.message,
        email: user.email,
        context_url: 'https://chatsvg.test/web?x=1',
        user_agent: 'Firefox',
        request_id: answer.headers.get('x-request-id'),
        created_at: expect.any(Date),
      },
    ])
  })

  it('needs an address without a session, and prefers a given one to the account’s', async () => {
    const subject = crypto.randomUUID()
    expect(await contact(api.client(), { ...good, subject })).toMatchObject({
      status: 400,
      body: { error: 'Email is required when not logged in', code: 'invalid_support_message' },
    })
    expect(
      (await contact(api.client(), { ...good, subject, email: ' Ada@Example.com ', contextUrl: '' })).body,
    ).toEqual(thanks)
    expect((await contact(signedIn, { ...good, subject, email: 'work@example.com' })).status).toBe(200)
    expect((await contact(signedIn, { ...good, subject, email: '' })).status).toBe(200)
    const rows = await readRows(subject)
    expect(rows.map((row) => [row.email, row.user_id]).sort()).toEqual(
      [
        ['ada@example.com', null],
        ['work@example.com', user.id],
        [user.email, user.id],
      ].sort(),
    )
  })

  it('counts as anonymous when the session has ended', async () => {
    const { client } = await api.signUp()
    const left = client.fork()
    await client.post('/auth/logout')
    expect((await contact(left, good)).body).toMatchObject({ error: 'Email is required when not logged in' })
    const subject = crypto.randomUUID()
    await contact(left, { ...good, subject, email: 'ada@example.com' })
    expect(await readRows(subject)).toMatchObject([{ user_id: null }])
  })

  it.each([
    ['no type', {}, 'Invalid support message type'],
    ['another type', { ...good, type: 'praise' }, 'Invalid support message type'],
    ['the type before all else', { type: ['bug'], email: 'nonsense' }, 'Invalid support message type'],
    ['no subject', { type: 'idea', message: 'x', email: 'nonsense' }, 'Subject and message are required'],
    ['a blank message', { ...good, message: ' \n ' }, 'Subject and message are required'],
    [
      'a message that nobody can see',
      { ...good, message: '\u200b\u2800' },
      'Subject and message are required',
    ],
    ['a subject that is no text', { ...good, subject: { a: 1 } }, 'Subject and message are required'],
    ['a long subject', { ...good, subject: words(201) }, 'Subject is too long (max 200 characters)'],
    ['a long message', { ...good, message: words(5_001) }, 'Message is too long (max 5000 characters)'],
    [
      'a subject with a line break',
      { ...good, subject: 'Hello\r\nBcc: all@example.com' },
      'Subject contains characters that are not allowed',
    ],
    ['a bad address', { ...good, email: 'ada@' }, 'Invalid email format'],
    ['an address that is no text', { ...good, email: 7 }, 'Invalid email format'],
    [
      'an address with a line break',
      { ...good, email: 'ada@example.com\r\nbcc: b@example.com' },
      'Invalid email format',
    ],
    ['a script as its page', { ...good, contextUrl: 'javascript:alert(1)' }, 'Invalid context URL'],
    ['a page that is no address', { ...good, contextUrl: 'https://' }, 'Invalid context URL'],
    ['a page that is no text', { ...good, contextUrl: [] }, 'Invalid context URL'],
    [
      'a long page',
      { ...good, contextUrl: `https://chatsvg.test/${words(1_980)}` },
      'Context URL is too long (max 2000 characters)',
    ],
    ['a long browser', { ...good, userAgent: words(401) }, 'User agent is too long (max 400 characters)'],
    ['a browser that is no text', { ...good, userAgent: true }, 'Invalid user agent'],
  ])('is refused with %s', async (_what, body, error) => {
    expect(await contact(signedIn, body)).toMatchObject({ status: 400, body: { error } })
  })

  it('may be exactly as long as documented', async () => {
    const subject = crypto.randomUUID().padEnd(200, '.')
    const answer = await contact(signedIn, {
      ...good,
      subject,
      message: words(5_000),
      contextUrl: `http://chatsvg.test/${words(1_980)}`,
      userAgent: words(400),
    })
    expect(answer.status).toBe(200)
    expect(await readRows(subject)).toHaveLength(1)
  })

  it('needs the CSRF token before anything else', async () => {
    const answer = await api.client().send('POST', '/support/contact', { body: {}, csrf: false })
    expect(answer).toMatchObject({ status: 403, body: { error: 'Invalid CSRF token' } })
  })

  it('is limited by address: the sixth in ten minutes is refused, before it is validated', async () => {
    const limited = keep(await startTestApi({ RATE_LIMIT_SUPPORT: '5/10m' }))
    const { client } = await limited.signUp()
    for (let count = 1; count <= 5; count += 1) expect((await contact(client, good)).status).toBe(200)
    const refused = await contact(limited.client(), {})
    expect(refused).toMatchObject({
      status: 429,
      body: { error: 'Too many support messages. Please try again later.' },
    })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused.headers.get('x-ratelimit-limit')).toBe('5')
  })
})

describe('the email about it', () => {
  it('goes to the inbox, contains only the message’s id, and has the sender as reply address', async () => {
    const subject = crypto.randomUUID()
    await contact(signedIn, { ...good, subject, contextUrl: 'https://chatsvg.test/' })
    const [row] = await readRows(subject)
    const message = await readEmail(row?.id)
    expect(message).toMatchObject({ letter: 'support-message', recipient: inbox, userId: null })
    expect(message.data).toEqual({ messageId: row?.id })
    const content = await createSupportWriter(api.resources.database.db).write(message)
    expect(content).toEqual({
      subject: `[bug] ${subject}`,
      paragraphs: ['I asked for a fox.', 'It has none.'],
      afterword: [
        `From: ${user.email}`,
        `Account: ${user.id}`,
        'Page: https://chatsvg.test/',
        `Message: ${row?.id}`,
        `Request: ${row?.request_id}`,
      ],
      replyTo: user.email,
    })
  })

  it('is enqueued once message and email are committed', async () => {
    const subject = crypto.randomUUID()
    const enqueued: string[] = []
    const seenAtEnqueue: Promise<unknown>[] = []
    await contactSupport(
      {
        db: api.resources.database.db,
        supportInbox: inbox,
        enqueueEmail(emailId) {
          enqueued.push(emailId)
          seenAtEnqueue.push(
            api.database.pool
              .query('select 1 from mail_letters where id = $1', [emailId])
              .then(({ rowCount }) => rowCount),
          )
        },
      },
      { userId: null, email: undefined, requestId: 'r' },
      { ...good, subject, email: 'ada@example.com' },
    )
    expect(enqueued).toHaveLength(1)
    expect(await Promise.all(seenAtEnqueue)).toEqual([1])
  })

  it('is not written without a configured inbox, and is dropped when the message was deleted', async () => {
    const quiet = keep(await startTestApi())
    const { client } = await quiet.signUp()
    expect((await contact(client, good)).body).toEqual(thanks)
    const { rows } = await quiet.database.pool.query(
      `select (select count(*)::int from support_messages) as messages,
         (select count(*)::int from mail_letters where letter = 'support-message') as letters`,
    )
    expect(rows).toEqual([{ messages: 1, letters: 0 }])

    const subject = crypto.randomUUID()
    await contact(signedIn, { ...good, subject })
    const [row] = await readRows(subject)
    const message = await readEmail(row?.id)
    await api.database.pool.query('delete from support_messages where id = $1', [row?.id])
    expect(await createSupportWriter(api.resources.database.db).write(message)).toBeUndefined()
  })
})

describe('the export', () => {
  it('has every message of the account, oldest first, and nobody else’s', async () => {
    const { id } = await api.signUp()
    await api.database.pool.query(
      `insert into support_messages (id, user_id, type, subject, message, email)
       select ('0190a0b0-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, $1, 'idea', 'number ' || n, 'text', 'ada@example.com' from generate_series(1, 250) n`,
      [id],
    )
    const messages = []
    for await (const message of listSupportMessages(api.resources.database.db, id)) messages.push(message)
    expect(messages.map(({ subject }) => subject)).toEqual(
      Array.from({ length: 250 }, (_, index) => `number ${index + 1}`),
    )
    expect(messages[0]).toEqual({
      id: expect.any(String),
      type: 'idea',
      subject: 'number 1',
      message: 'text',
      email: 'ada@example.com',
      contextUrl: null,
      userAgent: null,
      createdAt: expect.stringMatching(/Z$/),
    })
  })
})
