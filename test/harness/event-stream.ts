import type { Client } from './client.ts'

export type StreamEvent = { id: string; type: string; data: unknown }

/** What a browser's EventSource would have received so far, without reconnecting. */
export type EventStream = {
  status: number
  headers: Headers
  events: StreamEvent[]
  /** Lines that begin with a colon. */
  comments: number
  retryMs: number | undefined
  /** Resolves when the server has ended the stream, rejects when it broke. */
  ended: Promise<void>
  /** Disconnects. */
  close(): void
}

/** Opens the event stream of a job with the client's cookies. Close it unless it ends. */
export async function openEventStream(
  client: Client,
  jobId: string,
  headers: Record<string, string> = {},
): Promise<EventStream> {
  const leaving = new AbortController()
  const response = await fetch(`${client.url}/api/svg/generation-jobs/${jobId}/events`, {
    headers: { accept: 'text/event-stream', ...client.cookieHeader(), ...headers },
    signal: leaving.signal,
  })
  const stream: EventStream = {
    status: response.status,
    headers: response.headers,
    events: [],
    comments: 0,
    retryMs: undefined,
    ended: Promise.resolve(),
    close: () => leaving.abort(),
  }
  stream.ended = readAll(response, stream)
  // A caller that waits for the end gets the failure; one that closed the stream need not.
  stream.ended.catch(() => undefined)
  return stream
}

async function readAll(response: Response, stream: EventStream): Promise<void> {
  if (!response.body || response.headers.get('content-type') !== 'text/event-stream; charset=utf-8') {
    await response.arrayBuffer()
    return
  }
  let text = ''
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
    text += piece
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) takeBlock(block, stream)
  }
}

function takeBlock(block: string, stream: EventStream): void {
  const fields = new Map<string, string>()
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':')
    if (colon === 0) stream.comments += 1
    else fields.set(line.slice(0, colon), line.slice(colon + 1).trimStart())
  }
  const retry = fields.get('retry')
  if (retry !== undefined) stream.retryMs = Number(retry)
  const data = fields.get('data')
  if (data === undefined) return
  stream.events.push({ id: fields.get('id') ?? '', type: fields.get('event') ?? '', data: JSON.parse(data) })
}
