import { isIP, isIPv6 } from 'node:net'

/**
 * The part of a client's address that a limit counts. One household or server usually has a whole IPv6 /64
 * (RFC 6177), so addresses inside one count together; an IPv4 address mapped into IPv6 (RFC 4291, 2.5.5.2)
 * counts as the IPv4 one. Proxies may add a port, and brackets around IPv6. All other texts share one key, so
 * a client gains nothing by inventing them.
 */
export function clientKey(text: string): string {
  const bare = bareAddress(text)
  if (bare === undefined) return 'no address'
  if (!isIPv6(bare)) return bare
  const groups = expandGroups(bare)
  const [high, low] = groups.slice(6)
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return [(high ?? 0) >> 8, (high ?? 0) & 255, (low ?? 0) >> 8, (low ?? 0) & 255].join('.')
  }
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`
}

/** The address in an entry of `X-Forwarded-For` (RFC 7239, section 6), without port, brackets and zone. */
export function bareAddress(text: string): string | undefined {
  const [, inBrackets] = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(text) ?? []
  const [, beforePort] = /^([\d.]+):\d{1,5}$/.exec(text) ?? []
  const [bare = ''] = (inBrackets ?? beforePort ?? text).split('%', 1)
  return isIP(bare) ? bare : undefined
}

/**
 * The eight 16-bit groups. The URL parser turns every spelling, dotted tails included, into hexadecimal
 * groups.
 */
function expandGroups(address: string): number[] {
  const canonical = new URL(`http://[${address}]/`).hostname.slice(1, -1)
  const [left = '', right] = canonical.split('::')
  const before = readGroups(left)
  if (right === undefined) return before
  const after = readGroups(right)
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after]
}

function readGroups(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16))
}
