import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { expect, it } from 'vitest'
import { keep } from '../../../../../test/harness/keep.ts'
import { type ReceiverAnswer, startReceiver } from '../../../../../test/harness/webhook-receiver.ts'
import { createOutbound, isPublicAddress, OutboundError, type ResolveHost } from './index.ts'

const request = { headers: { 'x-test': 'yes' }, body: '{"a":1}', timeoutMs: 5_000, answerBytesMax: 64 * 1024 }

const resolvers = (resolve: ResolveHost) => ({ usual: resolve, allowed: resolve })
const problemOf = (post: Promise<unknown>) =>
  post.then(
    () => 'no problem',
    (error: unknown) => (error instanceof OutboundError ? error.problem : error),
  )

async function postTo(answer: ReceiverAnswer, more: Partial<typeof request> = {}) {
  const receiver = keep(await startReceiver())
  receiver.respondWith(answer)
  return createOutbound(['127.0.0.1']).post({ ...request, url: receiver.url, ...more })
}

it.each([
  ...['127.0.0.1', '127.255.255.254', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '0.0.0.0'],
  ...['169.254.169.254', '169.254.170.2', '100.64.0.1', '100.100.100.200', '100.127.255.255', '192.0.0.192'],
  ...[
    '168.63.129.16',
    '198.18.0.1',
    '203.0.113.9',
    '224.0.0.1',
    '239.255.255.255',
    '255.255.255.255',
    '240.0.0.1',
  ],
  ...[
    '::',
    '::1',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    'fec0::1',
    '100::1',
    '5f00::1',
  ],
  ...[
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::127.0.0.1',
    '::ffff:0:10.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::a00:1',
  ],
  ...['2002:7f00:1::', '2001::1', '2001:db8::1', '3fff::1', '', 'localhost', '1.2.3', '0x7f000001'],
])('%s is not public', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

it.each([
  '1.1.1.1',
  '172.15.0.1',
  '172.32.0.1',
  '100.128.0.1',
  '169.253.1.1',
  '223.255.255.255',
  '2606:4700::1111',
  '2a00::1',
])('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})

it.each([
  ...[
    'http://example.com',
    'ftp://example.com',
    'https://user@example.com',
    'https://:secret@example.com',
    'nonsense',
  ],
  ...[
    'https://127.0.0.1',
    'https://127.1',
    'https://0x7f.1',
    'https://2130706433',
    'https://0177.0.0.1',
    'https://127.0.0.1.',
  ],
  ...[
    'https://[::1]',
    'https://[::ffff:127.0.0.1]',
    'https://[::ffff:7f00:1]',
    'https://[64:ff9b::7f00:1]',
    'file:///etc/passwd',
  ],
  ...[
    'https://１２７.0.0.1',
    'https://169.254.169.254/latest/meta-data',
    'javascript:alert(1)',
    'http://hooks.local',
  ],
])('%s may not be called', async (url) => {
  const outbound = createOutbound(['allowed.local'])
  expect(outbound.mayCall(url)).toBe(false)
  expect(await problemOf(outbound.post({ ...request, url }))).toMatch(/url_refused|address_refused/)
})

it('an allowed host may be called without TLS, and its subdomains may not', () => {
  const outbound = createOutbound(['allowed.local', '127.0.0.1', '[::1]'])
  for (const url of ['http://allowed.local:8080/x', 'https://127.1/', 'http://[0::1]:9/'])
    expect([url, outbound.mayCall(url)]).toEqual([url, true])
  for (const url of ['http://sub.allowed.local', 'http://127.0.0.2', 'http://allowed.local.example'])
    expect([url, outbound.mayCall(url)]).toEqual([url, false])
})

it('the body arrives with its headers, and the answer is returned', async () => {
  const receiver = keep(await startReceiver())
  const answer = await createOutbound(['127.0.0.1']).post({ ...request, url: `${receiver.url}?a=b` })
  expect(answer).toEqual({ status: 200, text: 'answered 200', isWhole: true })
  expect(receiver.received).toMatchObject([
    { path: '/hooks?a=b', body: '{"a":1}', headers: { 'x-test': 'yes', connection: 'close' } },
  ])
})

it('a name is refused when one of its addresses is private, and nothing is sent', async () => {
  const receiver = keep(await startReceiver())
  const port = new URL(receiver.url).port
  for (const addresses of [['127.0.0.1'], ['2606:4700::1111', '127.0.0.1'], ['::ffff:127.0.0.1']]) {
    const outbound = createOutbound(
      [],
      resolvers(async () => addresses),
    )
    expect(await problemOf(outbound.post({ ...request, url: `https://hooks.example:${port}/` }))).toBe(
      'address_refused',
    )
  }
  expect(receiver.received).toEqual([])
})

it('a name that is public when it is checked and private afterwards is never connected to as private', async () => {
  const receiver = keep(await startReceiver())
  const connections: Socket[] = []
  const server = createServer((socket) => connections.push(socket.destroy()))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  keep({ [Symbol.asyncDispose]: async () => void server.close() })
  const { port } = server.address() as { port: number }
  // An address of global unicast that is not assigned to anybody.
  const answers = [['2fff::1'], ['127.0.0.1'], ['127.0.0.1']]
  let asked = 0
  const outbound = createOutbound(
    [],
    resolvers(async () => answers[asked++] ?? []),
  )
  const post = () =>
    problemOf(outbound.post({ ...request, timeoutMs: 1_000, url: `https://hooks.example:${port}/` }))
  expect(await post()).toMatch(/connection_failed|timeout/)
  expect(asked).toBe(1)
  expect(await post()).toBe('address_refused')
  expect([asked, connections.length, receiver.received.length]).toEqual([2, 0, 0])
})

it('the connection goes to the address that was resolved for this request, not to what the name means elsewhere', async () => {
  const receiver = keep(await startReceiver())
  const { port } = new URL(receiver.url)
  let asked = 0
  const resolve = async () => {
    asked += 1
    return ['127.0.0.1']
  }
  const outbound = createOutbound(['hooks.invalid'], resolvers(resolve))
  const url = `http://hooks.invalid:${port}/`
  for (let sent = 0; sent < 2; sent += 1)
    expect(await outbound.post({ ...request, url })).toMatchObject({ status: 200 })
  expect(asked).toBe(2)
  expect(receiver.received.map(({ headers }) => headers.host)).toEqual(Array(2).fill(`hooks.invalid:${port}`))
})

it('a name without addresses, and a name server that does not answer in time, have their problems', async () => {
  const url = 'https://hooks.example/'
  const failing = createOutbound(
    [],
    resolvers(async () => Promise.reject(new Error('SERVFAIL'))),
  )
  expect(await problemOf(failing.post({ ...request, url }))).toBe('name_not_resolved')
  expect(
    await problemOf(
      createOutbound(
        [],
        resolvers(async () => []),
      ).post({ ...request, url }),
    ),
  ).toBe('name_not_resolved')
  const silent = createOutbound(
    [],
    resolvers(() => new Promise(() => undefined)),
  )
  expect(await problemOf(silent.post({ ...request, timeoutMs: 50, url }))).toBe('timeout')
  expect(await problemOf(createOutbound([]).post({ ...request, url: 'https://localhost/' }))).toMatch(
    /address_refused|name_not_resolved/,
  )
})

it('a redirect is returned, not followed', async () => {
  const target = keep(await startReceiver())
  const answer = await postTo((res) => void res.writeHead(307, { location: target.url }).end('elsewhere'))
  expect(answer).toEqual({ status: 307, text: 'elsewhere', isWhole: true })
  expect(target.received).toEqual([])
})

it('of a huge answer the beginning is read, and the connection is closed', async () => {
  let wasClosed = false
  const answer = await postTo((res) => {
    res.once('close', () => {
      wasClosed = true
    })
    res.writeHead(200)
    const more = () => {
      while (!res.destroyed && res.write('x'.repeat(10_000)));
    }
    res.on('drain', more)
    more()
  })
  expect([answer.status, answer.text.length, answer.isWhole]).toEqual([200, 64 * 1024, false])
  await expect.poll(() => wasClosed).toBe(true)
})

it('an answer that never ends is cut after the time, and its status counts', async () => {
  const answer = await postTo(
    (res) => {
      res.writeHead(200)
      const drip = setInterval(() => res.write('.'), 20)
      res.once('close', () => clearInterval(drip))
    },
    { timeoutMs: 300 },
  )
  expect([answer.status, answer.isWhole]).toEqual([200, false])
  expect(answer.text).toMatch(/^\.+$/)
})

it('no answer in time, a closed connection and a closed port have their problems', async () => {
  expect(await problemOf(postTo(() => undefined, { timeoutMs: 100 }))).toBe('timeout')
  expect(await problemOf(postTo((res) => void res.socket?.destroy()))).toBe('connection_failed')
  const upgrade = postTo(
    (res) => void res.socket?.write('HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
    { timeoutMs: 1_000 },
  )
  expect(await problemOf(upgrade)).toMatch(/connection_failed|timeout/)
  const url = 'http://127.0.0.1:1/'
  expect(await problemOf(createOutbound(['127.0.0.1']).post({ ...request, url }))).toBe('connection_failed')
})

it('a certificate that nobody trusts is refused', async () => {
  const receiver = keep(await startReceiver({ tls: true }))
  expect(await problemOf(createOutbound(['127.0.0.1']).post({ ...request, url: receiver.url }))).toBe(
    'tls_failed',
  )
  expect(receiver.received).toEqual([])
})

it('an answer that is no HTTP is a failed connection', async () => {
  const server = createServer((socket) => void socket.end('SSH-2.0-OpenSSH\r\n'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  keep({ [Symbol.asyncDispose]: async () => void server.close() })
  const { port } = server.address() as { port: number }
  const url = `http://127.0.0.1:${port}/`
  expect(await problemOf(createOutbound(['127.0.0.1']).post({ ...request, url }))).toBe('connection_failed')
})
