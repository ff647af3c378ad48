import { createClient } from '@chatsvg/client'
import { noteReached, noteUnreached, waitUntilOnline } from './connection.ts'

/**
 * The one client of this page. Its lock spans all tabs. Browsers have locks on https and on loopback alone;
 * elsewhere the service gives tabs that renew within some seconds the same token.
 */
export const client = createClient({
  connection: { noteReached, noteUnreached, waitToRetry: waitUntilOnline },
  lock: (act) => ('locks' in navigator ? navigator.locks.request('chatsvg.renewal', act) : act()),
})

export const { call, fetchFile, renewSession, onCreditsShort, onSessionEnd } = client
