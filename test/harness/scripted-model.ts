import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * One answer of the scripted server.
 * `stream`: each step is a piece of text, a pause in milliseconds, or a promise that holds the answer until it resolves.
 * `finish: null` ends the stream without a finish reason; `cut` drops the connection instead of ending it.
 */
export type Script =
  | {
      kind: 'stream'
      steps: readonly (string | number | Promise<unknown>)[]
      finish?: 'stop' | 'length' | 'content_filter' | null
      refusal?: string
      cut?: boolean
      /** An error frame inside the open stream, instead of the end. */
      errorFrame?: { message: string; type?: string; code?: string }
    }
  | {
      kind: 'error'
      status: number
      headers?: Record<string, string>
      code?: string
      type?: string
      body?: string
    }
  | { kind: 'hang' }
  /** Sends `text` again and again until the client goes away. */
  | { kind: 'endless'; text: string; delayMs?: number }

export type RecordedRequest = {
  path: string
  headers: IncomingHttpHeaders
  body: ChatBody
  /** How the exchange ended: we finished the answer, or the client went away before that. */
  ended: Promise<'answered' | 'aborted'>
  state: 'open' | 'answered' | 'aborted'
}

export type ChatBody = {
  model: string
  stream?: boolean
  messages: { role: string; content: unknown }[]
  [key: string]: unknown
}

export type ScriptedModel = {
  /** Base URL for an OpenAI-compatible client, `/v1` included. */
  url: string
  requests: RecordedRequest[]
  /** Queues answers, one per request, in order. */
  respondWith(...scripts: Script[]): void
  /** What to answer once the queue is empty; a small picture unless changed. */
  otherwiseRespondWith(script: Script): void
  /** Resolves when at least `count` requests have arrived. */
  received(count: number): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

export const smallPicture =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256"><title>circle</title><circle cx="128" cy="128" r="90" fill="#336699"/></svg>'

/** Streams `text` in pieces of `size` characters. */
export function answerWith(text: string, size = 40, delayMs = 0): Script {
  const steps: (string | number)[] = []
  for (let at = 0; at < text.length; at += size) {
    if (delayMs > 0 && at > 0) steps.push(delayMs)
    steps.push(text.slice(at, at + size))
  }
  return { kind: 'stream', steps }
}

/** A promise and the function that resolves it, to hold an answer until the test says so. */
export function createGate(): { opened: Promise<void>; open: () => void } {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open }
}

/** A real HTTP server on 127.0.0.1 that speaks OpenAI's streamed `/v1/chat/completions` from a script. */
export async function startScriptedModel(): Promise<ScriptedModel> {
  const queue: Script[] = []
  let otherwise: Script = answerWith(smallPicture)
  const requests: RecordedRequest[] = []
  const waiting: { count: number; resolve: () => void }[] = []

  const server = createServer((req, res) => {
    void handle(req, res).catch((error) => res.destroy(error instanceof Error ? error : undefined))
  })

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const text = await readBody(req)
    if (req.method !== 'POST' || !req.url?.endsWith('/chat/completions')) {
      res.writeHead(404, { 'content-type': 'application/json' }).end('{"error":{"message":"no such route"}}')
      return
    }
    const gone = createGate()
    const record: RecordedRequest = {
      path: req.url,
      headers: req.headers,
      body: JSON.parse(text) as ChatBody,
      state: 'open',
      ended: new Promise((resolve) => {
        res.once('close', () => {
          record.state = res.writableFinished ? 'answered' : 'aborted'
          gone.open()
          resolve(record.state)
        })
      }),
    }
    requests.push(record)
    for (const waiter of waiting) if (requests.length >= waiter.count) waiter.resolve()
    await play(queue.shift() ?? otherwise, res, record.body.model, gone.opened)
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    respondWith: (...scripts) => void queue.push(...scripts),
    otherwiseRespondWith: (script) => {
      otherwise = script
    },
    received: (count) =>
      requests.length >= count
        ? Promise.resolve()
        : new Promise((resolve) => waiting.push({ count, resolve })),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

async function play(script: Script, res: ServerResponse, model: string, gone: Promise<void>): Promise<void> {
  if (script.kind === 'hang') return
  if (script.kind === 'error') {
    const { status, code, type, headers } = script
    const body =
      script.body ??
      JSON.stringify({ error: { message: 'scripted failure', type: type ?? null, code: code ?? null } })
    res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
    return
  }
  res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  res.flushHeaders()
  const send = async (choice: object) => {
    const flowing = res.write(frame({ ...envelope(model), choices: [{ index: 0, ...choice }] }))
    if (!flowing) await Promise.race([new Promise((resolve) => res.once('drain', resolve)), gone])
  }
  await send({ delta: { role: 'assistant', content: '' }, finish_reason: null })
  const steps = script.kind === 'endless' ? repeatForEver(script.text, script.delayMs ?? 0) : script.steps
  for (const step of steps) {
    if (typeof step === 'string') await send({ delta: { content: step }, finish_reason: null })
    else await Promise.race([typeof step === 'number' ? pause(step) : step, gone])
    if (res.destroyed) return
  }
  if (script.kind === 'endless') return
  if (script.refusal !== undefined) await send({ delta: { refusal: script.refusal }, finish_reason: null })
  if (script.errorFrame) {
    res.end(frame({ error: script.errorFrame }))
    return
  }
  if (script.cut) {
    // Let the client receive what was written before the connection dies.
    res.write(': cut\n\n', () => res.destroy())
    return
  }
  if (script.finish !== null) await send({ delta: {}, finish_reason: script.finish ?? 'stop' })
  res.end('data: [DONE]\n\n')
}

function* repeatForEver(text: string, delayMs: number): Generator<string | number> {
  for (;;) {
    yield text
    // At least a turn of the event loop, so that the client's departure is noticed.
    yield delayMs
  }
}

function envelope(model: string): object {
  return { id: 'chatcmpl-scripted', object: 'chat.completion.chunk', created: 0, model }
}

function frame(value: object): string {
  return `data: ${JSON.stringify(value)}\n\n`
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

async function readBody(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
