import { Agent as HttpAgent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import { Agent as HttpsAgent, request as requestByTls } from 'node:https'
import { ModelError } from '../port.ts'
import type { Pace } from './pace.ts'

export type PostRequest = {
  url: string
  headers: Record<string, string | undefined>
  /** Sent as JSON. */
  body: object
  signal: AbortSignal
}

export type PostAnswer = {
  status: number
  headers: IncomingHttpHeaders
  /**
   * The body in chunks, read at the given pace. Leaving the loop early closes the connection. Flow control
   * keeps unread data at the server.
   *
   * @throws ModelError `context_length` beyond the maximum of bytes; the error of a connection that breaks.
   */
  read(): AsyncGenerator<Buffer, void>
}

/** Sends one request to a vendor. Redirects are not followed, because they could send the key elsewhere. */
export type Post = (request: PostRequest) => Promise<PostAnswer>

/**
 * Uses Node's HTTP client instead of `fetch`, which copies each packet through several streams and reads
 * packets as fast as they arrive. Connections are reused.
 *
 * @param bytesMax the maximum of a body, whatever it contains: thinking, comments that keep the connection
 * open, or one event that never ends and would be buffered in memory.
 */
export function createPost(bytesMax: number, pace: Pace): Post {
  // With a high water mark of 0, a paused socket stops reading, and the kernel buffers data that arrives.
  const usual = { keepAlive: true, timeout: idleMaxMs, highWaterMark: 0 }
  const agents = { 'http:': new HttpAgent(usual), 'https:': new HttpsAgent(usual) }

  return async ({ url, headers, body, signal }) => {
    signal.throwIfAborted()
    const target = new URL(url)
    const text = JSON.stringify(body)
    const isSecure = target.protocol === 'https:'
    const send = () =>
      new Promise<IncomingMessage>((resolve, reject) => {
        const req = (isSecure ? requestByTls : request)(target, {
          method: 'POST',
          agent: agents[isSecure ? 'https:' : 'http:'],
          headers: {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(text),
            accept: 'text/event-stream',
            'accept-encoding': 'identity',
            ...Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)),
          },
          signal,
        })
        req.once('response', resolve)
        req.on('error', (error) => reject(req.reusedSocket ? new KeptConnectionError(error) : error))
        req.end(text)
      })
    const sendOnLiving = (): Promise<IncomingMessage> =>
      send().catch((error: unknown) => {
        // The server closed the idle connection before this request. The next pooled connection may be
        // closed, too.
        if (error instanceof KeptConnectionError && !signal.aborted) return sendOnLiving()
        throw error
      })
    const response = await sendOnLiving()
    return {
      status: response.statusCode ?? 0,
      headers: response.headers,
      read: () => readBody(response, bytesMax, pace),
    }
  }
}

/** Servers keep an idle connection for about this long. */
const idleMaxMs = 5_000

class KeptConnectionError extends Error {
  constructor(cause: Error) {
    super('a connection that was kept has failed', { cause })
  }
}

/**
 * Reads the data that has arrived, pauses the socket, and resumes it at the given pace. The response itself
 * is never paused, because Node would then emit one TLS record for each read, and vendors send each piece in
 * a separate record.
 */
async function* readBody(
  response: IncomingMessage,
  bytesMax: number,
  pace: Pace,
): AsyncGenerator<Buffer, void> {
  const { socket } = response
  const stream = pace.open()
  let chunks: Buffer[] = []
  let bytes = 0
  let failure: Error | undefined
  let wake = () => {}
  const notice = () => wake()
  const pause = () => {
    // After the last byte, the socket may already belong to another request.
    if (!response.complete) socket.pause()
    wake()
  }
  response.on('data', (chunk: Buffer) => {
    // `setImmediate` runs after the socket has emitted all data that has arrived.
    if (chunks.push(chunk) === 1) setImmediate(pause)
  })
  response.on('error', (error) => {
    failure = error
    wake()
  })
  response.on('end', notice).on('close', notice)
  try {
    for (;;) {
      if (chunks.length > 0) {
        const chunk = Buffer.concat(chunks)
        chunks = []
        bytes += chunk.byteLength
        if (bytes > bytesMax) throw new ModelError('context_length')
        yield chunk
        if (response.complete) continue
        await stream.next(chunk.byteLength)
        socket.resume()
        continue
      }
      if (response.readableEnded) return
      if (failure) throw failure
      if (response.closed) throw new Error('the connection was closed before the end of the answer')
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  } finally {
    // Keeps the connection if the answer is complete, and closes it otherwise.
    if (!response.readableEnded) response.destroy()
  }
}
