/**
 * The messages of the bus: an event for the sockets of a room as `{name, payload}` or, with the room marked,
 * the order to close them as `{reason}`, the question whether there are any as `{}`, and the answer as
 * `{arrived}`. Bodies are trusted, because only our own processes write to the bus.
 */
export type WireEvent = { name: string; payload: unknown }
export type WireEnd = { reason: string }
export type WireHere = {
  /** A socket or a stream has just been opened. */
  arrived?: boolean
}

const endMark = 'end:'
const askMark = 'ask:'
const hereMark = 'here:'

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

/** The room for questions whether the user has a socket or a stream. */
export const askRoom = (userId: string): string => askMark + userId

/** The room for the answers of processes that have one. */
export const hereRoom = (userId: string): string => hereMark + userId

/** The user of a room for questions; undefined for other rooms. */
export function askedUser(room: string): string | undefined {
  return room.startsWith(askMark) ? room.slice(askMark.length) : undefined
}

export function encodeBody(body: WireEvent | WireEnd | WireHere): string {
  return JSON.stringify(body)
}

export function decodeEvent(body: string): WireEvent {
  return JSON.parse(body) as WireEvent
}

export function decodeEnd(body: string): WireEnd {
  return JSON.parse(body) as WireEnd
}
