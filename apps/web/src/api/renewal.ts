import { withCsrfToken } from './csrf.ts'
import { ApiError, readProblem, Unreachable } from './errors.ts'

const lockName = 'chatsvg.renewal'

const endListeners = new Set<() => void>()
let underWay: Promise<boolean> | undefined

/**
 * Called when the session has ended elsewhere: the service accepts neither its access token nor its refresh
 * token.
 */
export function onSessionEnd(listener: () => void): () => void {
  endListeners.add(listener)
  return () => endListeners.delete(listener)
}

/**
 * Renews the session after an answer of 401. The service accepts a refresh token once, and ends the session
 * when a token is repeated some seconds later. So one tab at a time renews, under a browser lock (Web Locks),
 * and no tab does if another has renewed since. Only the cookies show that, so the service is asked; values
 * that tabs store for each other arrive too late.
 *
 * @returns whether the request should be sent again.
 * @throws Unreachable when no answer arrived: nothing is known about the session.
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
    // A page that is left during the renewal would lose the new token, and the old one is accepted only for
    // some seconds.
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
 * Browsers provide locks only on https and on loopback. Elsewhere the service returns the same token to tabs
 * that renew within some seconds.
 */
function withLock(act: () => Promise<boolean>): Promise<boolean> {
  return 'locks' in navigator ? navigator.locks.request(lockName, act) : act()
}
