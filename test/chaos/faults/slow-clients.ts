import { connect, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { waitFor } from '../../harness/wait.ts'
import type { Row } from '../run-fault.ts'

/** The server requires the headers within 10 s and the request within 15 s; it checks at least every 30 s. */
const patienceMs = 50_000
const p99MaxMs = 2_000

export const slowClients: Row[] = [
  {
    id: 'F26',
    title: 'hundreds of clients that send and read as slowly as they can',
    short: false,
    workers: 1,
    async run(stage) {
      const api = await stage.startApi()
      await stage.startWorker()
      const count = stage.size(200, 500)
      const open = Array.from({ length: count }, (_, at) => connectSlowly(api.port, at))
      const dripping = setInterval(() => {
        for (const socket of open) if (socket.writable) socket.write('x')
      }, 1_000)
      try {
        await delay(1_000)
        const posted = await stage.crowd.post(stage.size(30, 100), { everyMs: 60 })
        const times = posted.flatMap(({ answerMs }) => answerMs).toSorted((a, b) => a - b)
        const p99Ms = times[Math.floor(times.length * 0.99)] ?? 0
        stage.expect(p99Ms < p99MaxMs, `others are answered within ${p99MaxMs} ms (${Math.round(p99Ms)})`)
        const cut = await waitFor(
          'the slow ones to be cut',
          () => open.every(({ closed }) => closed),
          patienceMs,
        ).catch(() => false)
        stage.expect(cut, `who has not sent a request after ${patienceMs / 1_000} s is cut`)
        return `${count} half requests; others' p99 ${Math.round(p99Ms)} ms`
      } finally {
        clearInterval(dripping)
        for (const socket of open) socket.destroy()
      }
    },
  },
]

/** Every second client stops within the headers, the others within the body. */
function connectSlowly(port: number, at: number): Socket {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  socket.resume()
  const headers =
    'POST /api/svg/generate-svg HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n'
  socket.write(at % 2 === 0 ? `${headers}x-slow: ` : `${headers}content-length: 5000\r\n\r\n{"prompt":"`)
  return socket
}
