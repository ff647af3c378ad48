import { isIPv6 } from 'node:net'

/**
 * The part of a client's address that a limit counts. One household or server usually holds a whole IPv6 /64
 * (RFC 6177), so addresses inside one count together; an IPv4 address mapped into IPv6 (RFC 4291, 2.5.5.2)
 * counts as the IPv4 one. Text that is no address is its own key.
 */
export function clientKey(address: string): string {
  const [bare = address] = address.split('%', 1)
  if (!isIPv6(bare)) return address
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
