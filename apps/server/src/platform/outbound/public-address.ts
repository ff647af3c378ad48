import { BlockList, isIP } from 'node:net'

/**
 * Networks of IPv4 that are not globally reachable (IANA IPv4 Special-Purpose Address Registry, RFC 6890),
 * multicast (RFC 5771), and 168.63.129.16, where Azure serves metadata of a machine.
 */
const refusedV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]

/** Global unicast of IPv6 (RFC 4291, 2.4). Mapped, translated and local addresses are outside of it. */
const globalV6 = '2000::/3'

/**
 * The parts of it that are not globally reachable, or contain addresses of IPv4 (IANA IPv6 Special-Purpose
 * Address Registry): protocol assignments with Teredo, documentation, 6to4.
 */
const refusedV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

const listOf = (networks: readonly string[], family: 'ipv4' | 'ipv6') => {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', length] = network.split('/')
    list.addSubnet(address, Number(length), family)
  }
  return list
}

const refused = { v4: listOf(refusedV4, 'ipv4'), v6: listOf(refusedV6, 'ipv6') }
const globalUnicast = listOf([globalV6], 'ipv6')

/** Whether anybody in the internet could own the address. @param address without brackets. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address)
  if (version === 4) return !refused.v4.check(address, 'ipv4')
  if (version !== 6 || address.includes('%')) return false
  return globalUnicast.check(address, 'ipv6') && !refused.v6.check(address, 'ipv6')
}
