import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** `hang` never answers; `body` is sent unchanged. */
export type ModerationScript = { flag?: string } | { status: number } | { body: string } | 'hang'

export type ModerationServer = {
  /** Base URL with `/v1`. */
  url: string
  requests: { headers: IncomingHttpHeaders; body: { model?: string; input?: string } }[]
  /** The answer from now on; nothing is flagged by default. */
  answerWith(script: ModerationScript): void
  [Symbol.asyncDispose](): Promise<void>
}

/** A real HTTP server on 127.0.0.1 that speaks OpenAI's `/v1/moderations`. */
export async function startModerationServer(): Promise<ModerationServer> {
  const requests: ModerationServer['requests'] = []
  let script: ModerationScript = {}
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    requests.push({ headers: req.headers, body: JSON.parse(Buffer.concat(chunks).toString('utf8')) })
    if (script === 'hang') return
    if ('status' in script) return void res.writeHead(script.status).end('{}')
    const body = 'body' in script ? script.body : JSON.stringify(describe(script.flag))
    res.writeHead(req.url === '/v1/moderations' ? 200 : 404, { 'content-type': 'application/json' }).end(body)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    answerWith: (next) => {
      script = next
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

const categories = [
  'harassment',
  'hate',
  'illicit',
  'self-harm',
  'sexual',
  'sexual/minors',
  'violence',
  'violence/graphic',
]

function describe(flag: string | undefined): object {
  return {
    id: 'modr-scripted',
    model: 'omni-moderation-latest',
    results: [
      {
        flagged: flag !== undefined,
        categories: Object.fromEntries(categories.map((name) => [name, name === flag])),
        category_scores: Object.fromEntries(categories.map((name) => [name, name === flag ? 0.97 : 0.001])),
      },
    ],
  }
}
