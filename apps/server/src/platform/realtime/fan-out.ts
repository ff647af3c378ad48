import type { BackendSubscription, BusReader, BusSubscriber, RealtimeBus } from './bus-message.ts'

type Room = { members: Set<BusSubscriber>; joined: Promise<void> }

/**
 * One backend subscription for all subscribers of a process, from the first to the last, which is in every
 * room that one of them is in. So sockets and listeners share a connection, and a message is fetched once.
 */
export function createFanOut(
  subscribeBackend: (reader: BusReader) => Promise<BackendSubscription>,
): RealtimeBus['subscribe'] {
  const subscribers = new Set<BusSubscriber>()
  const rooms = new Map<string, Room>()
  let backend: Promise<BackendSubscription> | undefined

  const everyone: BusReader = {
    hasRoom: (room) => rooms.has(room),
    receive(message) {
      for (const subscriber of [...(rooms.get(message.room)?.members ?? [])]) subscriber.receive(message)
    },
    recover() {
      for (const subscriber of [...subscribers]) subscriber.recover()
    },
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
      rooms.delete(name)
      opened.leave?.(name)
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
        return room.joined
      },
      leave,
      async [Symbol.asyncDispose]() {
        if (!subscribers.delete(subscriber)) return
        for (const name of [...own]) leave(name)
        if (subscribers.size > 0) return
        const last = backend
        backend = undefined
        await (await last)?.[Symbol.asyncDispose]()
      },
    }
  }
}
