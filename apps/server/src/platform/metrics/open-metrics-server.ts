import { createHash, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Log } from '../log/index.ts'
import type { Metrics } from './open-metrics.ts'

export type MetricsPlace = {
  host: string
  port: number
  /** undefined: everybody who can connect may read. */
  token: string | undefined
}

/** Whether an `Authorization` header holds the bearer token (RFC 6750). */
export type TokenCheck = (authorization: string | undefined) => boolean

const requestTimeoutMs = 5_000

/** Compares digests, so that the duration reveals neither a common prefix nor the length. */
export function createTokenCheck(token: string): TokenCheck {
  const expected = digest(`Bearer ${token}`)
  return (authorization = '') =>
    timingSafeEqual(digest(authorization.replace(/^bearer /i, 'Bearer ')), expected)
}

/**
 * Serves only `GET /metrics`, on a separate port.
 *
 * @throws the error of listening, such as EADDRINUSE.
 */
export async function openMetricsServer(
  { host, port, token }: MetricsPlace,
  metrics: Metrics,
  log: Log,
): Promise<AsyncDisposable> {
  const mayRead = token === undefined ? () => true : createTokenCheck(token)

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (req.url?.split('?')[0] !== '/metrics') return end(res, 404)
    if (req.method !== 'GET' && req.method !== 'HEAD') return end(res, 405, { allow: 'GET, HEAD' })
    if (!mayRead(req.headers.authorization)) return end(res, 401, { 'www-authenticate': 'Bearer' })
    const { contentType, text } = await metrics.render()
    end(res, 200, { 'content-type': contentType }, text)
  }

  const server = createServer({ requestTimeout: requestTimeoutMs, headersTimeout: requestTimeoutMs })
  server.on('request', (req, res) => {
    answer(req, res).catch((err) => {
      log.error({ err }, 'the metrics could not be rendered')
      end(res, 500)
    })
  })
  server.listen(port, host)
  await once(server, 'listening')
  return {
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

function end(res: ServerResponse, status: number, headers: Record<string, string> = {}, text = ''): void {
  res.writeHead(status, { 'cache-control': 'no-store', ...headers }).end(text)
}

const digest = (text: string) => createHash('sha256').update(text).digest()
