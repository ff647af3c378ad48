import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:net'
import { uuidv7 } from 'uuidv7'
import { beforeEach, describe, expect, test } from 'vitest'
import { keep } from '../../../../../test/harness/keep.ts'
import {
  type Mailbox,
  type ResendServer,
  startMailbox,
  startResendServer,
} from '../../../../../test/harness/mail-servers.ts'
import { createGate } from '../../../../../test/harness/scripted-model.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { type MailConnection, MailError, type OutgoingMail, openMailTransport } from './index.ts'

const from = 'chatSVG <no-reply@chatsvg.test>'
const reader = 'reader@example.com'

const open = (connection: MailConnection, timeoutMs?: number) =>
  keep(openMailTransport(connection, { from, timeoutMs }))

const mail = (more: Partial<OutgoingMail> = {}): OutgoingMail => ({
  id: uuidv7(),
  to: reader,
  subject: 'Hello',
  html: '<p>words</p>',
  text: 'words',
  ...more,
})

const never = () => new AbortController().signal

async function failureOf(sending: Promise<unknown>): Promise<MailError> {
  const error = await sending.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof MailError)) throw new Error(`not a MailError: ${error}`)
  return error
}

/** A TCP server that sends `greeting`, or nothing, and then only listens. */
async function startListener(greeting: string): Promise<{ port: number }> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => {})
    if (greeting) socket.write(greeting)
  })
  const sockets = new Set<{ destroy(): void }>()
  server.on('connection', (socket) => sockets.add(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  keep({
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  })
  return { port: (server.address() as AddressInfo).port }
}

/** A port of this machine on which nothing listens any more. */
async function findClosedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

describe('over SMTP', () => {
  let mailbox: Mailbox
  beforeEach(async () => {
    mailbox = keep(await startMailbox())
  })

  test('mail arrives with sender, both texts, a Message-ID from its id, and the mark of an automatic email', async () => {
    const { id, ...rest } = mail({
      subject: 'Grüße, 你好 ✓',
      text: 'Zeile eins\nZeile zwei: ü\n.\n',
      html: '<p>ü</p>',
    })
    expect(await open({ kind: 'smtp', url: mailbox.url }).send({ id, ...rest }, never())).toBe('sent')
    const message = await mailbox.waitForEmail(reader, 'Grüße, 你好 ✓')
    expect(message).toMatchObject({
      from: 'no-reply@chatsvg.test',
      id: `<${id}@chatsvg.test>`,
      replyTo: undefined,
    })
    expect(message.text.trimEnd()).toBe('Zeile eins\nZeile zwei: ü\n.')
    expect(message.html.trim()).toBe('<p>ü</p>')
    expect(message.headers['auto-submitted']).toBe('auto-generated')
  })

  test('answers go to replyTo, and mail on a person’s behalf is not marked as automatic', async () => {
    await open({ kind: 'smtp', url: mailbox.url }).send(mail({ replyTo: 'ada@example.org' }), never())
    const message = await mailbox.waitForEmail(reader, 'Hello')
    expect(message.replyTo).toBe('ada@example.org')
    expect(message.headers).not.toHaveProperty('auto-submitted')
  })

  test('credentials of the URL are used; wrong ones are a temporary failure', async () => {
    const guarded = keep(await startMailbox({ user: 'post@master', password: 'pass:word/ö' }))
    await open({ kind: 'smtp', url: guarded.url }).send(mail(), never())
    expect(guarded.messages()).toHaveLength(1)
    const url = guarded.url.replace(/:[^:@]*@/, ':wrong@')
    const failure = await failureOf(open({ kind: 'smtp', url }).send(mail(), never()))
    expect(failure).toMatchObject({ kind: 'temporary', code: 'EAUTH', status: 535 })
  })

  test('credentials for another machine are not sent unencrypted, unless the URL allows it', async () => {
    const guarded = keep(await startMailbox({ user: 'ada', password: 'secret' }))
    // A name that resolves to this machine and does not look local.
    const url = guarded.url.replace('127.0.0.1', '127.1')
    const failure = await failureOf(open({ kind: 'smtp', url }).send(mail(), never()))
    expect(failure).toMatchObject({ kind: 'temporary', code: 'ETLS' })
    expect(guarded.attempts()).toBe(0)
    expect(await open({ kind: 'smtp', url: `${url}?ignoreTLS=true` }).send(mail(), never())).toBe('sent')
  })

  test.each([
    [421, 'sender', 'temporary'],
    [450, 'recipient', 'temporary'],
    [451, 'message', 'temporary'],
    [452, 'recipient', 'temporary'],
    [503, 'sender', 'temporary'],
    [530, 'sender', 'temporary'],
    [550, 'sender', 'permanent'],
    [550, 'recipient', 'permanent'],
    [552, 'message', 'permanent'],
    [554, 'message', 'permanent'],
  ] as const)('a %i to the %s is %s', async (code, at, kind) => {
    mailbox.respondWith({ kind: 'refuse', code, at })
    const failure = await failureOf(open({ kind: 'smtp', url: mailbox.url }).send(mail(), never()))
    expect(failure).toMatchObject({ kind, status: code })
  })

  test('after a refusal the next mail is sent', async () => {
    mailbox.respondWith({ kind: 'refuse', code: 550, at: 'recipient' })
    const transport = open({ kind: 'smtp', url: mailbox.url })
    await failureOf(transport.send(mail(), never()))
    await transport.send(mail(), never())
    expect(mailbox.messages()).toHaveLength(1)
  })

  test('a server that restarted between two mails gets the second', async () => {
    const transport = open({ kind: 'smtp', url: mailbox.url })
    for (let count = 1; count <= 5; count += 1) {
      await transport.send(mail(), never())
      mailbox.dropConnections()
    }
    await transport.send(mail(), never())
    expect(mailbox.attempts()).toBe(6)
    expect(mailbox.messages()).toHaveLength(6)
  })

  test('parallel mails all arrive, once each', async () => {
    const transport = open({ kind: 'smtp', url: mailbox.url })
    const mails = Array.from({ length: 40 }, () => mail())
    await Promise.all(mails.map((each) => transport.send(each, never())))
    expect(mailbox.messages()).toHaveLength(40)
    expect(new Set(mailbox.messages().map(({ id }) => id)).size).toBe(40)
  })

  test('a connection that breaks after the mail was accepted is a temporary failure, without a second attempt here', async () => {
    mailbox.respondWith({ kind: 'cut' })
    const failure = await failureOf(open({ kind: 'smtp', url: mailbox.url }).send(mail(), never()))
    expect(failure.kind).toBe('temporary')
    expect(mailbox.attempts()).toBe(1)
  })

  test('a closed port, no greeting, and no reply in the middle are temporary and take no longer than allowed', async () => {
    const closed = await failureOf(
      open({ kind: 'smtp', url: `smtp://127.0.0.1:${await findClosedPort()}` }).send(mail(), never()),
    )
    expect(closed.kind).toBe('temporary')
    const mute = await startListener('')
    mailbox.respondWith({ kind: 'hang' })
    const chatty = await startListener('220 ready\r\n')
    for (const url of [`smtp://127.0.0.1:${mute.port}`, mailbox.url, `smtp://127.0.0.1:${chatty.port}`]) {
      const startedAtMs = performance.now()
      expect(await failureOf(open({ kind: 'smtp', url }, 250).send(mail(), never()))).toMatchObject({
        kind: 'temporary',
      })
      expect(performance.now() - startedAtMs).toBeLessThan(10_000)
    }
  })
})

describe('through Resend', () => {
  let resend: ResendServer
  beforeEach(async () => {
    resend = keep(await startResendServer('re_key'))
  })
  const connect = (baseUrl = resend.url, apiKey = 're_key', timeoutMs?: number) =>
    open({ kind: 'resend', apiKey, baseUrl }, timeoutMs)

  test('mail is posted with key, sender, both texts, and its id as idempotency key', async () => {
    const sent = mail({ replyTo: 'ada@example.org' })
    expect(await connect(`${resend.url}/`).send(sent, never())).toBe('sent')
    expect(resend.requests).toEqual([
      {
        key: sent.id,
        authorization: 'Bearer re_key',
        body: {
          from,
          to: [reader],
          subject: 'Hello',
          html: '<p>words</p>',
          text: 'words',
          reply_to: 'ada@example.org',
          headers: {},
        },
      },
    ])
  })

  test('the same mail again, with the same text or another, is one mail', async () => {
    const sent = mail()
    const transport = connect()
    expect(await transport.send(sent, never())).toBe('sent')
    expect(await transport.send(sent, never())).toBe('sent')
    expect(await transport.send({ ...sent, text: 'other words' }, never())).toBe('sent')
    expect(resend.messages()).toHaveLength(1)
  })

  test.each([
    [400, 'permanent'],
    [401, 'temporary'],
    [403, 'temporary'],
    [404, 'temporary'],
    [408, 'temporary'],
    [409, 'temporary'],
    [422, 'permanent'],
    [429, 'temporary'],
    [451, 'permanent'],
    [500, 'temporary'],
    [503, 'temporary'],
  ] as const)('a %i is %s', async (code, kind) => {
    resend.respondWith({ kind: 'refuse', code })
    expect(await failureOf(connect().send(mail(), never()))).toMatchObject({
      kind,
      code: 'HTTP',
      status: code,
    })
  })

  test('the delay is taken from the answer, in seconds or as a date', async () => {
    resend.respondWith({ kind: 'refuse', code: 429, retryAfterSeconds: 12 }, { kind: 'refuse', code: 429 })
    expect((await failureOf(connect().send(mail(), never()))).retryAfterMs).toBe(12_000)
    expect((await failureOf(connect().send(mail(), never()))).retryAfterMs).toBeUndefined()
    const at = new Date(Date.now() + 60_000).toUTCString()
    resend.respondWith({ kind: 'refuse', code: 503, retryAfter: at })
    const { retryAfterMs = 0 } = await failureOf(connect().send(mail(), never()))
    expect(retryAfterMs).toBeGreaterThan(50_000)
    expect(retryAfterMs).toBeLessThanOrEqual(60_000)
  })

  test('a closed port, a broken connection and no answer are temporary and take no longer than allowed', async () => {
    const nowhere = `http://127.0.0.1:${await findClosedPort()}`
    expect(await failureOf(connect(nowhere).send(mail(), never()))).toMatchObject({
      kind: 'temporary',
      code: 'CONNECTION',
    })
    resend.respondWith({ kind: 'cut' }, { kind: 'hang' })
    expect((await failureOf(connect().send(mail(), never()))).code).toBe('CONNECTION')
    const startedAtMs = performance.now()
    expect(await failureOf(connect(resend.url, 're_key', 250).send(mail(), never()))).toMatchObject({
      kind: 'temporary',
      code: 'TIMEOUT',
    })
    expect(performance.now() - startedAtMs).toBeLessThan(10_000)
  })
})

describe('with both transports', () => {
  test('nothing in a mail becomes another header or recipient', async () => {
    const mailbox = keep(await startMailbox())
    const resend = keep(await startResendServer())
    const transports = [
      open({ kind: 'smtp', url: mailbox.url }),
      open({ kind: 'resend', apiKey: 'key', baseUrl: resend.url }),
    ]
    for (const transport of transports) {
      await transport.send(
        mail({ subject: 'Hi\r\nBcc: victim@example.com\r\n\r\n<b>body</b>\u2028\u0000X' }),
        never(),
      )
      for (const to of [
        'a@example.com, b@example.com',
        'a@example.com\r\nBcc: b@example.com',
        'Name <a@example.com>',
        'a@example.com>\r\nRCPT TO:<b@example.com',
        'a b@example.com',
        '"a"@example.com',
        'no-address',
        '',
      ]) {
        expect(await failureOf(transport.send(mail({ to }), never()))).toMatchObject({ kind: 'permanent' })
        expect(await failureOf(transport.send(mail({ replyTo: to }), never()))).toMatchObject({
          kind: 'permanent',
        })
      }
    }
    for (const server of [mailbox, resend]) {
      expect(server.attempts()).toBe(1)
      const [message] = server.messages()
      expect(message?.subject).toBe('Hi Bcc: victim@example.com <b>body</b> X')
      expect(message?.headers).not.toHaveProperty('bcc')
      expect(server.messages()).toHaveLength(1)
    }
  })

  test('an aborted send ends with the reason of the signal, before and while it runs', async () => {
    const mailbox = keep(await startMailbox())
    const resend = keep(await startResendServer())
    const gate = createGate()
    mailbox.respondWith({ kind: 'hang' })
    resend.respondWith({ kind: 'hold', until: gate.opened })
    for (const [server, transport] of [
      [mailbox, open({ kind: 'smtp', url: mailbox.url })],
      [resend, open({ kind: 'resend', apiKey: 'key', baseUrl: resend.url })],
    ] as const) {
      const reason = new Error('this process stops')
      await expect(transport.send(mail(), AbortSignal.abort(reason))).rejects.toBe(reason)
      expect(server.attempts()).toBe(0)
      const stopping = new AbortController()
      const sending = transport.send(mail(), stopping.signal)
      const outcome = expect(sending).rejects.toBe(reason)
      await waitFor('the mail to be offered', () => server.attempts() === 1)
      stopping.abort(reason)
      await outcome
    }
    gate.open()
  })

  test('errors say what failed in codes, without addresses', async () => {
    const mailbox = keep(await startMailbox())
    mailbox.respondWith({ kind: 'refuse', code: 550, at: 'recipient' })
    const failure = await failureOf(open({ kind: 'smtp', url: mailbox.url }).send(mail(), never()))
    expect(failure.message).toBe('the mail was not taken: EENVELOPE 550')
    expect(JSON.stringify({ ...failure, stack: failure.stack })).not.toContain('@example.com')
    expect(failure.cause).toBeUndefined()
  })

  test('without a transport mail is dropped, and the result says so', async () => {
    expect(await open({ kind: 'none' }).send(mail(), never())).toBe('dropped')
  })

  test('a sender that is no address stops the start', () => {
    for (const sender of ['chatSVG', 'a@b.test, c@d.test', 'chatSVG <a@b.test> c@d.test', '']) {
      const connect = (connection: MailConnection) => () => openMailTransport(connection, { from: sender })
      expect(connect({ kind: 'smtp', url: 'smtp://127.0.0.1:1' })).toThrow(TypeError)
      expect(connect({ kind: 'resend', apiKey: 'key', baseUrl: 'http://127.0.0.1:1' })).toThrow(TypeError)
    }
  })
})
