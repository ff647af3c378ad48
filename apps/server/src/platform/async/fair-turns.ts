import { FairQueue } from './fair-queue.ts'

export type FairTurnsOptions = {
  /** The number of slots. If it is a function, it is asked whenever a call may start. */
  atOnceMax: number | (() => number)
  /** Slots that one client has at the same time. Default: any number. */
  ofClientAtOnceMax?: number
  /**
   * How many may wait. Above it, the client with the most waiting entries loses its last one. Default: any
   * number.
   */
  waitingMax?: number
}

export type FairTurns = {
  /**
   * Waits for a free slot. Clients take turns, and a client's own calls keep their order. Disposing the
   * result frees the slot.
   *
   * @throws TurnsFullError when too many wait; the signal's reason.
   */
  take(client: string, signal?: AbortSignal): Promise<Disposable>
  /** Gives free slots to those who wait, for when the number of slots has grown. */
  fill(): void
  /** Refuses all current and later callers, with this reason. */
  close(reason: Error): void
}

/** Too many wait, and no client has more waiting than this one. */
export class TurnsFullError extends Error {}

type Waiter = { start: () => void; refuse: (reason: unknown) => void }

/** A number of slots that clients share, so that a client with many tasks does not delay the others. */
export function createFairTurns({
  atOnceMax,
  ofClientAtOnceMax = Number.POSITIVE_INFINITY,
  waitingMax = Number.POSITIVE_INFINITY,
}: FairTurnsOptions): FairTurns {
  const waiting = new FairQueue<Waiter>(waitingMax)
  const running = new Map<string, number>()
  const slots = typeof atOnceMax === 'number' ? () => atOnceMax : atOnceMax
  let taken = 0
  let closed: Error | undefined
  const mayStart = (client: string) => taken < slots() && (running.get(client) ?? 0) < ofClientAtOnceMax

  function begin(client: string): Disposable {
    taken += 1
    running.set(client, (running.get(client) ?? 0) + 1)
    return {
      [Symbol.dispose]() {
        taken -= 1
        const left = (running.get(client) ?? 1) - 1
        if (left > 0) running.set(client, left)
        else running.delete(client)
        fill()
      },
    }
  }

  function fill(): void {
    for (;;) {
      const next = waiting.take(mayStart)
      if (!next) return
      next.start()
    }
  }

  return {
    fill,
    async take(client, signal) {
      signal?.throwIfAborted()
      if (closed) throw closed
      // Nobody overtakes those who wait for a slot that has been added.
      fill()
      if (mayStart(client)) return begin(client)
      return new Promise((resolve, reject) => {
        const leave = () => signal?.removeEventListener('abort', giveUp)
        const waiter: Waiter = {
          start() {
            leave()
            resolve(begin(client))
          },
          refuse(reason) {
            leave()
            reject(reason)
          },
        }
        function giveUp() {
          waiting.delete(client, waiter)
          waiter.refuse(signal?.reason)
        }
        signal?.addEventListener('abort', giveUp)
        waiting.add(client, waiter)?.refuse(new TurnsFullError('too many are waiting'))
      })
    },
    close(reason) {
      closed = reason
      for (const waiter of waiting.clear()) waiter.refuse(reason)
    },
  }
}
