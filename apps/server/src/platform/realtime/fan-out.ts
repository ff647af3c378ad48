import type { BackendSubscription, BusReader, BusSubscriber, RealtimeBus } from './bus-message.ts'

type Room = { members: Set<BusSubscriber>; joined: Promise<void> }

/** A room without members: since when, by `performance.now()`, and what leaves it. */
type EmptyRoom = { sinceMs: number; leave: () => void }

/** Rooms are often joined again soon, and joining and leaving costs more than a few messages. */
const emptyMaxMs = 2_000

/**
 * One backend subscription for all subscribers of a process, from the first to the last, which is in every
 * room that one of them is in, and for two seconds in those that all of them have left. So sockets and
 * listeners share a connection, and a message is fetched once.
 */
export function createFanOut(
  subscribeBackend: (reader: BusReader) => Promise<BackendSubscription>,
): RealtimeBus['subscribe'] {
  const subscribers = new Set<BusSubscriber>()
  const rooms = new Map<string, Room>()
  /** Those that were left first come first. */
  const empty = new Map<string, EmptyRoom>()
  let sweep: NodeJS.Timeout | undefined
  let backend: Promise<BackendSubscription> | undefined

  const everyone: BusReader = {
    hasRoom: (room) => rooms.has(room) && !empty.has(room),
    receive(message) {
      for (const subscriber of [...(rooms.get(message.room)?.members ?? [])]) subscriber.receive(message)
    },
    recover() {
      for (const subscriber of [...subscribers]) subscriber.recover()
    },
  }

  function leaveEmpty(): void {
    sweep = undefined
    for (const [name, { sinceMs, leave }] of empty) {
      const leftMs = sinceMs + emptyMaxMs - performance.now()
      if (leftMs > 0) {
        sweep = setTimeout(leaveEmpty, leftMs).unref()
        return
      }
      empty.delete(name)
      rooms.delete(name)
      leave()
    }
  }

  return async (subscriber) => {
    subscribers.add(subscriber)
    backend ??= subscribeBackend(everyone)
    let opened: BackendSubscription
    try {
      opened = await backend
    } catch (err) {
      subscribers.delete(subscriber)
      backend = undefined
      throw err
    }
    const own = new Set<string>()

    function leave(name: string): void {
      const room = rooms.get(name)
      if (!own.delete(name) || !room) return
      room.members.delete(subscriber)
      if (room.members.size > 0) return
      empty.set(name, { sinceMs: performance.now(), leave: () => opened.leave?.(name) })
      sweep ??= setTimeout(leaveEmpty, emptyMaxMs).unref()
    }

    return {
      join(name) {
        own.add(name)
        const room = rooms.get(name) ?? {
          members: new Set(),
          joined: opened.join?.(name) ?? Promise.resolve(),
        }
        room.members.add(subscriber)
        rooms.set(name, room)
        empty.delete(name)
        return room.joined
      },
      leave,
      async [Symbol.asyncDispose]() {
        if (!subscribers.delete(subscriber)) return
        for (const name of [...own]) leave(name)
        if (subscribers.size > 0) return
        const last = backend
        backend = undefined
        clearTimeout(sweep)
        sweep = undefined
        empty.clear()
        rooms.clear()
        await (await last)?.[Symbol.asyncDispose]()
      },
    }
  }
}
