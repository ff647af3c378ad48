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
   * The body, piece by piece, at the pace of the connection. Leaving the loop early closes the connection.
   * What is not read stays with the server.
   *
   * @throws ModelError `context_length` beyond the maximum of bytes; the error of a connection that breaks.
   */
  read(): AsyncGenerator<Buffer, void>
}

/** Sends one request to a vendor. Redirects are not followed, because they could send the key elsewhere. */
export type Post = (request: PostRequest) => Promise<PostAnswer>

/**
 * Node's own client, and not `fetch`: that copies each packet through several streams, and reads packets as
 * fast as they come. Connections are kept for the next request.
 *
 * @param bytesMax the maximum of a body, whatever it contains: thinking, comments that keep the connection
 * open, or one event that never ends and would be buffered in memory.
 */
export function createPost(bytesMax: number, pace: Pace): Post {
  // A high water mark of 0: a socket that is paused stops reading, and what arrives stays in the system.
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
        // The server had closed the connection when the request was sent. The next one may be as old.
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

/** As servers keep an idle connection. */
const idleMaxMs = 5_000

class KeptConnectionError extends Error {
  constructor(cause: Error) {
    super('a connection that was kept has failed', { cause })
  }
}

/**
 * Reads what has arrived, pauses the socket, and goes on at the given pace. The response itself is never
 * paused: Node would then pass on one TLS record for each read, and vendors send each piece in a record of
 * its own.
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
    // After the last byte the socket may belong to another request already.
    if (!response.complete) socket.pause()
    wake()
  }
  response.on('data', (chunk: Buffer) => {
    // Once all that the socket and the system hold was passed on.
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
