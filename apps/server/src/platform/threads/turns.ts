export type Turns = {
  /**
   * Waits until one of the slots is free. Disposing the result frees the slot. @throws the signal's reason.
   */
  take(signal?: AbortSignal): Promise<Disposable>
  /** Refuses all current and later callers, with this reason. */
  close(reason: Error): void
}

/** A number of slots that are given in the order of the calls. */
export function createTurns(places: number): Turns {
  let free = places
  let closed: Error | undefined
  const waiting = new Set<{ start: () => void; refuse: (reason: unknown) => void }>()
  const release = () => {
    const [next] = waiting
    if (next) next.start()
    else free += 1
  }
  const turn = (): Disposable => ({ [Symbol.dispose]: release })
  return {
    async take(signal) {
      signal?.throwIfAborted()
      if (closed) throw closed
      if (free > 0) {
        free -= 1
        return turn()
      }
      return new Promise((resolve, reject) => {
        const giveUp = () => waiter.refuse(signal?.reason)
        const leave = () => {
          waiting.delete(waiter)
          signal?.removeEventListener('abort', giveUp)
        }
        const waiter = {
          start: () => {
            leave()
            resolve(turn())
          },
          refuse: (reason: unknown) => {
            leave()
            reject(reason)
          },
        }
        waiting.add(waiter)
        signal?.addEventListener('abort', giveUp)
      })
    },
    close(reason) {
      closed = reason
      for (const waiter of [...waiting]) waiter.refuse(reason)
    },
  }
}
