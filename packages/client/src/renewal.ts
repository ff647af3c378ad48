import type { WithCsrfToken } from './csrf.ts'
import { ApiError } from './errors.ts'
import { readAnswer, type Send } from './send.ts'

/** Runs one action at a time, over all that share the session's cookies: the tabs of a browser. */
export type Lock = <T>(act: () => Promise<T>) => Promise<T>

type RenewalDeps = {
  send: Send
  withCsrfToken: WithCsrfToken
  lock: Lock
  /** The service no longer accepts the access token or the refresh token. */
  onEnd: () => void
}

/**
 * Renews the session after an answer of 401. The service accepts a refresh token once, and ends the session
 * if the token arrives again some seconds later. So one caller at a time renews, under the lock, and only if
 * no other caller has renewed in the meantime. Only the cookies show that, so the service is asked: values
 * that tabs store for each other arrive too late.
 *
 * @returns whether the request is worth sending again. Rejects with UnreachableError when no answer came:
 *   then the state of the session is unknown.
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
      // A page that is closed in the meantime would lose the new token, and the old one is valid only for
      // some seconds.
      keepalive: true,
    })
  }
}
