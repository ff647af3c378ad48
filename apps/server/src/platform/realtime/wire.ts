import type { RealtimeIdentity } from './server-options.ts'

/**
 * The messages of the bus: an event for the sockets of a user as `{name, payload}`, the order to close
 * sockets as `{target, reason}`, the question whether a user has any as `{}`, and the answer as `{arrived}`.
 * Bodies are trusted, because only our own processes write to the bus.
 */
export type WireEvent = { name: string; payload: unknown }
/** The order to close the sockets of a session or of all sessions of a user. */
export type WireEnd = { target: string; reason: string }
export type WireHere = {
  /** A socket or a stream has just been opened. */
  arrived?: boolean
}

/** The room for events of a user. */
export const userRoom = (userId: string): string => `user:${userId}`

/** The room for those events of a user after which others wait for nothing more. */
export const finalRoom = (userId: string): string => `final:${userId}`

/** The room for questions whether the user has a socket or a stream. */
export const askRoom = (userId: string): string => `ask:${userId}`

/** The room for the answers of processes that have one. */
export const hereRoom = (userId: string): string => `here:${userId}`

/**
 * The room for orders to close sockets. All processes with sockets or streams are in it: such orders are
 * rare, and also concern a socket that is being authenticated, whose user is not known yet.
 */
export const endsRoom = 'ends:all'

export const userTarget = (userId: string): string => `user:${userId}`
export const sessionTarget = (sessionId: string): string => `session:${sessionId}`

/** The orders to close that concern a socket or a stream. */
export const targetsOf = ({ userId, sessionId, actor }: RealtimeIdentity): string[] => [
  userTarget(userId),
  sessionTarget(sessionId),
  ...(actor ? targetsOf(actor) : []),
]

/** The user of a room for questions; undefined for other rooms. */
export const askedUser = (room: string): string | undefined =>
  room.startsWith('ask:') ? room.slice('ask:'.length) : undefined

export function encodeBody(body: WireEvent | WireEnd | WireHere): string {
  return JSON.stringify(body)
}

export function decodeEvent(body: string): WireEvent {
  return JSON.parse(body) as WireEvent
}

export function decodeEnd(body: string): WireEnd {
  return JSON.parse(body) as WireEnd
}
