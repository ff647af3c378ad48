import type { IncomingMessage } from 'node:http'
import type { Log } from '../log/index.ts'

/** Limits for one address at one instance. */
export type ConnectionLimits = {
  /** Handshakes in a minute. */
  handshakesPerMinuteMax: number
  /** Open connections. */
  perAddressMax: number
}

/** The parts of Engine.IO's socket that are used here. */
export type EngineSocket = {
  request: IncomingMessage
  on(event: 'packet', listener: (packet: { type: string; data?: unknown }) => void): void
  on(event: 'packetCreate', listener: () => void): void
  once(event: 'close', listener: () => void): void
  removeAllListeners(event: 'data' | 'packet' | 'packetCreate'): void
  close(discard: boolean): void
}

/** A client connects, upgrades, and answers pings: a handful of packets in ten seconds. */
const packetsMax = 30
const packetWindowMs = 10_000
/**
 * The maximum of messages that wait for a client to read them; most messages are a few hundred bytes.
 */
const unsentMax = 2_000
const minuteMs = 60_000

/**
 * Socket.IO protocol 5: a type, perhaps a number of attachments, and a namespace other than `/`. Packets from
 * Engine.IO are counted and refused here, before Socket.IO parses and answers them.
 */
const otherNamespace = /^\d(?:\d*-)?\/(?!,)/

/**
 * Keeps single clients from exhausting a process: handshakes and open connections are counted by address,
 * packets by connection. A connection that requests another namespace, or does not read, is closed.
 */
export class ConnectionGuard {
  readonly #limits: ConnectionLimits
  readonly #addressOf: (req: IncomingMessage) => string
  readonly #log: Log
  readonly #open = new Map<string, number>()
  readonly #handshakes = new Map<string, number>()
  #minute = 0

  constructor(limits: ConnectionLimits, addressOf: (req: IncomingMessage) => string, log: Log) {
    this.#limits = limits
    this.#addressOf = addressOf
    this.#log = log
  }

  /** Whether a request may start a connection, or belongs to one. */
  admits(req: IncomingMessage): boolean {
    // A request of an open connection, whose number is bounded.
    if (new URL(req.url ?? '/', 'http://localhost').searchParams.has('sid')) return true
    const minute = Math.floor(performance.now() / minuteMs)
    if (minute !== this.#minute) {
      this.#minute = minute
      this.#handshakes.clear()
    }
    const address = this.#addressOf(req)
    const handshakes = (this.#handshakes.get(address) ?? 0) + 1
    this.#handshakes.set(address, handshakes)
    return (
      handshakes <= this.#limits.handshakesPerMinuteMax &&
      (this.#open.get(address) ?? 0) < this.#limits.perAddressMax
    )
  }

  watch(socket: EngineSocket & { writeBuffer?: unknown[] }): void {
    const address = this.#addressOf(socket.request)
    this.#open.set(address, (this.#open.get(address) ?? 0) + 1)
    socket.once('close', () => {
      const left = (this.#open.get(address) ?? 1) - 1
      if (left > 0) this.#open.set(address, left)
      else this.#open.delete(address)
    })
    const close = (reason: string) => {
      this.#log.warn({ reason }, 'realtime: a connection was closed')
      // The rest of a payload is still parsed, but nothing answers it.
      socket.removeAllListeners('data')
      socket.removeAllListeners('packet')
      socket.removeAllListeners('packetCreate')
      socket.close(true)
    }
    let packets = 0
    let windowFromMs = performance.now()
    socket.on('packet', ({ type, data }) => {
      if (performance.now() - windowFromMs > packetWindowMs) {
        packets = 0
        windowFromMs = performance.now()
      }
      packets += 1
      if (packets > packetsMax) close('too many packets')
      else if (type === 'message' && (typeof data !== 'string' || otherNamespace.test(data)))
        close('no such namespace')
    })
    socket.on('packetCreate', () => {
      if ((socket.writeBuffer?.length ?? 0) > unsentMax) close('it does not read')
    })
  }
}
