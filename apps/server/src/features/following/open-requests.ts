import type { ServerResponse } from 'node:http'

/**
 * A request that is answered later, or in pieces. The signal aborts when nobody waits for it any more, for
 * whatever reason.
 */
export type OpenRequest = { signal: AbortSignal; end(): void }

export type OpenRequests = {
  /** The number of open requests. */
  readonly size: number
  /** @returns undefined when the user has the maximum open. */
  open(userId: string, response: ServerResponse): OpenRequest | undefined
}

/**
 * Requests that stay open, counted by user in this process. They end when the client disconnects, and all of
 * them when `ending` aborts, so that a process can stop.
 */
export function createOpenRequests(perUserMax: number, ending: AbortSignal): OpenRequests {
  const counts = new Map<string, number>()
  // Not AbortSignal.any: a signal that lives as long as the process would keep a reference to every request.
  const all = new Set<() => void>()
  ending.addEventListener('abort', () => {
    for (const end of [...all]) end()
  })

  return {
    get size() {
      return all.size
    },
    open(userId, response) {
      const count = counts.get(userId) ?? 0
      if (count >= perUserMax) return undefined
      counts.set(userId, count + 1)
      const abort = new AbortController()
      function end(): void {
        if (!all.delete(end)) return
        const left = (counts.get(userId) ?? 1) - 1
        if (left === 0) counts.delete(userId)
        else counts.set(userId, left)
        abort.abort()
      }
      all.add(end)
      // Also emitted when the answer is complete, so that nothing stays open because of a forgotten `end`.
      response.once('close', end)
      if (response.destroyed || ending.aborted) end()
      return { signal: abort.signal, end }
    },
  }
}
