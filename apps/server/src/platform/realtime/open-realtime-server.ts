import type { Server as HttpServer, IncomingHttpHeaders } from 'node:http'
import { Server, type Socket } from 'socket.io'
import { ConnectionGuard, type EngineSocket } from './connection-guard.ts'
import { LocalSockets } from './local-sockets.ts'
import { createPresenceTeller } from './presence.ts'
import type { RealtimeServerOptions } from './server-options.ts'
import { endsRoom } from './wire.ts'

/** Disposal closes the sockets so that clients reconnect elsewhere; the HTTP server belongs to its owner. */
export type RealtimeServer = AsyncDisposable & { readonly socketCount: number }

export const realtimePath = '/socket.io/'

/** Large enough for a handshake with a token; clients send nothing else. */
const clientMessageBytesMax = 16 * 1024
const clientMessagesMax = 20
const socketsPerUserMax = 20

/** Attaches Socket.IO to an HTTP server and sends the bus's messages to its sockets. */
export async function openRealtimeServer<Events extends object>(
  httpServer: HttpServer,
  options: RealtimeServerOptions<Events>,
): Promise<RealtimeServer> {
  const { log } = options
  const isAllowed = ({ headers }: { headers: IncomingHttpHeaders }) =>
    options.isHostAnswered(headers.host) &&
    (headers.origin === undefined || options.isOriginAllowed(headers.origin, headers.host))

  const guard = new ConnectionGuard(options.limits, options.addressOf, log)
  const io = new Server(httpServer, {
    path: realtimePath,
    serveClient: false,
    maxHttpBufferSize: clientMessageBytesMax,
    // A dead peer is noticed after 35 s at most; proxies usually close idle connections after 60 s.
    pingInterval: 20_000,
    pingTimeout: 15_000,
    connectTimeout: 10_000,
    allowRequest: (req, answer) => answer(null, isAllowed(req) && guard.admits(req)),
    cors: (req: { headers: IncomingHttpHeaders }, answer: (err: null, cors: object) => void) =>
      answer(null, { origin: isAllowed(req) ? req.headers.origin : false, credentials: true }),
  })
  io.engine.on('connection', (socket: EngineSocket) => guard.watch(socket))
  const subscription = await options.bus.subscribe({
    receive: (message) => sockets.receive(message),
    recover: () => sockets.recover(),
  })
  const sockets = new LocalSockets(options, createPresenceTeller(options.bus), subscription)
  await subscription.join(endsRoom)
  io.use(async (socket, next) => {
    const refusal = await admit(socket)
    next(refusal === undefined ? undefined : new Error(refusal))
  })
  io.on('connection', (socket) => {
    limitMessages(socket)
    sockets.greet(socket)
  })

  async function admit(socket: Socket): Promise<string | undefined> {
    const { headers, auth } = socket.handshake
    const startMs = performance.now()
    try {
      const identity = await options.authenticate({ headers, auth, request: socket.request })
      if (!identity || sockets.hasEndedSince(identity, startMs)) return 'Unauthorized'
      if (sockets.countOf(identity.userId) >= socketsPerUserMax) return 'Too many connections'
      await sockets.add(socket, identity)
      return undefined
    } catch (err) {
      log.error({ err }, 'realtime: a socket could not be authenticated')
      return 'Service unavailable'
    }
  }

  const sessionCheck = setInterval(() => sockets.closeEnded(), options.sessionCheckIntervalMs ?? 60_000)
  sessionCheck.unref()
  const { quietMs = 5_000 } = options
  let isReading = false
  const quietCheck = setInterval(async () => {
    if (isReading) return
    isReading = true
    await sockets.readQuiet(quietMs)
    isReading = false
  }, quietMs / 5)
  quietCheck.unref()

  return {
    get socketCount() {
      return sockets.size
    },
    async [Symbol.asyncDispose]() {
      clearInterval(sessionCheck)
      clearInterval(quietCheck)
      await subscription[Symbol.asyncDispose]()
      // Clients reconnect by themselves after a lost transport, but not after a disconnect by the server.
      io.emit('server:disconnect', { reason: 'server_stopping' })
      // Not io.close(): it would close the HTTP server, which is not ours.
      io.engine.close()
      io.removeAllListeners()
    },
  }
}

/** Clients need not send anything: their events are ignored, and a client that continues is disconnected. */
function limitMessages(socket: Socket): void {
  let count = 0
  socket.use((_event, _next) => {
    count += 1
    if (count > clientMessagesMax) socket.disconnect(true)
  })
}
