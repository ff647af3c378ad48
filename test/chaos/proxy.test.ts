import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { expect, it } from 'vitest'
import { keep } from '../harness/keep.ts'
import { waitFor } from '../harness/wait.ts'
import { startProxy } from './proxy.ts'

/** An echo server that counts its bytes. */
async function startEcho() {
  let received = ''
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      received += chunk
      socket.write(chunk)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    received: () => received,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function speak(port: number) {
  const socket = connect(port, '127.0.0.1')
  const state = { received: '', error: '' }
  socket.on('data', (chunk) => {
    state.received += chunk
  })
  socket.on('error', (error: NodeJS.ErrnoException) => {
    state.error = error.code ?? ''
  })
  const speaker = {
    state,
    say: (text: string) => void socket.write(text),
    async [Symbol.asyncDispose]() {
      socket.destroy()
    },
  }
  return keep(speaker)
}

async function startPair() {
  const echo = keep(await startEcho())
  const proxy = keep(await startProxy(echo.port))
  return { echo, proxy }
}

it('forwards bytes in both directions', async () => {
  const { proxy } = await startPair()
  const speaker = speak(proxy.port)
  speaker.say('hello')
  await waitFor('the echo', () => speaker.state.received === 'hello')
})

it('forwards nothing while it stalls, and everything afterwards, in order', async () => {
  const { echo, proxy } = await startPair()
  const speaker = speak(proxy.port)
  speaker.say('a')
  await waitFor('the first echo', () => speaker.state.received === 'a')
  proxy.set('stall')
  speaker.say('b')
  const late = speak(proxy.port)
  late.say('x')
  await waitFor('the second connection', () => proxy.connectionCount === 2)
  expect(echo.received()).toBe('a')
  proxy.set('pass')
  speaker.say('c')
  await waitFor('the rest', () => speaker.state.received === 'abc' && late.state.received === 'x')
})

it('resets new connections while it refuses', async () => {
  const { echo, proxy } = await startPair()
  proxy.set('refuse')
  const speaker = speak(proxy.port)
  speaker.say('hello')
  await waitFor('the reset', () => speaker.state.error !== '')
  expect(echo.received()).toBe('')
})

it('drops open connections, and serves new ones', async () => {
  const { proxy } = await startPair()
  const first = speak(proxy.port)
  first.say('a')
  await waitFor('the echo', () => first.state.received === 'a')
  proxy.cut()
  await waitFor('the reset', () => first.state.error === 'ECONNRESET')
  const next = speak(proxy.port)
  next.say('b')
  await waitFor('the next echo', () => next.state.received === 'b')
})

it('drops the answer to a request that has arrived, as often as configured', async () => {
  const { echo, proxy } = await startPair()
  proxy.loseAnswers('COMMIT', 1)
  const unlucky = speak(proxy.port)
  unlucky.say('COMMIT one')
  await waitFor('the reset', () => unlucky.state.error === 'ECONNRESET')
  expect(unlucky.state.received).toBe('')
  expect(echo.received()).toBe('COMMIT one')
  expect(proxy.answersLost).toBe(1)
  const lucky = speak(proxy.port)
  lucky.say('COMMIT two')
  await waitFor('the answer', () => lucky.state.received === 'COMMIT two')
})
