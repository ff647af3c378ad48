import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyRequest } from 'fastify'

/** Which clients have connections open on which they have not said anything yet. */
export type SilentConnections = {
  /**
   * Whether the sender of the request has other connections open that are young and still silent: it is about
   * to say more.
   */
  hasMoreToSay(req: FastifyRequest): boolean
}

/**
 * Browsers also open connections that they may never use: one that has been silent for longer than this says
 * nothing about the near future.
 */
const youngMs = 2_000

/** Watches a server's connections from their opening to their first request. */
export function watchSilentConnections(server: Server): SilentConnections {
  const silent = new Map<string, Set<Socket>>()

  function forget(socket: Socket, address: string): void {
    const others = silent.get(address)
    if (!others?.delete(socket)) return
    if (others.size === 0) silent.delete(address)
  }

  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress
    if (address === undefined) return
    const others = silent.get(address) ?? new Set()
    silent.set(address, others.add(socket))
    const timer = setTimeout(() => forget(socket, address), youngMs)
    timer.unref()
    socket.once('close', () => {
      clearTimeout(timer)
      forget(socket, address)
    })
  })
  server.on('request', (req) => forget(req.socket, req.socket.remoteAddress ?? ''))
  server.on('upgrade', (req) => forget(req.socket as Socket, req.socket.remoteAddress ?? ''))

  return { hasMoreToSay: (req) => silent.has(req.socket.remoteAddress ?? '') }
}
