import type { IncomingHttpHeaders } from 'node:http'
import { BlockList } from 'node:net'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

const localHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i

/**
 * Whether somebody at this machine asks, and nobody else through them. The socket tells where a request comes
 * from; the `Host` header, that the browser was not led here under another name (DNS rebinding); headers of a
 * proxy, that it came for somebody behind that; an `Origin`, that another page asks in its user's name.
 */
export function isFromThisMachine(socketAddress: string | undefined, headers: IncomingHttpHeaders): boolean {
  if (socketAddress === undefined || !isLoopback(socketAddress)) return false
  if (!localHost.test(headers.host ?? '')) return false
  if (headers.origin !== undefined) return false
  const names = Object.keys(headers)
  return !names.some((name) => name.startsWith('x-forwarded-') || proxyHeaders.includes(name))
}

const proxyHeaders = ['forwarded', 'via', 'x-real-ip', 'x-client-ip', 'true-client-ip', 'cf-connecting-ip']

function isLoopback(address: string): boolean {
  const plain = address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address
  return loopback.check(plain, plain.includes(':') ? 'ipv6' : 'ipv4')
}
