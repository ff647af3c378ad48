const secondsMax = 60

/**
 * How many seconds a client is ready to wait, by the header `Prefer: wait=N` (RFC 7240, section 4.3), at most
 * 60. Malformed and unknown preferences are ignored, and of a repeated one the first counts (section 2).
 */
export function preferredWaitSeconds(header: string | string[] | undefined): number | undefined {
  const preferences = [header ?? []].flat().join(',').split(',')
  for (const preference of preferences) {
    // Parameters follow a semicolon; `wait` has none.
    const [name = '', value = ''] = (preference.split(';')[0] ?? '').split('=').map((part) => part.trim())
    if (name.toLowerCase() !== 'wait') continue
    const digits = /^(?:(\d+)|"(\d+)")$/.exec(value)
    return digits ? Math.min(Number(digits[1] ?? digits[2]), secondsMax) : undefined
  }
  return undefined
}
