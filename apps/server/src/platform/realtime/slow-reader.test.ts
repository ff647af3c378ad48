import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Socket } from 'node:net'
import { pino } from 'pino'
import { connect } from 'socket.io-client'
import { expect, test } from 'vitest'
import { keep } from '../../../../../test/harness/keep.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { createRealtimePublisher, openRealtimeBus, openRealtimeServer } from './index.ts'

type Events = { state: { number: number }; picture: { number: number; text: string } }

const log = pino({ level: 'silent' })
const text = 'x'.repeat(60_000)
const count = 600

test('a slow client misses messages that later ones repeat, and gets the others in order', async () => {
  const bus = keep(await openRealtimeBus({ kind: 'in-process' }, log))
  const http = createServer().listen(0, '127.0.0.1')
  await once(http, 'listening')
  const server = keep(
    await openRealtimeServer<Events>(http, {
      bus,
      authenticate: async () => ({ userId: 'ann', sessionId: 's1' }),
      isHostAnswered: () => true,
      isOriginAllowed: () => true,
      limits: { handshakesPerMinuteMax: 100, perAddressMax: 100 },
      addressOf: () => 'here',
      sheddable: ['picture'],
      log,
    }),
  )
  keep({ [Symbol.asyncDispose]: async () => void http.closeAllConnections() })
  keep({ [Symbol.asyncDispose]: async () => void http.close() })
  const address = http.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const client = connect(`http://127.0.0.1:${port}`, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  })
  keep({ [Symbol.asyncDispose]: async () => void client.disconnect() })
  const states: number[] = []
  const pictures: number[] = []
  client.on('state', ({ number }: Events['state']) => states.push(number))
  client.on('picture', ({ number }: Events['picture']) => pictures.push(number))
  await new Promise((resolve) => client.once('server:ready', resolve))
  expect(server.socketCount).toBe(1)

  const publisher = createRealtimePublisher<Events>(bus, log)
  const tell = (number: number) => {
    publisher.publish('ann', 'state', { number })
    publisher.publish('ann', 'picture', { number, text })
  }
  tell(0)
  await waitFor('the first picture', () => pictures.length === 1)
  const { transport } = client.io.engine as unknown as { transport: { ws: { _socket: Socket } } }
  transport.ws._socket.pause()
  for (let number = 1; number <= count; number += 1) {
    tell(number)
    // Each gets its chance to be written.
    await new Promise((resolve) => setImmediate(resolve))
  }
  transport.ws._socket.resume()
  await waitFor('all states', () => states.length === count + 1)
  expect(states).toEqual(Array.from({ length: count + 1 }, (_, number) => number))
  expect(pictures.length).toBeLessThan(count / 2)
  tell(count + 1)
  await waitFor('a picture again', () => pictures.includes(count + 1))
})
