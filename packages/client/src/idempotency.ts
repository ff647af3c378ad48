/**
 * A key for one write that may be sent more than once. `crypto.randomUUID` does not exist in pages that are
 * served over plain http from another host.
 */
export const createIdempotencyKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )
