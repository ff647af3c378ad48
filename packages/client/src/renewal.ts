import type { WithCsrfToken } from './csrf.ts'
import { ApiError } from './errors.ts'
import { readAnswer, type Send } from './send.ts'

/** Runs one action at a time, over all that share the session's cookies: the tabs of a browser. */
export type Lock = <T>(act: () => Promise<T>) => Promise<T>

type RenewalDeps = {
  send: Send
  withCsrfToken: WithCsrfToken
  lock: Lock
  /** The service takes neither the access token nor the refresh token any more. */
  onEnd: () => void
}

/**
 * Renews the session after an answer of 401. The service takes a refresh token once, and ends the session of
 * one that comes again some seconds later; so one caller at a time renews, under the lock, and none where
 * another has done it since. Only the cookies tell whether another has, and so the service is asked: what
 * tabs write down for each other arrives too late.
 *
 * @returns whether the request is worth sending again. Rejects with UnreachableError when no answer came:
 *   nothing is known about the session then.
 */
export function createRenewal({ send, withCsrfToken, lock, onEnd }: RenewalDeps): () => Promise<boolean> {
  let pending: Promise<boolean> | undefined

  return () => {
    pending ??= lock(async () => (await isAlive()) || renew()).finally(() => {
      pending = undefined
    })
    return pending
  }

  async function isAlive(): Promise<boolean> {
    const { user } = (await readAnswer(await send('/api/auth/whoami'))) as { user: unknown }
    return user !== null
  }

  async function renew(): Promise<boolean> {
    try {
      await withCsrfToken(refresh)
      return true
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 401)) throw error
    }
    onEnd()
    return false
  }

  async function refresh(csrfToken: string): Promise<void> {
    await send('/api/auth/refresh', {
      method: 'POST',
      headers: { 'x-csrf-token': csrfToken },
      // A page that is left meanwhile would lose the new token, and the old one is good for some seconds.
      keepalive: true,
    })
  }
}
