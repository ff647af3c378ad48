import type { BusSubscriber } from './bus-message.ts'

type Subscribe = (subscriber: BusSubscriber) => Promise<AsyncDisposable>

/**
 * One backend subscription for all subscribers of a process, from the first to the last. So sockets and
 * listeners share a connection, and a large message is fetched once.
 */
export function createFanOut(subscribeBackend: Subscribe): Subscribe {
  const subscribers = new Set<BusSubscriber>()
  let backend: Promise<AsyncDisposable> | undefined

  const everyone: BusSubscriber = {
    hasRoom: (room) => [...subscribers].some((subscriber) => subscriber.hasRoom(room)),
    receive(message) {
      for (const subscriber of [...subscribers])
        if (subscriber.hasRoom(message.room)) subscriber.receive(message)
    },
    recover() {
      for (const subscriber of [...subscribers]) subscriber.recover()
    },
  }

  return async (subscriber) => {
    subscribers.add(subscriber)
    backend ??= subscribeBackend(everyone)
    try {
      await backend
    } catch (err) {
      subscribers.delete(subscriber)
      backend = undefined
      throw err
    }
    return {
      async [Symbol.asyncDispose]() {
        if (!subscribers.delete(subscriber) || subscribers.size > 0) return
        const last = backend
        backend = undefined
        await (await last)?.[Symbol.asyncDispose]()
      },
    }
  }
}
