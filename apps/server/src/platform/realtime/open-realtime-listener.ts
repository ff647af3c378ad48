import type { Log } from '../log/index.ts'
import type { BusMessage, RealtimeBus } from './bus-message.ts'
import { createPresenceTeller } from './presence.ts'
import type { RealtimeIdentity } from './server-options.ts'
import { askRoom, decodeEnd, decodeEvent, endsRoom, finalRoom, targetsOf, userRoom } from './wire.ts'

/** Both are called in the order of the bus and must not wait; errors are logged. */
export type RealtimeSubscriber<Events extends object> = {
  /** It passes the events on to the user, and so counts as the user's presence (`presence.ts`). */
  isPresence?: boolean
  /** It receives only final events (`createRealtimePublisher`); others do not reach this process. */
  isOnlyFinal?: boolean
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

export type RealtimeMembership = Disposable & {
  /**
   * Resolves once messages arrive, or at once while the bus is away: `onRecover` is called when it is back.
   */
  readonly joined: Promise<void>
}

/**
 * Receives within this process what is published for users, without a socket. Messages from before `joined`
 * are not received, and delivery is at most once. So listen first, then read the state, and read it again
 * from time to time.
 */
export type RealtimeListener<Events extends object> = AsyncDisposable & {
  /** The number of current listeners, to users and to sessions. */
  readonly size: number
  listen(userId: string, subscriber: RealtimeSubscriber<Events>): RealtimeMembership
  listenSession(identity: RealtimeIdentity, subscriber: SessionSubscriber): RealtimeMembership
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

  function join(member: Member): RealtimeMembership {
    members.add(member)
    const joins = member.rooms.map((room) => {
      rooms.set(room, (rooms.get(room) ?? new Set()).add(member))
      return subscription.join(room)
    })
    return {
      joined: Promise.all(joins).then(() => undefined),
      [Symbol.dispose]() {
        members.delete(member)
        for (const room of member.rooms) {
          const others = rooms.get(room)
          others?.delete(member)
          if (others?.size !== 0) continue
          rooms.delete(room)
          subscription.leave(room)
        }
      },
    }
  }

  const subscription = await bus.subscribe({
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
      const { isPresence = false, isOnlyFinal = false } = subscriber
      const membership = join({
        rooms: [
          finalRoom(userId),
          ...(isOnlyFinal ? [] : [userRoom(userId)]),
          ...(isPresence ? [asked] : []),
        ],
        hear({ room, body }) {
          if (room === asked) return tellPresence(userId)
          const { name, payload } = decodeEvent(body)
          const known = name as keyof Events & string
          subscriber.onEvent(known, payload as Events[typeof known])
        },
        recover() {
          // A question may have been lost.
          if (isPresence) tellPresence(userId)
          subscriber.onRecover()
        },
      })
      // Previews that are made because of it must arrive.
      if (isPresence) void membership.joined.then(() => tellPresence(userId, { arrived: true }))
      return membership
    },
    listenSession(identity, subscriber) {
      const targets = targetsOf(identity)
      return join({
        rooms: [endsRoom],
        hear({ body }) {
          const { target, reason } = decodeEnd(body)
          if (targets.includes(target)) subscriber.onEnd(reason)
        },
        recover: () => subscriber.onRecover(),
      })
    },
    async [Symbol.asyncDispose]() {
      await subscription[Symbol.asyncDispose]()
      members.clear()
      rooms.clear()
    },
  }
}
