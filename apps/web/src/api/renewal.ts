import { withCsrfToken } from './csrf.ts'
import { ApiError, readProblem, Unreachable } from './errors.ts'

const lockName = 'chatsvg.renewal'

const endListeners = new Set<() => void>()
let underWay: Promise<boolean> | undefined

/**
 * Hears that the session ended elsewhere: the service takes neither its access token nor its refresh token
 * any more.
 */
export function onSessionEnd(listener: () => void): () => void {
  endListeners.add(listener)
  return () => endListeners.delete(listener)
}

/**
 * Renews the session after an answer of 401. The service takes a refresh token once, and ends the
 * session of one that comes again some seconds later; so one tab at a time renews, under a lock of the
 * browser, and none where another has done it since. Whether it has, the cookies know, and so the service is
 * asked: what tabs write down for each other arrives too late.
 *
 * @returns whether the request is worth sending again.
 * @throws Unreachable no answer came: nothing is known about the session.
 */
export function renewSession(): Promise<boolean> {
  underWay ??= withLock(async () => (await isAlive()) || renew()).finally(() => {
    underWay = undefined
  })
  return underWay
}

async function renew(): Promise<boolean> {
  try {
    await withCsrfToken(refresh)
    return true
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 401)) throw error
  }
  for (const listener of endListeners) listener()
  return false
}

async function refresh(csrfToken: string): Promise<void> {
  const response = await fetch('/api/auth/refresh', {
    method: 'POST',
    headers: { 'x-csrf-token': csrfToken },
    credentials: 'same-origin',
    // A page that is left in the middle of it would lose the new token, and the old one is good for some
    // seconds only.
    keepalive: true,
  }).catch((error: unknown) => {
    throw new Unreachable(error)
  })
  if (!response.ok) throw await readProblem(response)
}

async function isAlive(): Promise<boolean> {
  const response = await fetch('/api/auth/whoami', { credentials: 'same-origin' }).catch((error: unknown) => {
    throw new Unreachable(error)
  })
  if (!response.ok) throw await readProblem(response)
  const { user } = (await response.json().catch((error: unknown) => {
    throw new Unreachable(error)
  })) as { user: unknown }
  return user !== null
}

/**
 * Browsers have locks on https and on loopback alone. Elsewhere the service gives tabs that renew within some
 * seconds the same token.
 */
function withLock(act: () => Promise<boolean>): Promise<boolean> {
  return 'locks' in navigator ? navigator.locks.request(lockName, act) : act()
}
