/**
 * The hosts to which a process answers. `addresses`: whether a client may use any IP address instead of a
 * host.
 */
export type AnsweredHosts = 'any' | { names: readonly string[]; addresses: boolean }

/** @param host value of the `Host` header: a name or an address, perhaps with a port. */
export type HostPolicy = (host: string | undefined) => boolean

const loopbackName = /^(?:(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])\.?$/
const address = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:.]+\])$/

/**
 * Refuses requests for other hosts. Another site can make its own name resolve to a loopback address (DNS
 * rebinding). For the browser its pages and this service then have one origin, so neither CORS nor the check
 * of `Origin` helps. Only the name reveals it: the `Host` that was sent, never `X-Forwarded-Host`, which such
 * a page can also send.
 */
export function createHostPolicy(hosts: AnsweredHosts): HostPolicy {
  if (hosts === 'any') return () => true
  const names = new Set(hosts.names)
  return (host) => {
    // Health checks with HTTP/1.0 send none; browsers always do.
    if (host === undefined) return true
    const name = host?.toLowerCase().replace(/:\d{1,5}$/, '') ?? ''
    return loopbackName.test(name) || names.has(name) || (hosts.addresses && address.test(name))
  }
}
