import { BlockList, isIP } from 'node:net'

const lengthMax = { 4: 32, 6: 128 }

/** Whether the text is an IP address, or a network in CIDR notation (RFC 4632, 3.1; RFC 4291, 2.3). */
export function isNetwork(text: string): boolean {
  return readNetwork(text) !== undefined
}

/** @param address without brackets, port and zone; undefined is in no network. */
export function isInNetworks(networks: readonly string[], address: string | undefined): boolean {
  if (address === undefined) return false
  const list = new BlockList()
  for (const text of networks) {
    const network = readNetwork(text)
    if (network) list.addSubnet(network.address, network.length, network.family)
  }
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

function readNetwork(text: string) {
  const [, address = '', suffix] = /^([0-9A-Fa-f.:]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const version = isIP(address)
  if (version !== 4 && version !== 6) return undefined
  const length = suffix === undefined ? lengthMax[version] : Number(suffix)
  if (length > lengthMax[version]) return undefined
  return { address, length, family: version === 6 ? ('ipv6' as const) : ('ipv4' as const) }
}
