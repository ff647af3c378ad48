import { isOffline, useConnection } from '../api/index.ts'
import { loadSession, readSession } from './session.ts'

const pausesMs = { first: 3_000, longest: 30_000 }

/**
 * Requests the current user until there is an answer, also while the service starts or is overloaded. Never
 * throws.
 */
export async function findSession(ask: () => Promise<void> = loadSession): Promise<void> {
  for (let pauseMs = pausesMs.first; ; pauseMs = Math.min(pauseMs * 2, pausesMs.longest)) {
    await ask().catch(() => undefined)
    if (readSession().kind !== 'unknown') return
    await pauseOrConnection(pauseMs)
    if (readSession().kind !== 'unknown') return
  }
}

/** Waits for a pause, at most until the service can be reached again. */
function pauseOrConnection(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      unsubscribe()
      resolve()
    }
    const timer = setTimeout(end, ms)
    const unsubscribe = useConnection.subscribe((connection) => {
      if (!isOffline(connection)) end()
    })
  })
}
