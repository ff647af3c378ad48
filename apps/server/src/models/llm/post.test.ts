import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { certificate } from '../../../../../test/harness/certificate.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { createGate } from '../../../../../test/harness/scripted-server.ts'
import { createPace, type Pace } from './pace.ts'
import { createPost, type PostAnswer } from './post.ts'

async function serve(listener: RequestListener, open: (listener: RequestListener) => Server = createServer) {
  const server = open(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  keep({
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
  const scheme = open === createServer ? 'http' : 'https'
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
}

afterEach(() => void vi.unstubAllEnvs())

const serveTls = (listener: RequestListener) => {
  // The client reads this property for each connection.
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
  return serve(listener, (answer) => createTlsServer(certificate, answer))
}

const { signal } = new AbortController()
const open = (pace: Pace = createPace(), bytesMax = 1_000_000) => {
  const post = createPost(bytesMax, pace)
  return (url: string): Promise<PostAnswer> => post({ url, headers: {}, body: { a: 1 }, signal })
}

async function readAll(answer: PostAnswer): Promise<string[]> {
  const chunks: string[] = []
  for await (const chunk of answer.read()) chunks.push(chunk.toString())
  return chunks
}

describe('a post', () => {
  it('is JSON, and its answer arrives completely, with status and headers', async () => {
    let received = ''
    const url = await serve((req, res) => {
      req.on('data', (chunk) => {
        received += chunk
      })
      req.on('end', () => res.writeHead(429, { 'retry-after': '7' }).end('{"busy":true}'))
    })
    const answer = await open()(url)
    expect(answer).toMatchObject({ status: 429, headers: { 'retry-after': '7' } })
    expect((await readAll(answer)).join('')).toBe('{"busy":true}')
    expect(received).toBe('{"a":1}')
  })

  it('reuses the connection of the previous one if its answer was read to its end', async () => {
    const sockets: Socket[] = []
    const url = await serve((req, res) => {
      sockets.push(req.socket)
      res.write('first')
      if (sockets.length !== 2) res.end('second')
    })
    const post = open()
    await readAll(await post(url))
    for await (const _chunk of (await post(url)).read()) break
    await readAll(await post(url))
    expect(sockets[1]).toBe(sockets[0])
    expect(sockets[2]).not.toBe(sockets[0])
  })

  it('is sent again if the server has closed the idle connection', async () => {
    let requests = 0
    const url = await serve((req, res) => {
      requests += 1
      if (requests === 2) req.socket.destroy()
      else res.end(`answer ${requests}`)
    })
    const post = open()
    await readAll(await post(url))
    expect(await readAll(await post(url))).toEqual(['answer 3'])
  })

  it('is sent again for every idle connection that the server has closed', async () => {
    const known = new Set<Socket>()
    let isClosing = false
    let closed = 0
    const url = await serve((req, res) => {
      if (isClosing && known.has(req.socket)) {
        closed += 1
        req.socket.destroy()
      } else res.end('an answer')
      known.add(req.socket)
    })
    const post = open()
    await Promise.all([1, 2, 3].map(async () => readAll(await post(url))))
    isClosing = true
    expect(await readAll(await post(url))).toEqual(['an answer'])
    expect(closed).toBe(3)
  })

  it('is not sent again if a new connection fails', async () => {
    let requests = 0
    const url = await serve((req) => {
      requests += 1
      req.socket.destroy()
    })
    await expect(open()(url)).rejects.toThrow()
    expect(requests).toBe(1)
  })

  it('fails if its answer is too large or incomplete', async () => {
    const large = await serve((_req, res) => res.end('x'.repeat(20_000)))
    await expect(readAll(await open(createPace(), 10_000)(large))).rejects.toMatchObject({
      kind: 'context_length',
    })
    const broken = await serve((_req, res) => {
      res.write('half', () => setImmediate(() => res.destroy()))
    })
    await expect(readAll(await open()(broken))).rejects.toThrow()
  })
})

describe('the pace', () => {
  it.each([
    ['HTTP', serve],
    ['TLS', serveTls],
  ])('collects small packets and loses none of them, with %s', async (_name, start) => {
    const packets = Array.from({ length: 80 }, (_, at) => `${at} `)
    const url = await start(async (_req, res) => {
      for (const packet of packets) {
        res.write(packet)
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      res.end()
    })
    const post = open()
    for (let times = 0; times < 2; times += 1) {
      const chunks = await readAll(await post(url))
      expect(chunks.join('')).toBe(packets.join(''))
      expect(chunks.length).toBeLessThan(packets.length / 2)
    }
  })

  it('does not delay the first packets', async () => {
    const packets = ['a', 'b', 'c', 'd', 'e']
    const gates = packets.map(() => createGate())
    const url = await serve(async (_req, res) => {
      for (const [at, packet] of packets.entries()) {
        res.write(packet)
        await gates[at]?.opened
      }
      res.end()
    })
    const chunks: string[] = []
    // A wait of an hour would end this test.
    for await (const chunk of (await open(createPace(3_600_000))(url)).read()) {
      gates[chunks.length]?.open()
      chunks.push(chunk.toString())
    }
    expect(chunks).toEqual(packets)
  })

  it('does not delay a stream with large reads', async () => {
    const url = await serve((_req, res) => res.end('x'.repeat(900_000)))
    // A wait of an hour would end this test.
    const chunks = await readAll(await open(createPace(3_600_000))(url))
    expect(chunks.join('')).toHaveLength(900_000)
  })
})
