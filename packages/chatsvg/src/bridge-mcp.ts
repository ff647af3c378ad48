import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'

export type Bridge = {
  endpoint: URL
  /** An API key, or an access token. */
  keyOf: () => Promise<string>
  /** Messages of the client, one in a line (the protocol's transport "stdio"). */
  input: Readable
  output: Writable
}

type Id = string | number
type Message = {
  id?: Id
  method?: string
  params?: {
    name?: unknown
    uri?: unknown
    taskId?: unknown
    requestId?: Id
    _meta?: Record<string, unknown>
  }
  result?: { protocolVersion?: unknown }
}

/** What an older client and the instance have said in the first message. */
type Agreed = { version?: string; session?: string | undefined }

const versionKey = 'io.modelcontextprotocol/protocolVersion'
/** After the end of the input. A client that waits for nothing more ends the program. */
const lastAnswersMs = 10_000
/** Codes of JSON-RPC. The second is free for the implementation. */
const codes = { parseError: -32_700, notPassed: -32_000 }

/**
 * Passes messages between a client on standard input and output and the address of an instance, until the
 * input ends and what it asked is answered. It keeps nothing but the version and the session that an older
 * client has agreed on, and never rejects: what cannot be passed is answered with an error.
 */
export async function bridgeMcp({ endpoint, keyOf, input, output }: Bridge): Promise<void> {
  const running = new Map<Id, AbortController>()
  const passing = new Set<Promise<void>>()
  const ended = new AbortController()
  const agreed: Agreed = {}
  const send = (message: object) => output.write(`${JSON.stringify(message)}\n`)
  const refuse = (id: Id | null, code: number, message: string) =>
    send({ jsonrpc: '2.0', id, error: { code, message } })

  async function pass(line: string, message: Message): Promise<void> {
    const { id } = message
    const abort = new AbortController()
    if (id !== undefined) running.set(id, abort)
    try {
      const response = await fetch(endpoint, {
        method: 'POST',
        redirect: 'error',
        headers: { ...headersOf(message, agreed), authorization: `Bearer ${await keyOf()}` },
        body: line,
        signal: AbortSignal.any([abort.signal, ended.signal]),
      })
      if (message.method === 'initialize')
        agreed.session = response.headers.get('mcp-session-id') ?? undefined
      for await (const answer of readMessages(response)) {
        const { protocolVersion } = (answer as Message).result ?? {}
        if (message.method === 'initialize' && typeof protocolVersion === 'string')
          agreed.version = protocolVersion
        send(answer)
      }
    } catch (error) {
      if (id === undefined || abort.signal.aborted || ended.signal.aborted) return
      refuse(id, codes.notPassed, describe(error))
    } finally {
      if (id !== undefined) running.delete(id)
    }
  }

  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue
    const message = parse(line)
    if (!message) refuse(null, codes.parseError, 'This is not a message in JSON')
    else {
      const { requestId } = message.params ?? {}
      // The connection of a request is the only thing by which the instance knows it.
      if (message.method === 'notifications/cancelled' && requestId !== undefined)
        running.get(requestId)?.abort()
      const passed: Promise<void> = pass(line, message).finally(() => passing.delete(passed))
      passing.add(passed)
    }
  }
  // Requests of a client that ends after its last one, such as a script, are still answered.
  const timer = setTimeout(() => ended.abort(), lastAnswersMs)
  await Promise.all(passing)
  clearTimeout(timer)
}

/** @returns undefined if the line is not one object. */
function parse(line: string): Message | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** The revisions since 2026 repeat in headers what a proxy may need to know. */
function headersOf({ method, params }: Message, agreed: Agreed): Record<string, string> {
  const version = params?._meta?.[versionKey] ?? agreed.version
  const name = params?.name ?? params?.uri ?? params?.taskId
  return {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    ...(typeof version === 'string' && { 'mcp-protocol-version': version }),
    ...(agreed.session !== undefined && { 'mcp-session-id': agreed.session }),
    ...(method !== undefined && { 'mcp-method': method }),
    ...(typeof name === 'string' && { 'mcp-name': name }),
  }
}

/**
 * The messages of an answer: none, one as JSON, or a stream of events with one in a line each.
 *
 * @throws Error with the text for the client if the answer is a problem (RFC 9457).
 */
async function* readMessages(response: Response): AsyncGenerator<object> {
  const type = response.headers.get('content-type') ?? ''
  if (type.startsWith('text/event-stream') && response.body) {
    let rest = ''
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + chunk).split(/\r?\n/)
      rest = lines.pop() ?? ''
      for (const line of lines) if (line.startsWith('data: ')) yield JSON.parse(line.slice('data: '.length))
    }
    return
  }
  const text = await response.text()
  if (text === '') return
  const answer = (type.includes('json') ? JSON.parse(text) : {}) as {
    jsonrpc?: string
    error?: string
    code?: string
  }
  if (answer.jsonrpc === undefined)
    throw new Error(answer.code ? `${answer.error} (${answer.code})` : `The answer was ${response.status}`)
  yield answer
}

const describe = (error: unknown): string =>
  error instanceof TypeError
    ? 'The chatSVG cannot be reached'
    : error instanceof Error
      ? error.message
      : 'Failed'
