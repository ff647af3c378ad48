/** What the client reports about reaching the service, and how it waits before it sends again. */
export type Connection = {
  onReached(): void
  onUnreachable(): void
  /** Waits for a pause, and longer while this machine is offline. Rejects when the signal aborts. */
  waitToRetry(pauseMs: number, signal?: AbortSignal): Promise<void>
}

/** For programs that do not show whether they are online. */
export const plainConnection: Connection = {
  onReached() {},
  onUnreachable() {},
  waitToRetry: pause,
}

/** Rejects with the signal's reason when it aborts. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort)
      resolve()
    }, ms)
    if (signal?.aborted) abort()
    else signal?.addEventListener('abort', abort, { once: true })
  })
}
