/**
 * Which hosts a process answers to. `addresses`: whether a client may name any IP address instead of a host.
 */
export type AnsweredHosts = 'any' | { names: readonly string[]; addresses: boolean }

/** @param host value of the `Host` header: a name or an address, perhaps with a port. */
export type HostPolicy = (host: string | undefined) => boolean

const loopbackName = /^(?:(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])\.?$/
const address = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:.]+\])$/

/**
 * Refuses requests that name a host which is none of ours. Another site can let its own name lead to a
 * loopback address (DNS rebinding): for the browser its pages and this service are then one origin, so that
 * neither CORS nor the check of `Origin` stands in the way. Only the name tells, and it is the `Host` that
 * was sent, never `X-Forwarded-Host`, which such a page can send as well.
 */
export function createHostPolicy(hosts: AnsweredHosts): HostPolicy {
  if (hosts === 'any') return () => true
  const names = new Set(hosts.names)
  return (host) => {
    // Probes of HTTP/1.0 name none; browsers always do.
    if (host === undefined) return true
    const name = host?.toLowerCase().replace(/:\d{1,5}$/, '') ?? ''
    return loopbackName.test(name) || names.has(name) || (hosts.addresses && address.test(name))
  }
}
