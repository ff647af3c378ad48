import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Log } from '../log/index.ts'
import type { RealtimeBus } from './bus-message.ts'
import type { ConnectionLimits } from './connection-guard.ts'

export type RealtimeHandshake = {
  headers: IncomingHttpHeaders
  /** What the client sent as `auth`; unchecked. */
  auth: Record<string, unknown>
  /** As HTTP, to find the client's address behind proxies. */
  request: IncomingMessage
}

export type RealtimeIdentity = {
  userId: string
  sessionId: string
  /** Who uses the account of another user. The socket also ends with this session and with this user. */
  actor?: { userId: string; sessionId: string }
}

export type RealtimeServerOptions<Events extends object> = {
  bus: RealtimeBus
  /**
   * Null refuses the socket with `connect_error` "Unauthorized"; a rejection refuses it with "Service
   * unavailable".
   */
  authenticate(handshake: RealtimeHandshake): Promise<RealtimeIdentity | null>
  /** The limits of one address, and how the address of a request is found: behind a proxy, by its headers. */
  limits: ConnectionLimits
  addressOf(req: IncomingMessage): string
  /** Called for every handshake, with its `Host`. */
  isHostAnswered(host: string | undefined): boolean
  /** Called for handshakes with an `Origin`; clients other than browsers send none and pass. */
  isOriginAllowed(origin: string, host: string | undefined): boolean
  /**
   * Sends the current state to a socket: after it has joined, and again whenever messages may have been lost.
   * It runs while live events already arrive, so what it read may be older than what was sent: `createFilter`
   * handles that.
   */
  onConnect?(identity: RealtimeIdentity, emit: RealtimeEmit<Events>): Promise<void>
  /**
   * Created once for each socket; events that it does not want are not sent. While it expects more and
   * nothing arrives, the state is sent again from time to time: another version of the service may publish
   * what this one does not hear.
   */
  createFilter?(): RealtimeFilter<Events>
  /** Events that a slow client can miss, because later ones contain more. */
  sheddable?: readonly (keyof Events & string)[]
  /**
   * Called every `sessionCheckIntervalMs` and after an outage of the bus; sockets of ended sessions are
   * closed.
   */
  isSessionAlive?(identity: RealtimeIdentity): Promise<boolean>
  sessionCheckIntervalMs?: number
  /** For how long a socket may wait for expected events before its state is read. */
  quietMs?: number
  log: Log
}

export type RealtimeEmit<Events extends object> = <Name extends keyof Events & string>(
  name: Name,
  payload: Events[Name],
) => void

export type RealtimeFilter<Events extends object> = {
  isWanted<Name extends keyof Events & string>(name: Name, payload: Events[Name]): boolean
  /** Whether events that were sent to the socket must be followed by others. */
  expectsMore(): boolean
}
