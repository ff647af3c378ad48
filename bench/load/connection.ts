import { once } from 'node:events'
import { connect } from 'node:net'

export type Answer = { status: number; head: string }

/** One kept-alive HTTP/1.1 connection with one request in flight at a time. */
export type Connection = Disposable & { exchange(request: Buffer): Promise<Answer> }

const bodyless = new Set([204, 304])

/**
 * A minimal client, because it shares the machine with the measured service: requests are sent unchanged, and
 * of a response only the status line and the length are parsed.
 */
export async function openConnection(port: number): Promise<Connection> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  let received: Buffer | undefined
  let expectedBytes = 0
  let head = ''
  let waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined

  socket.on('data', (chunk) => {
    received = received ? Buffer.concat([received, chunk]) : chunk
    if (expectedBytes === 0) {
      const headBytes = received.indexOf('\r\n\r\n') + 4
      if (headBytes < 4) return
      head = received.toString('latin1', 0, headBytes)
      expectedBytes = headBytes + bodyBytesOf(head)
    }
    if (received.length < expectedBytes) return
    received = undefined
    expectedBytes = 0
    waiting?.resolve({ status: statusOf(head), head })
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

const statusOf = (head: string) => Number(head.slice(9, 12))

function bodyBytesOf(head: string): number {
  if (bodyless.has(statusOf(head))) return 0
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
  if (length === undefined) throw new Error(`an answer without a length:\n${head}`)
  return Number(length)
}
