import { once } from 'node:events'
import { createServer } from 'node:http'
import { pino } from 'pino'
import { type Socket as ClientSocket, io as connectClient } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../../../../test/harness/database.ts'
import { redisForms, type TestRedisServers } from '../../../../../test/harness/redis-servers.ts'
import {
  createRealtimePublisher,
  openRealtimeBus,
  openRealtimeServer,
  type RealtimeBus,
  type RealtimeServer,
  type RealtimeServerOptions,
} from './index.ts'

type TestEvents = {
  'thing:update': { number: number }
  'thing:preview': { text: string }
}

const log = pino({ level: 'silent' })
const allowedOrigin = 'http://web-app.test'

/** Opens a bus as a separate process would. In-process, all share the same one. */
type Bench = AsyncDisposable & { openBus(): Promise<RealtimeBus> }

const forms: [string, () => Promise<Bench>][] = [
  ['in-process', openInProcessBench],
  ['postgres', openPostgresBench],
]
for (const [form, start] of redisForms) forms.push([form, () => openRedisBench(start)])

describe.each(forms)('realtime %s', (_form, open) => {
  let bench: Bench
  beforeAll(async () => {
    bench = await open()
  })
  afterAll(() => bench[Symbol.asyncDispose]())

  test('two servers and a worker: each socket of the user gets exactly one copy, others none', async () => {
    await using stage = await openStage(bench)
    const mine = [
      await stage.join(0, 'ann', 's1'),
      await stage.join(1, 'ann', 's2'),
      await stage.join(1, 'ann', 's2'),
    ]
    const other = await stage.join(0, 'bob', 's3')
    stage.publisher.publish('ann', 'thing:update', { number: 1 })
    stage.publisher.publish('bob', 'thing:update', { number: 9 })
    stage.publisher.publish('ann', 'thing:update', { number: 2 })
    for (const client of mine) await expect.poll(() => client.numbers).toEqual([1, 2])
    await expect.poll(() => other.numbers).toEqual([9])
    // One more round trip of the bus: a second copy would have arrived before it.
    stage.publisher.publish('ann', 'thing:update', { number: 3 })
    for (const client of mine) await expect.poll(() => client.numbers).toEqual([1, 2, 3])
    expect(other.numbers).toEqual([9])
  })

  test('500 events, some of 64 KiB, arrive in their order', async () => {
    await using stage = await openStage(bench)
    const client = await stage.join(1, 'ann', 's1')
    const text = 'ü'.repeat(32 * 1024)
    const sent: string[] = []
    for (let number = 0; number < 500; number += 1) {
      if (number % 50 === 0) {
        stage.publisher.publish('ann', 'thing:preview', { text: `${number}${text}` })
        sent.push(`preview ${number}`)
      }
      stage.publisher.publish('ann', 'thing:update', { number })
      sent.push(`update ${number}`)
    }
    await expect.poll(() => client.log.length).toBe(sent.length)
    expect(client.log).toEqual(sent)
    expect(client.lastText).toBe(`450${text}`)
  })

  test('text of any kind arrives unchanged', async () => {
    await using stage = await openStage(bench)
    const client = await stage.join(0, 'ann', 's1')
    const text = 'a\nb\r\n\u2028 \u0000 日本 😀 @1 \ud800'
    stage.publisher.publish('ann', 'thing:preview', { text })
    await expect.poll(() => client.lastText).toBe(text)
  })

  test('a socket gets the greeting, the current state, and then live events', async () => {
    await using stage = await openStage(bench, {
      async onConnect({ userId }, emit) {
        emit('thing:preview', { text: `state of ${userId}` })
      },
    })
    const client = await stage.join(0, 'ann', 's1')
    expect(client.ready).toEqual({ ok: true })
    await expect.poll(() => client.lastText).toBe('state of ann')
    stage.publisher.publish('ann', 'thing:update', { number: 7 })
    await expect.poll(() => client.log).toEqual(['preview NaN', 'update 7'])
  })

  test('a filter applies to one socket only', async () => {
    await using stage = await openStage(bench, {
      createFilter() {
        let highest = -1
        return {
          isWanted(_name, payload) {
            if (!('number' in payload)) return true
            if (payload.number <= highest) return false
            highest = payload.number
            return true
          },
          expectsMore: () => false,
        }
      },
    })
    const client = await stage.join(1, 'ann', 's1')
    for (const number of [1, 3, 2, 3, 4]) stage.publisher.publish('ann', 'thing:update', { number })
    await expect.poll(() => client.numbers).toEqual([1, 3, 4])
  })

  test('a missing identity is refused with "Unauthorized", a failing check with another text', async () => {
    await using stage = await openStage(bench)
    expect(await stage.tryJoin(0, {})).toBe('Unauthorized')
    expect(await stage.tryJoin(0, { token: 'broken' })).toBe('Service unavailable')
    expect(await stage.tryJoin(0, { token: 'ann/s1' }, { origin: 'http://evil.test' })).toMatch(
      /websocket error|poll/,
    )
    expect(await stage.tryJoin(0, { token: 'ann/s1' }, { origin: allowedOrigin })).toBe('connected')
  })

  test('a foreign origin gets no answer to read over polling either', async () => {
    await using stage = await openStage(bench)
    const url = `${stage.urls[0]}/socket.io/?EIO=4&transport=polling`
    const foreign = await fetch(url, { headers: { origin: 'http://evil.test' } })
    expect(foreign.status).toBe(403)
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull()
    const own = await fetch(url, { headers: { origin: allowedOrigin } })
    expect(own.status).toBe(200)
    expect(own.headers.get('access-control-allow-origin')).toBe(allowedOrigin)
    expect(own.headers.get('access-control-allow-credentials')).toBe('true')
  })

  test('the end of a session closes its sockets on every server, with the reason, and no others', async () => {
    await using stage = await openStage(bench)
    const ended = [await stage.join(0, 'ann', 's1'), await stage.join(1, 'ann', 's1')]
    const kept = await stage.join(1, 'ann', 's2')
    stage.publisher.disconnectSession('s1', 'logout')
    for (const client of ended) {
      await expect.poll(() => client.socket.connected).toBe(false)
      expect(client.endReason).toBe('logout')
    }
    stage.publisher.publish('ann', 'thing:update', { number: 1 })
    await expect.poll(() => kept.numbers).toEqual([1])
    expect(kept.socket.connected).toBe(true)
    stage.publisher.disconnectUser('ann', 'password changed')
    await expect.poll(() => kept.socket.connected).toBe(false)
  })

  test('a session that ends while its socket is being authenticated does not get in', async () => {
    const inside = createGate()
    const gate = createGate()
    await using stage = await openStage(bench, {
      async authenticate({ auth }) {
        if (auth.token === 'slow') {
          inside.open()
          await gate.passed
        }
        return { userId: 'ann', sessionId: 's1' }
      },
    })
    const witness = await stage.join(0, 'ann', 's1')
    const joined = stage.tryJoin(0, { token: 'slow' })
    await inside.passed
    stage.publisher.disconnectSession('s1', 'logout')
    await expect.poll(() => witness.socket.connected).toBe(false)
    gate.open()
    expect(await joined).toBe('Unauthorized')
  })

  test('the sockets of a session that the regular check finds ended are closed', async () => {
    const alive = new Set(['s1', 's2'])
    await using stage = await openStage(bench, {
      isSessionAlive: async ({ sessionId }) => alive.has(sessionId),
      sessionCheckIntervalMs: 50,
    })
    const ended = await stage.join(0, 'ann', 's1')
    const kept = await stage.join(0, 'ann', 's2')
    alive.delete('s1')
    await expect.poll(() => ended.socket.connected).toBe(false)
    expect(kept.socket.connected).toBe(true)
  })

  test('a client that sends events is ignored, then disconnected; a large message disconnects it at once', async () => {
    await using stage = await openStage(bench)
    const sender = await stage.join(0, 'ann', 's1')
    for (let number = 0; number < 50; number += 1) sender.socket.emit('thing:update', { number })
    await expect.poll(() => sender.socket.connected).toBe(false)
    const largeSender = await stage.join(0, 'ann', 's2')
    largeSender.socket.emit('x', 'y'.repeat(100_000))
    await expect.poll(() => largeSender.socket.connected).toBe(false)
  })

  test('one user cannot hold more than twenty sockets of a server', async () => {
    await using stage = await openStage(bench)
    for (let count = 0; count < 20; count += 1) await stage.join(0, 'ann', 's1')
    expect(await stage.tryJoin(0, { token: 'ann/s1' })).toBe('Too many connections')
  })

  test('publishing never throws, whatever is published', async () => {
    await using stage = await openStage(bench)
    const cyclic: { text: string; self?: unknown } = { text: '' }
    cyclic.self = cyclic
    expect(() => stage.publisher.publish('ann', 'thing:preview', cyclic)).not.toThrow()
    // @ts-expect-error an event that is not in the map
    expect(() => stage.publisher.publish('ann', 'thing:other', {})).not.toThrow()
    // @ts-expect-error a payload of another event
    expect(() => stage.publisher.publish('ann', 'thing:update', { text: '' })).not.toThrow()
    expect(() => stage.publisher.publish('an id\nwith space', 'thing:update', { number: 1 })).not.toThrow()
  })

  test('a stopping server sends its clients the reason, and they reconnect', async () => {
    await using stage = await openStage(bench)
    const client = await stage.join(0, 'ann', 's1')
    const [told, reason] = await Promise.all([
      receive(client.socket, 'server:disconnect'),
      receive(client.socket, 'disconnect'),
      stage.endServer(0),
    ])
    expect(told).toEqual({ reason: 'server_stopping' })
    expect(reason).toBe('transport close')
  })
})

type Client = {
  socket: ClientSocket
  log: string[]
  numbers: number[]
  ready: unknown
  lastText: string | undefined
  endReason: string | undefined
}

/** Two servers on separate buses, and a publisher without a server. */
async function openStage(bench: Bench, overrides: Partial<RealtimeServerOptions<TestEvents>> = {}) {
  const stack = createStack()
  const urls: string[] = []
  const servers: RealtimeServer[] = []
  for (let number = 0; number < 2; number += 1) {
    const bus = stack.use(await bench.openBus())
    const httpServer = createServer().listen(0, '127.0.0.1')
    await once(httpServer, 'listening')
    stack.defer(async () => {
      const closed = once(httpServer, 'close')
      httpServer.close()
      httpServer.closeAllConnections()
      await closed
    })
    servers.push(
      await openRealtimeServer<TestEvents>(httpServer, {
        bus,
        async authenticate({ auth }) {
          if (auth.token === 'broken') throw new Error('the database is away')
          const [userId, sessionId] = typeof auth.token === 'string' ? auth.token.split('/') : []
          return userId && sessionId ? { userId, sessionId } : null
        },
        isHostAnswered: () => true,
        isOriginAllowed: (origin) => origin === allowedOrigin,
        limits: { handshakesPerMinuteMax: 10_000, perAddressMax: 1_000 },
        addressOf: ({ socket }) => socket.remoteAddress ?? '',
        log,
        ...overrides,
      }),
    )
    stack.defer(() => servers[number]?.[Symbol.asyncDispose]())
    const address = httpServer.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    urls.push(`http://127.0.0.1:${address.port}`)
  }
  const publisher = createRealtimePublisher<TestEvents>(stack.use(await bench.openBus()), log)

  function connect(index: number, auth: Record<string, unknown>, headers: Record<string, string> = {}) {
    const socket = connectClient(urls[index], {
      auth,
      transports: ['websocket'],
      extraHeaders: headers,
      reconnection: false,
      forceNew: true,
    })
    stack.defer(() => {
      socket.disconnect()
    })
    return socket
  }

  return {
    urls,
    publisher,
    endServer: (index: number) => servers[index]?.[Symbol.asyncDispose](),
    async join(index: number, userId: string, sessionId: string): Promise<Client> {
      const socket = connect(index, { token: `${userId}/${sessionId}` })
      const client: Client = {
        socket,
        log: [],
        numbers: [],
        ready: undefined,
        lastText: undefined,
        endReason: undefined,
      }
      socket.on('thing:update', ({ number }: TestEvents['thing:update']) => {
        client.numbers.push(number)
        client.log.push(`update ${number}`)
      })
      socket.on('thing:preview', ({ text }: TestEvents['thing:preview']) => {
        client.lastText = text
        client.log.push(`preview ${Number.parseInt(text, 10)}`)
      })
      socket.on('server:disconnect', ({ reason }: { reason: string }) => {
        client.endReason = reason
      })
      client.ready = await receive(socket, 'server:ready')
      return client
    },
    /** "connected", or the message of the refusal. */
    async tryJoin(
      index: number,
      auth: Record<string, unknown>,
      headers?: Record<string, string>,
    ): Promise<string> {
      const socket = connect(index, auth, headers)
      return new Promise((resolve) => {
        socket.on('connect', () => resolve('connected'))
        socket.on('connect_error', (err) => resolve(err.message))
      })
    },
    [Symbol.asyncDispose]: () => stack.dispose(),
  }
}

/** Resolves to the first argument of the next such event. */
function receive(socket: ClientSocket, event: string): Promise<unknown> {
  return new Promise((resolve) => {
    socket.once(event, resolve)
  })
}

/** Opened resources, closed in reverse. */
function createStack() {
  const closers: (() => unknown)[] = []
  return {
    use<Resource extends AsyncDisposable>(resource: Resource): Resource {
      closers.push(() => resource[Symbol.asyncDispose]())
      return resource
    },
    defer(close: () => unknown): void {
      closers.push(close)
    },
    async dispose(): Promise<void> {
      for (const close of closers.splice(0).reverse()) await close()
    },
  }
}

function createGate(): { passed: Promise<void>; open(): void } {
  let open: () => void = () => {}
  const passed = new Promise<void>((resolve) => {
    open = resolve
  })
  return { passed, open: () => open() }
}

async function openInProcessBench(): Promise<Bench> {
  const bus = await openRealtimeBus({ kind: 'in-process' }, log)
  const shared: RealtimeBus = { ...bus, async [Symbol.asyncDispose]() {} }
  return { openBus: async () => shared, [Symbol.asyncDispose]: () => bus[Symbol.asyncDispose]() }
}

async function openPostgresBench(): Promise<Bench> {
  const database = await createTestDatabase()
  return {
    openBus: () => openRealtimeBus({ kind: 'postgres', pool: database.pool }, log),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

async function openRedisBench(start: () => Promise<TestRedisServers>): Promise<Bench> {
  const redis = await start()
  return {
    openBus: () => openRealtimeBus({ kind: 'redis', address: redis.address }, log),
    [Symbol.asyncDispose]: () => redis[Symbol.asyncDispose](),
  }
}
