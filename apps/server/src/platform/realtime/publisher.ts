import type { Log } from '../log/index.ts'
import type { RealtimeBus } from './bus-message.ts'
import {
  encodeBody,
  endsRoom,
  finalRoom,
  sessionTarget,
  userRoom,
  userTarget,
  type WireEnd,
  type WireEvent,
} from './wire.ts'

/**
 * Emits to the sockets of a user on all instances. `Events` maps the name of each event to its payload. Fire
 * and forget: nothing here throws or waits, failures are logged.
 */
export type RealtimePublisher<Events extends object> = {
  publish<Name extends keyof Events & string>(userId: string, name: Name, payload: Events[Name]): void
  /**
   * Closes the sockets of one session; they receive `server:disconnect` `{reason}` first. Call it after the
   * commit.
   */
  disconnectSession(sessionId: string, reason: string): void
  disconnectUser(userId: string, reason: string): void
}

/** @param isFinal events for which it returns true also reach listeners that want only these. */
export function createRealtimePublisher<Events extends object>(
  bus: RealtimeBus,
  log: Log,
  isFinal: (name: keyof Events & string, payload: Events[keyof Events & string]) => boolean = () => false,
): RealtimePublisher<Events> {
  function send(room: string, body: WireEvent | WireEnd): void {
    try {
      if (/\s/.test(room)) throw new TypeError('an id with white space cannot name a room')
      bus.publish({ room, body: encodeBody(body) })
    } catch (err) {
      log.error({ err }, 'realtime: a message could not be published')
    }
  }
  return {
    publish: (userId, name, payload) =>
      send(isFinal(name, payload) ? finalRoom(userId) : userRoom(userId), { name, payload }),
    disconnectSession: (sessionId, reason) => send(endsRoom, { target: sessionTarget(sessionId), reason }),
    disconnectUser: (userId, reason) => send(endsRoom, { target: userTarget(userId), reason }),
  }
}
