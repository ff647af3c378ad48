const slotsCount = 16_384

/**
 * The slot of a key or a sharded channel: CRC16 (XMODEM) of the part between the first braces, or of all of
 * it (Redis Cluster specification, "Key distribution model" and "Hash tags").
 */
export function slotOf(key: string): number {
  const tag = /^[^{]*\{([^}]+)\}/.exec(key)?.[1] ?? key
  let crc = 0
  for (const byte of Buffer.from(tag)) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit += 1)
      crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff
  }
  return crc % slotsCount
}
