const listeners = new Set<() => void>()
let isAway = false

/** Whether the last request reached nothing, or the browser knows that it is offline. */
export const isOffline = (): boolean => isAway || !navigator.onLine

/** Called when `isOffline` may have changed. */
export function subscribeToConnection(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

export function noteReached(): void {
  if (isAway) tell(false)
}

/** Polls the service from now on, so that the page notices when it is back without any other request. */
export function noteUnreached(): void {
  if (isAway) return
  tell(true)
  void lookForService()
}

/** Waits for a pause; while the browser is offline, until it is online. */
export async function waitUntilOnline(pauseMs: number, signal?: AbortSignal): Promise<void> {
  await pause(pauseMs, signal)
  if (navigator.onLine) return
  await new Promise<void>((resolve) => {
    // Either event removes both listeners, because the window outlives every call.
    const heard = new AbortController()
    const end = () => {
      heard.abort()
      resolve()
    }
    window.addEventListener('online', end, { signal: heard.signal })
    signal?.addEventListener('abort', end, { signal: heard.signal })
  })
  signal?.throwIfAborted()
}

const looksEveryMs = 3_000

async function lookForService(): Promise<void> {
  while (isAway) {
    await waitUntilOnline(looksEveryMs)
    const answer = await fetch('/api/health', { cache: 'no-store' }).catch(() => undefined)
    if (answer) noteReached()
  }
}

function tell(away: boolean): void {
  isAway = away
  for (const listener of listeners) listener()
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', giveUp)
      resolve()
    }, ms)
    signal?.addEventListener('abort', giveUp, { once: true })
  })
}
