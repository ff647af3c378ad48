import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Log } from '../log/index.ts'
import type { RealtimeBus } from './bus-message.ts'
import type { ConnectionLimits } from './connection-guard.ts'

export type RealtimeHandshake = {
  headers: IncomingHttpHeaders
  /** What the client passed as `auth`; unchecked. */
  auth: Record<string, unknown>
  /** Of the connection's other end, a proxy's perhaps. */
  remoteAddress: string
}

export type RealtimeIdentity = { userId: string; sessionId: string }

export type RealtimeServerOptions<Events extends object> = {
  bus: RealtimeBus
  /**
   * Null refuses the socket with `connect_error` "Unauthorized"; a rejection refuses it with "Service
   * unavailable".
   */
  authenticate(handshake: RealtimeHandshake): Promise<RealtimeIdentity | null>
  /** What one address may do, and how a request's address is told: behind a proxy, by its headers. */
  limits: ConnectionLimits
  addressOf(req: IncomingMessage): string
  /** Asked for every handshake, with its `Host`. */
  isHostAnswered(host: string | undefined): boolean
  /** Asked for handshakes that carry an `Origin`; clients that are no browsers send none and pass. */
  isOriginAllowed(origin: string, host: string | undefined): boolean
  /**
   * Tells a socket the state of things: after it has joined, and again whenever messages may have been lost.
   * It runs while live events already flow, so what it read may be older than what was sent: `createFilter`
   * is where that is caught.
   */
  onConnect?(identity: RealtimeIdentity, emit: RealtimeEmit<Events>): Promise<void>
  /** Made once for each socket; events for which it returns false are not sent. */
  createFilter?(): RealtimeFilter<Events>
  /** Events that a client which reads too slowly can do without, since later ones say more. */
  sheddable?: readonly (keyof Events & string)[]
  /**
   * Asked every `sessionCheckIntervalMs` and after an outage of the bus; sockets of ended sessions are
   * closed.
   */
  isSessionAlive?(identity: RealtimeIdentity): Promise<boolean>
  sessionCheckIntervalMs?: number
  log: Log
}

export type RealtimeEmit<Events extends object> = <Name extends keyof Events & string>(
  name: Name,
  payload: Events[Name],
) => void

export type RealtimeFilter<Events extends object> = <Name extends keyof Events & string>(
  name: Name,
  payload: Events[Name],
) => boolean
