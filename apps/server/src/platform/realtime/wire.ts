/**
 * The messages of the bus: an event for the sockets of a room as `{name, payload}` or, with the room marked,
 * the order to close them as `{reason}`. Bodies are trusted, because only our own processes write to the bus.
 */
export type WireEvent = { name: string; payload: unknown }
export type WireEnd = { reason: string }

const endMark = 'end:'

export function userRoom(userId: string): string {
  return `user:${userId}`
}

export function sessionRoom(sessionId: string): string {
  return `session:${sessionId}`
}

export function markEnd(room: string): string {
  return endMark + room
}

/** The room whose sockets are to be closed, if the message is such an order. */
export function endedRoom(room: string): string | undefined {
  return room.startsWith(endMark) ? room.slice(endMark.length) : undefined
}

export function encodeBody(body: WireEvent | WireEnd): string {
  return JSON.stringify(body)
}

export function decodeEvent(body: string): WireEvent {
  return JSON.parse(body) as WireEvent
}

export function decodeEnd(body: string): WireEnd {
  return JSON.parse(body) as WireEnd
}
