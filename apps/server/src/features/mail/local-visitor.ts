import type { IncomingHttpHeaders } from 'node:http'
import { BlockList } from 'node:net'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

const localHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i

/**
 * Whether the request comes from a user of this machine, and not from somebody else through a browser or a
 * proxy on it. The socket shows where the connection comes from; the `Host` header shows that the browser did
 * not use another name for this machine (DNS rebinding); proxy headers show that it came through a proxy; an
 * `Origin` shows that another page sent it.
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
