import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { Manager } from 'socket.io-client'
import { expect, it } from 'vitest'
import { keep } from '../../../../../test/harness/keep.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { createLog } from '../log/index.ts'
import { LocalSockets } from './local-sockets.ts'

it('a connection that opens one socket after the other keeps nothing of closed ones', async () => {
  const sockets = new LocalSockets({ log: createLog({ level: 'silent', format: 'json' }) }, () => {}, {
    async join() {},
    leave() {},
  })
  const http = createServer().listen(0, '127.0.0.1')
  await once(http, 'listening')
  const io = new Server(http)
  keep({ [Symbol.asyncDispose]: async () => void (await io.close()) })
  const listeners: number[] = []
  io.use((socket, next) => {
    void sockets.add(socket, { userId: 'ann', sessionId: 'phone' })
    listeners.push(socket.conn.listenerCount('close'))
    next()
  })

  io.of('/quiet')

  const { port } = http.address() as AddressInfo
  const line = new Manager(`http://127.0.0.1:${port}`, { transports: ['websocket'], reconnection: false })
  // It keeps the connection open while the others connect and disconnect.
  const quiet = line.socket('/quiet')
  keep({ [Symbol.asyncDispose]: async () => void quiet.disconnect() })
  await once(quiet as never, 'connect')
  const guest = line.socket('/')
  for (let turn = 1; turn <= 30; turn += 1) {
    if (turn > 1) guest.connect()
    await once(guest as never, 'connect')
    expect(sockets.size).toBe(1)
    guest.disconnect()
    await waitFor('the socket to leave', () => sockets.size === 0)
  }
  expect(listeners).toHaveLength(30)
  expect(new Set(listeners).size).toBe(1)
})
