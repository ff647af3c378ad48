import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

export type Answer = { status: number; head: string }

/** One kept-alive HTTP/1.1 connection with one request in flight at a time. */
export type Connection = Disposable & { exchange(request: Buffer): Promise<Answer> }

const bodyless = new Set([204, 304])

/**
 * A minimal client, because it shares the machine with the measured service: requests are sent unchanged, and
 * of a response only the status line and the length are parsed.
 */
export async function openConnection(origin: string): Promise<Connection> {
  const socket = await openSocket(new URL(origin))
  let received: Buffer | undefined
  let head: Head | undefined
  let waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined

  socket.on('data', (chunk: Buffer) => {
    received = received ? Buffer.concat([received, chunk]) : chunk
    head ??= readHead(received)
    if (!head?.isWhole(received)) return
    const { text } = head
    received = undefined
    head = undefined
    waiting?.resolve({ status: statusOf(text), head: text })
  })
  const fail = (error: Error) => waiting?.reject(error)
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('the server closed a connection')))

  return {
    exchange: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(request)
      }),
    [Symbol.dispose]() {
      waiting = undefined
      socket.destroy()
    },
  }
}

async function openSocket({ protocol, hostname: host, port }: URL): Promise<Socket> {
  if (protocol === 'https:') {
    const socket = connectTls({
      host,
      port: Number(port || 443),
      servername: host,
      ALPNProtocols: ['http/1.1'],
    })
    await once(socket, 'secureConnect')
    return socket.setNoDelay()
  }
  const socket = connect({ host, port: Number(port || 80), noDelay: true })
  await once(socket, 'connect')
  return socket
}

/** The head of a response, and whether bytes that start with it have the whole body. */
type Head = { text: string; isWhole(received: Buffer): boolean }

/** undefined while the head is incomplete. */
function readHead(received: Buffer): Head | undefined {
  const headBytes = received.indexOf('\r\n\r\n') + 4
  if (headBytes < 4) return undefined
  const text = received.toString('latin1', 0, headBytes)
  if (bodyless.has(statusOf(text))) return { text, isWhole: () => true }
  const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1]
  if (length !== undefined) return { text, isWhole: (bytes) => bytes.length >= headBytes + Number(length) }
  // A body in chunks ends with a chunk of no bytes (RFC 9112, section 7.1).
  if (/\r\ntransfer-encoding: chunked/i.test(text))
    return {
      text,
      isWhole: (bytes) =>
        bytes
          .subarray(headBytes - 2)
          .toString('latin1')
          .endsWith('\r\n0\r\n\r\n'),
    }
  throw new Error(`an answer without a length:\n${text}`)
}

const statusOf = (head: string) => Number(head.slice(9, 12))
