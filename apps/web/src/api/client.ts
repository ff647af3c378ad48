import { type Caller, createCaller } from '@chatsvg/client'
import { sendForAccount } from './acting.ts'
import { onReached, onUnreachable, waitUntilOnline } from './connection.ts'

/**
 * The only client of this page. Its lock is shared by all tabs. Browsers have locks only on https and on
 * loopback; elsewhere tabs that renew within some seconds get the same token from the service.
 */
const caller = createCaller({
  connection: { onReached, onUnreachable, waitToRetry: waitUntilOnline },
  lock: (act) => ('locks' in navigator ? navigator.locks.request('chatsvg.renewal', act) : act()),
})

/** Calls in the name of the account in which this tab acts. */
export const client: Caller = {
  ...caller,
  call: (name, ...[input]) =>
    sendForAccount(name, input ?? {}, (given) => caller.call(name, ...([given] as never))),
  fetchFile: (name, input) => sendForAccount(name, input, (given) => caller.fetchFile(name, given)),
  open: (name, input) => sendForAccount(name, input, (given) => caller.open(name, given)),
}

/** Calls in the user's own name, or in that of the workspace that the headers name. */
export const callPersonally = caller.call
export const { call, fetchFile } = client
export const { prepareWrite, renewSession, onCreditsShort, onSessionEnd } = caller
