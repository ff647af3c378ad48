import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { createGate } from '../harness/scripted-model.ts'

/**
 * `stall`: accepts connections and forwards no byte in either direction, until the mode changes. `slow`:
 * about 1 KB a second and direction. `refuse`: resets new connections, and keeps open ones.
 */
export type ProxyMode = 'pass' | 'refuse' | 'stall' | 'slow'

/** A TCP proxy on loopback that can behave like a bad network. */
export type TcpProxy = AsyncDisposable & {
  readonly port: number
  readonly connectionCount: number
  set(mode: ProxyMode): void
  /** Resets every connection; new ones are served. */
  cut(): void
  /**
   * For the next `times` requests with this text, the server gets the request and the proxy gets the answer,
   * but the client gets a reset. So the client does not know whether its request was processed.
   */
  loseAnswers(text: string, times: number): void
  readonly answersLost: number
}

type Link = { client: Socket; server: Socket; losing: boolean }

const slowBytes = 256
const slowPauseMs = 250

export async function startProxy(targetPort: number): Promise<TcpProxy> {
  const links = new Set<Link>()
  let mode: ProxyMode = 'pass'
  let modeChanged = createGate()
  let loss = { text: '', left: 0 }
  let answersLost = 0

  const server = createServer({ allowHalfOpen: true }, (client) => {
    client.on('error', () => undefined)
    if (mode === 'refuse') return void client.resetAndDestroy()
    const target = connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true })
    const link: Link = { client, server: target, losing: false }
    target.on('error', () => client.resetAndDestroy())
    client.on('error', () => target.resetAndDestroy())
    links.add(link)
    for (const end of [client, target]) {
      end.setNoDelay(true)
      end.once('close', () => links.delete(link))
    }
    void carry(client, target, (piece) => {
      if (loss.left > 0 && piece.includes(loss.text)) {
        loss.left -= 1
        link.losing = true
      }
      return true
    })
    void carry(target, client, () => {
      if (!link.losing) return true
      answersLost += 1
      reset(link)
      return false
    })
  })

  /** Forwards bytes until the sender has ended. `inspect` returns whether a chunk is forwarded. */
  async function carry(from: Socket, to: Socket, inspect: (piece: Buffer) => boolean): Promise<void> {
    try {
      for await (const chunk of from as AsyncIterable<Buffer>) {
        let left = chunk
        while (left.length > 0) {
          while (mode === 'stall') await modeChanged.opened
          const size = mode === 'slow' ? slowBytes : left.length
          const piece = left.subarray(0, size)
          left = left.subarray(size)
          if (!inspect(piece)) return
          await new Promise<void>((resolve) => to.write(piece, () => resolve()))
          if (mode === 'slow') await delay(slowPauseMs)
        }
      }
      to.end()
    } catch {
      // One half of the connection broke: the other half is closed as well.
      to.destroy()
    }
  }

  function reset({ client, server: target }: Link): void {
    client.resetAndDestroy()
    target.resetAndDestroy()
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    get connectionCount() {
      return links.size
    },
    get answersLost() {
      return answersLost
    },
    set(next) {
      mode = next
      modeChanged.open()
      modeChanged = createGate()
    },
    cut() {
      for (const link of links) reset(link)
    },
    loseAnswers(text, times) {
      loss = { text, left: times }
    },
    async [Symbol.asyncDispose]() {
      mode = 'pass'
      modeChanged.open()
      for (const link of links) reset(link)
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
