const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Whether PostgreSQL would accept the text as a UUID in its usual form (RFC 9562, section 4). */
export const isUuid = (text: string): boolean => uuidPattern.test(text)

const timeHexDigits = 12

/**
 * The smallest UUIDv7 (RFC 9562, section 5.7) of a moment: ids of rows that were created earlier are smaller.
 */
export function firstUuidOf(moment: Date): string {
  const time = moment.getTime().toString(16).padStart(timeHexDigits, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`
}

/** The moment in a UUIDv7, to the millisecond. */
export const momentOfUuid = (id: string): Date =>
  new Date(Number.parseInt(id.replaceAll('-', '').slice(0, timeHexDigits), 16))
