import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ImageResult } from './chromium.ts'
import { pageScript } from './page-script.ts'
import { premultiply } from './pixels.ts'

export type PictureServer = AsyncDisposable & {
  /** The URL of the page that draws. */
  url: string
  /** Serves a picture to the page and returns its number. */
  addPicture(svg: string): number
  /** The pixels that the page sent for a picture. */
  takeResult(id: number): ImageResult
  forget(ids: readonly number[]): void
}

/**
 * A server on the loopback interface, from which the page loads pictures and to which it sends their pixels,
 * which are too many for the DevTools protocol.
 */
export async function openPictureServer(): Promise<PictureServer> {
  const pictures = new Map<number, string>()
  const results = new Map<number, ImageResult>()
  let next = 0
  const server = createServer(async (req, res) => {
    const { pathname, searchParams } = new URL(req.url ?? '/', 'http://127.0.0.1')
    const id = Number(pathname.slice('/picture/'.length))
    if (pathname === '/') {
      res.setHeader('content-type', 'text/html; charset=utf-8')
      res.end(`<!doctype html><title>pictures</title><body><script>${pageScript}</script>`)
    } else if (req.method === 'POST') {
      results.set(id, readResult(searchParams, await readBody(req)))
      res.end()
    } else if (pictures.has(id)) {
      res.setHeader('content-type', 'image/svg+xml; charset=utf-8')
      res.setHeader('cache-control', 'no-store')
      res.end(pictures.get(id))
    } else {
      res.statusCode = 404
      res.end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    addPicture(svg) {
      pictures.set(next, svg)
      return next++
    },
    takeResult: (id) => results.get(id) ?? { ok: false, reason: 'the page sent nothing' },
    forget(ids) {
      for (const id of ids) {
        pictures.delete(id)
        results.delete(id)
      }
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function readResult(query: URLSearchParams, body: Buffer): ImageResult {
  const reason = query.get('reason')
  if (reason !== null) return { ok: false, reason }
  const number = (name: string) => Number(query.get(name))
  const rgba = premultiply(new Uint8Array(body.buffer, body.byteOffset, body.byteLength))
  return {
    ok: true,
    pixels: { width: number('width'), height: number('height'), rgba },
    natural: { width: number('naturalWidth'), height: number('naturalHeight') },
  }
}

async function readBody(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk)
  return Buffer.concat(chunks)
}
