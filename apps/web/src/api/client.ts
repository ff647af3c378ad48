import { createCaller } from '@chatsvg/client'
import { onReached, onUnreachable, waitUntilOnline } from './connection.ts'

/**
 * The only client of this page. Its lock is shared by all tabs. Browsers have locks only on https and on
 * loopback; elsewhere tabs that renew within some seconds get the same token from the service.
 */
export const client = createCaller({
  connection: { onReached, onUnreachable, waitToRetry: waitUntilOnline },
  lock: (act) => ('locks' in navigator ? navigator.locks.request('chatsvg.renewal', act) : act()),
})

export const { call, fetchFile, prepareWrite, renewSession, onCreditsShort, onSessionEnd } = client
