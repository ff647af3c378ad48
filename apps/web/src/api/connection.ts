import { pause } from '@chatsvg/client'
import { create } from 'zustand'

/**
 * `isReached`: whether the last request got an answer. `isOnline`: whether the browser reports a connection.
 */
export type ConnectionState = { isReached: boolean; isOnline: boolean }

export const useConnection = create<ConnectionState>(() => ({ isReached: true, isOnline: true }))

export const isOffline = ({ isReached, isOnline }: ConnectionState = useConnection.getState()): boolean =>
  !isReached || !isOnline

/** Listens to the browser's connection events. Called once, when the page starts. */
export function startConnection(): void {
  const update = () => useConnection.setState({ isOnline: navigator.onLine })
  for (const type of ['online', 'offline']) window.addEventListener(type, update)
  update()
}

export function onReached(): void {
  if (!useConnection.getState().isReached) useConnection.setState({ isReached: true })
}

/**
 * Polls the service from now on, so that the page knows when it is available again without other requests.
 */
export function onUnreachable(): void {
  if (!useConnection.getState().isReached) return
  useConnection.setState({ isReached: false })
  void pollHealth()
}

/** Waits for a pause; while the browser is offline, until it is back. */
export async function waitUntilOnline(pauseMs: number, signal?: AbortSignal): Promise<void> {
  await pause(pauseMs, signal)
  if (navigator.onLine) return
  await new Promise<void>((resolve) => {
    // The first event removes both listeners, because the window outlives every call.
    const done = new AbortController()
    const end = () => {
      done.abort()
      resolve()
    }
    window.addEventListener('online', end, { signal: done.signal })
    signal?.addEventListener('abort', end, { signal: done.signal })
  })
  signal?.throwIfAborted()
}

/** Asks the service whether it can be reached, and remembers the answer. @returns true if it cannot. */
export async function isLost(): Promise<boolean> {
  const answer = await fetch('/api/health', { cache: 'no-store' }).catch(() => undefined)
  if (answer) onReached()
  else onUnreachable()
  return answer === undefined
}

/** Waits until the service can be reached. */
export function untilReached(): Promise<void> {
  return new Promise((resolve) => {
    if (!isOffline()) return resolve()
    const unsubscribe = useConnection.subscribe((connection) => {
      if (isOffline(connection)) return
      unsubscribe()
      resolve()
    })
  })
}

const pollEveryMs = 3_000

async function pollHealth(): Promise<void> {
  while (!useConnection.getState().isReached) {
    await waitUntilOnline(pollEveryMs)
    const answer = await fetch('/api/health', { cache: 'no-store' }).catch(() => undefined)
    if (answer) onReached()
  }
}
