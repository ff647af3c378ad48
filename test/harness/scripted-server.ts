import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * One answer of a scripted vendor, independent of its protocol. `stream`: each step is a piece of text, a
 * pause in milliseconds, or a promise that delays the answer until it resolves. `finish: null` ends the
 * stream without a finish reason; `cut` drops the connection instead of ending it.
 */
export type Script =
  | {
      kind: 'stream'
      steps: readonly (string | number | Promise<unknown>)[]
      finish?: 'stop' | 'length' | 'content_filter' | null
      /** The vendor's name for its finish reason, if it matters. */
      rawFinish?: string
      refusal?: string
      cut?: boolean
      /** An error frame inside the open stream, instead of the end. */
      errorFrame?: { message: string; type?: string; code?: string }
      /** Thinking before the text. */
      thoughts?: readonly string[]
      /** null: a vendor that reports no usage. */
      usage?: ScriptedUsage | null
    }
  | {
      kind: 'error'
      status: number
      headers?: Record<string, string>
      code?: string
      type?: string
      /** Google's machine-readable details. */
      details?: readonly object[]
      body?: string
    }
  /** A literal body, for the format of one particular server. */
  | { kind: 'raw'; status?: number; contentType?: string; body: string; cut?: boolean }
  | { kind: 'hang' }
  /**
   * Sends `text` repeatedly until the client disconnects: as text, or as comments that only keep the
   * connection open.
   */
  | { kind: 'endless'; text: string; delayMs?: number; as?: 'text' | 'comment' }

export type ScriptedUsage = { input: number; cached?: number; output: number }
export type StreamScript = Extract<Script, { kind: 'stream' }>
export type ErrorScript = Extract<Script, { kind: 'error' }>

/** How one vendor encodes a script: chunks of a `text/event-stream`, with whole frames each. */
export type Wire<Body extends object> = {
  accepts(path: string): boolean
  begin(body: Body, path: string): string
  text(piece: string): string
  thought(piece: string): string
  /** What follows the text, including the finish reason. */
  end(script: StreamScript): string
  errorFrame(error: NonNullable<StreamScript['errorFrame']>): string
  errorBody(script: ErrorScript): object
}

export type RecordedRequest<Body extends object> = {
  path: string
  headers: IncomingHttpHeaders
  body: Body
  /** How the exchange ended: the answer was completed, or the client disconnected before. */
  ended: Promise<'answered' | 'aborted'>
  state: 'open' | 'answered' | 'aborted'
}

export type ScriptedServer<Body extends object> = {
  /** http://127.0.0.1 and a port, without a path. */
  origin: string
  requests: RecordedRequest<Body>[]
  /** Queues answers, one per request, in order. */
  respondWith(...scripts: Script[]): void
  /** The answer once the queue is empty; by default a small picture. */
  otherwiseRespondWith(script: Script): void
  /** Resolves when at least `count` requests have arrived. */
  received(count: number): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

export const smallPicture =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256"><title>circle</title><circle cx="128" cy="128" r="90" fill="#336699"/></svg>'

export const usualUsage: ScriptedUsage = { input: 1200, cached: 200, output: 300 }

/** Streams `text` in pieces of `size` characters. */
export function answerWith(text: string, size = 40, delayMs = 0): StreamScript {
  const steps: (string | number)[] = []
  for (let at = 0; at < text.length; at += size) {
    if (delayMs > 0 && at > 0) steps.push(delayMs)
    steps.push(text.slice(at, at + size))
  }
  return { kind: 'stream', steps }
}

/** A promise and the function that resolves it, to delay an answer until the test continues it. */
export function createGate(): { opened: Promise<void>; open: () => void } {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open }
}

/** One event of a `text/event-stream` (HTML standard, section 9.2). */
export function frame(value: object, event?: string): string {
  return `${event === undefined ? '' : `event: ${event}\n`}data: ${JSON.stringify(value)}\n\n`
}

/** A real HTTP server on 127.0.0.1 that streams scripted answers in a vendor's format. */
export async function startScriptedServer<Body extends object>(
  wire: Wire<Body>,
): Promise<ScriptedServer<Body>> {
  const queue: Script[] = []
  let otherwise: Script = answerWith(smallPicture)
  const requests: RecordedRequest<Body>[] = []
  const waiting: { count: number; resolve: () => void }[] = []

  const server = createServer((req, res) => {
    void handle(req, res).catch((error) => res.destroy(error instanceof Error ? error : undefined))
  })

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const text = await readBody(req)
    const path = req.url ?? ''
    if (req.method !== 'POST' || !wire.accepts(path)) {
      res.writeHead(404, { 'content-type': 'application/json' }).end('{"error":{"message":"no such route"}}')
      return
    }
    const gone = createGate()
    const record: RecordedRequest<Body> = {
      path,
      headers: req.headers,
      body: JSON.parse(text) as Body,
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
    await play(wire, queue.shift() ?? otherwise, res, record, gone.opened)
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo

  return {
    origin: `http://127.0.0.1:${port}`,
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

async function play<Body extends object>(
  wire: Wire<Body>,
  script: Script,
  res: ServerResponse,
  { body, path }: RecordedRequest<Body>,
  gone: Promise<void>,
): Promise<void> {
  if (script.kind === 'hang') return
  if (script.kind === 'error') {
    res
      .writeHead(script.status, { 'content-type': 'application/json', ...script.headers })
      .end(script.body ?? JSON.stringify(wire.errorBody(script)))
    return
  }
  if (script.kind === 'raw') {
    const { status = 200, contentType = 'text/event-stream', body: bytes, cut } = script
    res.writeHead(status, { 'content-type': contentType })
    // Lets the client receive what was written before the connection is dropped.
    if (cut) res.write(bytes, () => setImmediate(() => res.destroy()))
    else res.end(bytes)
    return
  }
  res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  res.flushHeaders()
  const send = async (text: string) => {
    const flowing = res.write(text)
    if (!flowing) await Promise.race([new Promise((resolve) => res.once('drain', resolve)), gone])
  }
  await send(wire.begin(body, path))
  const comments = script.kind === 'endless' && script.as === 'comment'
  if (script.kind === 'stream') for (const thought of script.thoughts ?? []) await send(wire.thought(thought))
  const steps = script.kind === 'endless' ? repeatForEver(script.text, script.delayMs ?? 0) : script.steps
  for (const step of steps) {
    if (typeof step === 'string') await send(comments ? `: ${step}\n\n` : wire.text(step))
    else await Promise.race([typeof step === 'number' ? pause(step) : step, gone])
    if (res.destroyed) return
  }
  if (script.kind === 'endless') return
  if (script.errorFrame) {
    res.end(wire.errorFrame(script.errorFrame))
    return
  }
  if (script.cut) {
    // Lets the client receive what was written before the connection is dropped.
    res.write(': cut\n\n', () => res.destroy())
    return
  }
  res.end(wire.end(script))
}

function* repeatForEver(text: string, delayMs: number): Generator<string | number> {
  for (;;) {
    yield text
    // At least one turn of the event loop, so that a disconnect of the client is noticed.
    yield delayMs
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

async function readBody(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
