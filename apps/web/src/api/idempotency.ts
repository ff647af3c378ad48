/**
 * A key for one write that may be sent more than once. `crypto.randomUUID` is missing on plain http beyond
 * loopback.
 */
export const createKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )
