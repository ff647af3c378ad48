import { isOffline, subscribeToConnection } from '../api/index.ts'
import { loadSession, readSession } from './session.ts'

const pausesMs = { first: 3_000, longest: 30_000 }

/**
 * Asks who is signed in until the answer is known: while a service starts or is overloaded, the page must not
 * assume a visitor. Never throws.
 */
export async function findSession(ask: () => Promise<void> = loadSession): Promise<void> {
  for (let pauseMs = pausesMs.first; ; pauseMs = Math.min(pauseMs * 2, pausesMs.longest)) {
    await ask().catch(() => undefined)
    if (readSession().kind !== 'unknown') return
    await pauseOrConnection(pauseMs)
    if (readSession().kind !== 'unknown') return
  }
}

/** Waits for a pause, or until the service is back. */
function pauseOrConnection(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      unsubscribe()
      resolve()
    }
    const timer = setTimeout(end, ms)
    const unsubscribe = subscribeToConnection(() => {
      if (!isOffline()) end()
    })
  })
}
