/** A position in a list that is ordered by creation time and id, newest first. */
export type KeysetCursor = { createdAt: Date; id: string }

const uuidBytes = 16
const timeBytes = 6
/**
 * The last moment that ISO 8601 writes with a year of four digits, the format that is sent to the database.
 */
const timeMsMax = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

/** An opaque, URL-safe form: 6 bytes of milliseconds since 1970, 16 bytes of UUID. */
export function encodeCursor({ createdAt, id }: KeysetCursor): string {
  const bytes = Buffer.alloc(timeBytes + uuidBytes)
  bytes.writeUIntBE(createdAt.getTime(), 0, timeBytes)
  bytes.write(id.replaceAll('-', ''), timeBytes, 'hex')
  return bytes.toString('base64url')
}

/** @returns undefined when the text is not a cursor of this service. */
export function decodeCursor(text: string): KeysetCursor | undefined {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.length !== timeBytes + uuidBytes || bytes.toString('base64url') !== text) return undefined
  const createdAtMs = bytes.readUIntBE(0, timeBytes)
  if (createdAtMs > timeMsMax) return undefined
  const hex = bytes.toString('hex', timeBytes)
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return { createdAt: new Date(createdAtMs), id }
}
