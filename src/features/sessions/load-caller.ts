import type { Db } from '../../platform/db/index.ts'
import type { Caller } from '../../platform/http/index.ts'
import { inSpan, isTraced, outsideSpans } from '../../platform/traces/index.ts'
import { findLiveCallers } from './store.ts'

/** A second batch may leave while one is under way, so that one slow connection does not hold everybody up. */
const batchesMax = 2

type Waiting = { resolve: (caller: Caller | undefined) => void; reject: (error: unknown) => void }

/**
 * Loads live sessions, many in one statement. A request joins the batch that is being gathered, never one that was already sent, so its
 * answer is always read after it arrived: nothing is cached, and a revoked session is refused from the moment of its commit.
 */
export function createCallerLoader(db: Db): (sessionId: string) => Promise<Caller | undefined> {
  let gathering = new Map<string, Waiting[]>()
  let scheduled = false
  let sent = 0

  function schedule(): void {
    if (scheduled || gathering.size === 0 || sent >= batchesMax) return
    scheduled = true
    // Its statement is nobody's own.
    outsideSpans(() => setImmediate(() => void send()))
  }

  async function send(): Promise<void> {
    const batch = gathering
    gathering = new Map()
    scheduled = false
    sent += 1
    try {
      const callers = await findLiveCallers(db, [...batch.keys()])
      const bySession = new Map(callers.map((caller) => [caller.sessionId, caller]))
      for (const [sessionId, waiting] of batch)
        for (const { resolve } of waiting) resolve(bySession.get(sessionId))
    } catch (error) {
      for (const waiting of batch.values()) for (const { reject } of waiting) reject(error)
    } finally {
      sent -= 1
      schedule()
    }
  }

  const load = (sessionId: string) =>
    new Promise<Caller | undefined>((resolve, reject) => {
      const waiting = gathering.get(sessionId)
      if (waiting) waiting.push({ resolve, reject })
      else gathering.set(sessionId, [{ resolve, reject }])
      schedule()
    })
  return (sessionId) =>
    isTraced() ? inSpan({ name: 'load caller' }, () => load(sessionId)) : load(sessionId)
}
