import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import PostalMime from 'postal-mime'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import { waitFor } from './wait.ts'

/** An email as its recipient's mail program reads it. */
export type ReceivedEmail = {
  /** Bare address of the envelope. */
  to: string
  from: string
  subject: string
  text: string
  html: string
  /** Message-ID or idempotency key: equal for two copies of one email. */
  id: string
  replyTo: string | undefined
  /** By lower-case name; the last one if a name occurs twice. */
  headers: Record<string, string>
}

/**
 * How a server treats the next mail. `refuse` is an SMTP reply at one of its steps, or an HTTP status; `cut`
 * accepts the email and drops the connection before the reply; `hang` never replies; `hold` accepts the email
 * once the promise resolves.
 */
export type MailAnswer =
  | { kind: 'accept' }
  | {
      kind: 'refuse'
      code: number
      at?: 'sender' | 'recipient' | 'message'
      /** HTTP: the header Retry-After, in seconds or as text. */
      retryAfterSeconds?: number
      retryAfter?: string
      name?: string
    }
  | { kind: 'hang' }
  | { kind: 'cut' }
  | { kind: 'hold'; until: Promise<unknown> }

type Postbox = {
  /** All accepted mails, in order. */
  messages(): ReceivedEmail[]
  /** The number of mails offered, accepted or not. */
  attempts(): number
  /**
   * The first email to this address with this subject that no earlier call returned.
   *
   * @param subject the complete subject, or a pattern.
   */
  waitForEmail(to: string, subject: string | RegExp, timeoutMs?: number): Promise<ReceivedEmail>
  /** Queues behaviours, one per mail, in order; afterwards mail is accepted. */
  respondWith(...answers: MailAnswer[]): void
}

/** A real SMTP server on a free port of 127.0.0.1; `url` is what SMTP_URL takes. */
export type Mailbox = AsyncDisposable &
  Postbox & {
    url: string
    /** Drops the open connections, as a restarting server does. */
    dropConnections(): void
  }

/**
 * A server with Resend's `POST /emails`; `url` is a value for RESEND_BASE_URL. Any RESEND_API_KEY works
 * unless one was given.
 */
export type ResendServer = AsyncDisposable &
  Postbox & {
    url: string
    requests: { key: string | undefined; authorization: string | undefined; body: ResendBody }[]
  }

export type ResendBody = {
  from: string
  to: string[]
  subject: string
  html: string
  text: string
  reply_to?: string
  headers?: Record<string, string>
}

/** The first link of an email whose address matches. */
export function linkOf(message: { text: string }, pattern: RegExp = /./): string {
  const links = message.text.match(/https?:\/\/[^\s<>"]+/g) ?? []
  const found = links.find((link) => pattern.test(link))
  if (!found) throw new Error(`no link like ${pattern} in the message:\n${message.text}`)
  return found
}

/** @param credentials if given, other clients cannot send. */
export async function startMailbox(credentials?: { user: string; password: string }): Promise<Mailbox> {
  const postbox = createPostbox()
  const answers = new WeakMap<SMTPServerSession, MailAnswer>()
  const sockets = new Set<Socket>()
  const answerOf = (session: SMTPServerSession) => answers.get(session) ?? { kind: 'accept' }

  const server = new SMTPServer({
    disabledCommands: credentials ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
    authOptional: credentials === undefined,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onAuth({ username, password }, _session, callback) {
      const isKnown = username === credentials?.user && password === credentials?.password
      callback(isKnown ? null : smtpError(535), isKnown ? { user: username } : undefined)
    },
    onMailFrom(_address, session, callback) {
      const answer = postbox.nextAnswer()
      answers.set(session, answer)
      if (answer.kind === 'hang') return
      callback(refusalAt(answer, 'sender'))
    },
    onRcptTo(_address, session, callback) {
      callback(refusalAt(answerOf(session), 'recipient'))
    },
    onData(stream, session, callback) {
      const answer = answerOf(session)
      const receive = async () => {
        const chunks: Buffer[] = []
        for await (const chunk of stream) chunks.push(chunk as Buffer)
        const refusal = refusalAt(answer, 'message')
        if (refusal) return callback(refusal)
        if (answer.kind === 'hold') await answer.until
        for (const { address } of session.envelope.rcptTo)
          postbox.take(await parseMail(Buffer.concat(chunks), address))
        if (answer.kind === 'cut') return cutConnection(sockets, session)
        callback()
      }
      receive().catch(callback)
    },
  })
  server.on('error', () => {})
  server.server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  const login = credentials
    ? `${encodeURIComponent(credentials.user)}:${encodeURIComponent(credentials.password)}@`
    : ''
  return {
    ...postbox.door,
    url: `smtp://${login}127.0.0.1:${port}`,
    dropConnections() {
      for (const socket of sockets) socket.destroy()
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** @param apiKey if given, other keys are answered with 403. */
export async function startResendServer(apiKey?: string): Promise<ResendServer> {
  const postbox = createPostbox()
  const requests: ResendServer['requests'] = []
  /** Bodies of accepted requests, by idempotency key. */
  const taken = new Map<string, string>()

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const text = await readText(req)
    if (req.method !== 'POST' || req.url !== '/emails') return refuse(res, 404, 'not_found')
    const body = JSON.parse(text) as ResendBody
    const key = req.headers['idempotency-key'] as string | undefined
    const { authorization } = req.headers
    requests.push({ key, authorization, body })
    const planned = postbox.nextAnswer()
    if (apiKey !== undefined && authorization !== `Bearer ${apiKey}`)
      return refuse(res, 403, 'invalid_api_key')
    if (planned.kind === 'hang') return
    if (planned.kind === 'refuse')
      return refuse(
        res,
        planned.code,
        planned.name ?? 'application_error',
        planned.retryAfter ?? planned.retryAfterSeconds?.toString(),
      )
    if (planned.kind === 'hold') await planned.until
    const earlier = key === undefined ? undefined : taken.get(key)
    if (earlier !== undefined && earlier !== text) return refuse(res, 409, 'invalid_idempotent_request')
    if (earlier === undefined) {
      if (key !== undefined) taken.set(key, text)
      for (const to of body.to) postbox.take(asEmail(body, to, key))
    }
    if (planned.kind === 'cut') return void req.socket.destroy()
    res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id: key ?? 'mail' }))
  }

  const server = createServer((req, res) => {
    answer(req, res).catch((error: Error) => res.destroy(error))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    ...postbox.door,
    url: `http://127.0.0.1:${port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function createPostbox() {
  const messages: ReceivedEmail[] = []
  const given = new Set<ReceivedEmail>()
  const answers: MailAnswer[] = []
  let attempts = 0

  const door: Postbox = {
    messages: () => [...messages],
    attempts: () => attempts,
    async waitForEmail(to, subject, timeoutMs) {
      const isWanted = (message: ReceivedEmail) =>
        message.to === to &&
        !given.has(message) &&
        (typeof subject === 'string' ? message.subject === subject : subject.test(message.subject))
      const message = await waitFor(
        `a message to ${to} with the subject ${subject}; there are ${messages.length} messages`,
        () => messages.find(isWanted),
        timeoutMs,
      )
      given.add(message)
      return message
    },
    respondWith: (...more) => void answers.push(...more),
  }
  return {
    door,
    take: (message: ReceivedEmail) => void messages.push(message),
    nextAnswer(): MailAnswer {
      attempts += 1
      return answers.shift() ?? { kind: 'accept' }
    },
  }
}

function refusalAt(answer: MailAnswer, step: 'sender' | 'recipient' | 'message'): Error | null {
  return answer.kind === 'refuse' && (answer.at ?? 'message') === step ? smtpError(answer.code) : null
}

/** A reply as real servers send it: it contains the address of the recipient. */
function smtpError(responseCode: number): Error {
  return Object.assign(new Error('<reader@example.com>: scripted refusal'), { responseCode })
}

function cutConnection(sockets: Set<Socket>, session: SMTPServerSession): void {
  for (const socket of sockets) if (socket.remotePort === session.remotePort) socket.destroy()
}

async function parseMail(raw: Buffer, to: string): Promise<ReceivedEmail> {
  const mail = await PostalMime.parse(raw)
  return {
    to,
    from: mail.from?.address ?? '',
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html ?? '',
    id: mail.messageId ?? '',
    replyTo: mail.replyTo?.[0]?.address,
    headers: Object.fromEntries(mail.headers.map(({ key, value }) => [key, value])),
  }
}

function asEmail(body: ResendBody, to: string, key: string | undefined): ReceivedEmail {
  const headers = Object.entries(body.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value])
  return {
    to,
    from: /<([^>]*)>$/.exec(body.from)?.[1] ?? body.from,
    subject: body.subject,
    text: body.text,
    html: body.html,
    id: key ?? '',
    replyTo: body.reply_to,
    headers: Object.fromEntries(headers),
  }
}

function refuse(res: ServerResponse, status: number, name: string, retryAfter?: string): void {
  const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter }
  const body = { statusCode: status, name, message: '<reader@example.com>: scripted refusal' }
  res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

async function readText(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
