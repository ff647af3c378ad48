import { batchCalls, type Db } from '../../platform/db/index.ts'
import { inSpan, isTraced } from '../../platform/traces/index.ts'
import type { SessionCaller } from './session-caller.ts'
import { findLiveCallers } from './store.ts'

/**
 * Loads live sessions, many in one statement, without a cache: a revoked session is refused from the commit
 * of its revocation on.
 */
export function createCallerLoader(db: Db): (sessionId: string) => Promise<SessionCaller | undefined> {
  const load = batchCalls(async (sessionIds: string[]) => {
    const callers = await findLiveCallers(db, sessionIds)
    return new Map(callers.map((caller) => [caller.sessionId, caller]))
  })
  return (sessionId) =>
    isTraced() ? inSpan({ name: 'load caller' }, () => load(sessionId)) : load(sessionId)
}
