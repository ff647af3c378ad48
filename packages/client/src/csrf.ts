import { isProblem } from './errors.ts'
import { readAnswer, type Send } from './send.ts'

/** Calls `write` with a CSRF token. */
export type WithCsrfToken = <T>(write: (csrfToken: string) => Promise<T>) => Promise<T>

/**
 * The token is fetched before the first write and kept: signing in and out do not change it. If the service
 * refuses it, the write is sent once more with a new one, because the cookie expires after a day and a page
 * may stay open for longer.
 */
export function createCsrf(send: Send): WithCsrfToken {
  let token: Promise<string> | undefined

  return async (write) => {
    const kept = readToken()
    try {
      return await write(await kept)
    } catch (error) {
      if (!isProblem(error, 'invalid_csrf_token')) throw error
      // Another write may already have fetched a new one.
      if (token === kept) token = undefined
      return write(await readToken())
    }
  }

  function readToken(): Promise<string> {
    token ??= fetchToken().catch((error: unknown) => {
      token = undefined
      throw error
    })
    return token
  }

  async function fetchToken(): Promise<string> {
    const { csrfToken } = (await readAnswer(await send('/api/csrf'))) as { csrfToken: string }
    return csrfToken
  }
}
