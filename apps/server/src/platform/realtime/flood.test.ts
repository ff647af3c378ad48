import { once } from 'node:events'
import { createServer } from 'node:http'
import { pino } from 'pino'
import { connect as connectClient } from 'socket.io-client'
import { expect, test } from 'vitest'
import { keep } from '../../../../../test/harness/keep.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import type { ConnectionLimits } from './connection-guard.ts'
import { openRealtimeBus, openRealtimeServer } from './index.ts'

/** Between packets of a payload of Engine.IO's polling (protocol 4). */
const separator = '\x1e'

async function openServer(limits: Partial<ConnectionLimits> = {}) {
  let lines = ''
  const log = pino(
    { level: 'warn' },
    {
      write(line: string) {
        lines += line
      },
    },
  )
  const bus = keep(await openRealtimeBus({ kind: 'in-process' }, log))
  const http = createServer().listen(0, '127.0.0.1')
  await once(http, 'listening')
  keep({ [Symbol.asyncDispose]: async () => void http.close() })
  keep({ [Symbol.asyncDispose]: async () => void http.closeAllConnections() })
  keep(
    await openRealtimeServer(http, {
      bus,
      authenticate: async () => ({ userId: crypto.randomUUID(), sessionId: 's1' }),
      isHostAnswered: () => true,
      isOriginAllowed: () => true,
      limits: { handshakesPerMinuteMax: 100, perAddressMax: 100, ...limits },
      addressOf: ({ headers }) => String(headers['x-address'] ?? 'here'),
      log,
    }),
  )
  const { port } = http.address() as { port: number }
  return { url: `http://127.0.0.1:${port}`, lines: () => lines }
}

/** A client that polls with single requests. */
async function startPolling(url: string, address = 'here') {
  const path = `${url}/socket.io/?EIO=4&transport=polling`
  const headers = { 'x-address': address }
  const answer = await fetch(path, { headers })
  const text = await answer.text()
  const sid = answer.ok ? (JSON.parse(text.slice(1)) as { sid: string }).sid : ''
  const send = async (packets: string[]) =>
    (await fetch(`${path}&sid=${sid}`, { method: 'POST', headers, body: packets.join(separator) })).status
  /** What waits for the client, until the connection is gone: a close packet may come first. */
  const receiveUntilOver = async () => {
    let heard = ''
    for (let polls = 0; polls < 3; polls += 1) {
      const received = await fetch(`${path}&sid=${sid}`, { headers }).catch(() => undefined)
      if (!received?.ok) return heard
      heard += await received.text()
    }
    throw new Error(`the connection goes on, with ${heard.slice(0, 100)}`)
  }
  return { status: answer.status, send, receiveUntilOver }
}

test('a payload full of connects to other namespaces is answered by the end of the connection, and by nothing else', async () => {
  const { url, lines } = await openServer()
  for (const first of ['40/admin,', '40/x,{"token":"a"}', '42/x,["event"]', '451-/x,["event"]', '41/x,']) {
    const client = await startPolling(url)
    await client.send([first, ...Array.from({ length: 1_200 }, (_, at) => `40/n${at},`)]).catch(() => 0)
    expect(await client.receiveUntilOver()).not.toContain('Invalid namespace')
  }
  expect(lines().match(/no such namespace/g)).toHaveLength(5)
})

test('packets are counted, whatever they say', async () => {
  const { url, lines } = await openServer()
  for (const packet of ['42["event"]', '3', '40']) {
    const client = await startPolling(url)
    await client.send(Array(100).fill(packet)).catch(() => 0)
    await client.receiveUntilOver()
  }
  expect(lines().match(/too many packets/g)?.length).toBeGreaterThanOrEqual(2)
})

test('one address gets so many connections at a time and so many handshakes a minute, and another is not limited', async () => {
  const { url } = await openServer({ perAddressMax: 3, handshakesPerMinuteMax: 6 })
  const open = async (address: string) => (await startPolling(url, address)).status
  expect([await open('a'), await open('a'), await open('a'), await open('a')]).toEqual([200, 200, 200, 403])
  expect(await open('b')).toBe(200)

  const few = await openServer({ handshakesPerMinuteMax: 4 })
  const statuses: number[] = []
  for (let at = 0; at < 6; at += 1) {
    const client = await startPolling(few.url)
    statuses.push(client.status)
    if (client.status === 200) await client.send(['1']).catch(() => 0)
  }
  expect(statuses).toEqual([200, 200, 200, 200, 403, 403])
})

test('a connection that ends frees its place, and normal clients are never refused', async () => {
  const { url } = await openServer({ perAddressMax: 2 })
  for (let round = 0; round < 12; round += 1) {
    const client = connectClient(url, {
      forceNew: true,
      reconnection: false,
      transports: round % 2 ? ['websocket'] : ['polling', 'websocket'],
    })
    await new Promise((resolve, reject) => {
      client.once('server:ready', resolve)
      client.once('connect_error', reject)
    })
    const { engine } = client.io
    await waitFor('the upgrade', () => engine.transport.name === 'websocket')
    client.disconnect()
    await waitFor('the end', async () => {
      const probe = await startPolling(url)
      if (probe.status === 200) await probe.send(['1']).catch(() => 0)
      return probe.status === 200
    })
  }
})
