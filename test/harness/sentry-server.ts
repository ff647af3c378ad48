import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { waitFor } from './wait.ts'

export type ReceivedFault = {
  event_id: string
  level: string
  message: string
  environment: string
  release: string
  tags: Record<string, string>
  exception?: {
    values: { type: string; value: string; stacktrace?: { frames: { filename: string }[] } }[]
  }
  contexts: Record<string, Record<string, unknown>>
}

/**
 * A simulated Sentry: accepts envelopes (https://develop.sentry.dev/sdk/data-model/envelopes) on 127.0.0.1.
 */
export type SentryServer = AsyncDisposable & {
  /** The value for SENTRY_DSN. */
  dsn: string
  faults(): ReceivedFault[]
  /** All requests, including the headers of requests and envelopes. */
  text(): string
  requests(): number
  waitForFault(what: string, isWanted: (fault: ReceivedFault) => boolean): Promise<ReceivedFault>
  /** The answer from now on. */
  respondWith(status: number, headers?: Record<string, string>): void
}

const publicKey = 'keyoftheproject'

export async function startSentryServer(): Promise<SentryServer> {
  const faults: ReceivedFault[] = []
  let [text, requests] = ['', 0]
  let answer: { status: number; headers: Record<string, string> } = { status: 200, headers: {} }
  const server = createServer(async (req, res) => {
    let body = ''
    for await (const chunk of req.setEncoding('utf8')) body += chunk
    requests += 1
    text += `${req.url}\n${JSON.stringify(req.headers)}\n${body}\n`
    const url = new URL(req.url ?? '', 'http://sentry')
    const isKnown = url.pathname === '/api/7/envelope/' && url.searchParams.get('sentry_key') === publicKey
    if (!isKnown) return void res.writeHead(403).end()
    if (answer.status === 200) faults.push(...readEvents(body))
    res.writeHead(answer.status, answer.headers).end('{}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    dsn: `http://${publicKey}@127.0.0.1:${port}/7`,
    faults: () => [...faults],
    text: () => text,
    requests: () => requests,
    waitForFault: (what, isWanted) => waitFor(`the report of ${what}`, () => faults.find(isWanted)),
    respondWith(status, headers = {}) {
      answer = { status, headers }
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** An envelope is a line of headers, then for each item a line of headers and one of content. */
function readEvents(envelope: string): ReceivedFault[] {
  const [, ...lines] = envelope.split('\n')
  const events: ReceivedFault[] = []
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const { type } = JSON.parse(lines[at] ?? '{}') as { type?: string }
    if (type === 'event') events.push(JSON.parse(lines[at + 1] ?? '{}') as ReceivedFault)
  }
  return events
}
