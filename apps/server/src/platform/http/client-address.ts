import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import proxyAddress from '@fastify/proxy-addr'
import { clientKey } from '../limits/index.ts'

/** A number of proxies in front of this process, or their addresses. */
export type TrustedProxies = number | string[]

/**
 * The form that Fastify expects: a function of address and hop, from the socket outwards; a number means that
 * many proxies.
 */
export function trustFunction(trusted: TrustedProxies) {
  return typeof trusted === 'number'
    ? (_address: string, hop: number) => hop < trusted
    : proxyAddress.compile(trusted)
}

/** The address of a client for requests that Fastify does not handle, such as those of sockets. */
export function createAddressReader(trusted: TrustedProxies): (req: IncomingMessage) => string {
  const trust = trustFunction(trusted)
  return (req) => proxyAddress(req, trust)
}

/**
 * Limits the number of connections: in total, and from one address. Behind a proxy all connections come from
 * the proxy, so only the total applies there.
 */
export function limitConnections(
  server: Server,
  limits: { connectionsMax: number; perAddressMax: number },
  trusted: TrustedProxies,
): void {
  server.maxConnections = limits.connectionsMax
  if (typeof trusted === 'number' && trusted > 0) return
  const trust = trustFunction(trusted)
  const open = new Map<string, number>()
  server.on('connection', (socket: Socket) => {
    const { remoteAddress } = socket
    if (remoteAddress === undefined || trust(remoteAddress, 0)) return
    const key = clientKey(remoteAddress)
    const count = (open.get(key) ?? 0) + 1
    if (count > limits.perAddressMax) {
      socket.destroy()
      return
    }
    open.set(key, count)
    socket.once('close', () => {
      const left = (open.get(key) ?? 1) - 1
      if (left > 0) open.set(key, left)
      else open.delete(key)
    })
  })
}
