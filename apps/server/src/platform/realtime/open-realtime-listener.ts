import type { Log } from '../log/index.ts'
import type { BusMessage, RealtimeBus } from './bus-message.ts'
import { createPresenceTeller } from './presence.ts'
import type { RealtimeIdentity } from './server-options.ts'
import { askRoom, decodeEnd, decodeEvent, markEnd, sessionRoom, userRoom } from './wire.ts'

/** Both are called in the order of the bus and must not wait; errors are logged. */
export type RealtimeSubscriber<Events extends object> = {
  /** It passes the events on to the user, and so counts as the user's presence (`presence.ts`). */
  isPresence?: boolean
  onEvent<Name extends keyof Events & string>(name: Name, payload: Events[Name]): void
  /** Messages may have been lost: read the state again. */
  onRecover(): void
}

export type SessionSubscriber = {
  /** The session ended, or all of the user's sessions. May be called more than once. */
  onEnd(reason: string): void
  /** The message about an end may have been lost: check again whether the session is alive. */
  onRecover(): void
}

/**
 * Receives within this process what is published for users, without a socket. Messages from before `listen`
 * are not received, and delivery is at most once. So listen first, then read the state, and read it again
 * from time to time.
 */
export type RealtimeListener<Events extends object> = AsyncDisposable & {
  /** The number of current listeners, to users and to sessions. */
  readonly size: number
  listen(userId: string, subscriber: RealtimeSubscriber<Events>): Disposable
  listenSession(identity: RealtimeIdentity, subscriber: SessionSubscriber): Disposable
}

type Member = { rooms: string[]; hear(message: BusMessage): void; recover(): void }

/**
 * Uses one subscription of the bus for the whole process. The bus may be down; it is waited for as long as
 * `subscribe` does.
 */
export async function openRealtimeListener<Events extends object>(
  bus: RealtimeBus,
  log: Log,
): Promise<RealtimeListener<Events>> {
  const tellPresence = createPresenceTeller(bus)
  const members = new Set<Member>()
  const rooms = new Map<string, Set<Member>>()

  function tell(member: Member, what: () => void): void {
    // A listener that was removed by an earlier one is still in the list that is being iterated.
    if (!members.has(member)) return
    try {
      what()
    } catch (err) {
      // An error that is thrown here would end the process, because the bus's connection calls this.
      log.error({ err }, 'realtime: a listener could not take a message')
    }
  }

  function join(member: Member): Disposable {
    members.add(member)
    for (const room of member.rooms) rooms.set(room, (rooms.get(room) ?? new Set()).add(member))
    return {
      [Symbol.dispose]() {
        members.delete(member)
        for (const room of member.rooms) {
          const others = rooms.get(room)
          others?.delete(member)
          if (others?.size === 0) rooms.delete(room)
        }
      },
    }
  }

  const subscription = await bus.subscribe({
    hasRoom: (room) => rooms.has(room),
    receive(message) {
      for (const member of [...(rooms.get(message.room) ?? [])]) tell(member, () => member.hear(message))
    },
    recover() {
      for (const member of [...members]) tell(member, () => member.recover())
    },
  })

  return {
    get size() {
      return members.size
    },
    listen(userId, subscriber) {
      const asked = askRoom(userId)
      const isPresence = subscriber.isPresence ?? false
      const joined = join({
        rooms: isPresence ? [userRoom(userId), asked] : [userRoom(userId)],
        hear({ room, body }) {
          if (room === asked) return tellPresence(userId)
          const { name, payload } = decodeEvent(body)
          const known = name as keyof Events & string
          subscriber.onEvent(known, payload as Events[typeof known])
        },
        recover: () => subscriber.onRecover(),
      })
      if (isPresence) tellPresence(userId, { arrived: true })
      return joined
    },
    listenSession: ({ userId, sessionId }, subscriber) =>
      join({
        rooms: [markEnd(userRoom(userId)), markEnd(sessionRoom(sessionId))],
        hear: ({ body }) => subscriber.onEnd(decodeEnd(body).reason),
        recover: () => subscriber.onRecover(),
      }),
    async [Symbol.asyncDispose]() {
      await subscription[Symbol.asyncDispose]()
      members.clear()
      rooms.clear()
    },
  }
}
