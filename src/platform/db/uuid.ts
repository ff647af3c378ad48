const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Whether PostgreSQL would take the text for a UUID in its usual form (RFC 9562, section 4). */
export const isUuid = (text: string): boolean => uuidPattern.test(text)
