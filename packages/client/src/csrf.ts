import { isProblem } from './errors.ts'
import { readAnswer, type Send } from './send.ts'

/** Calls `write` with a CSRF token. */
export type WithCsrfToken = <T>(write: (csrfToken: string) => Promise<T>) => Promise<T>

export type Csrf = { withToken: WithCsrfToken; fetchToken: () => Promise<void> }

/**
 * The token is fetched before the first write and kept: signing in and out do not change it. If the service
 * refuses it, the write is sent once more with a new one, because the cookie expires after a day and a page
 * may stay open for longer.
 */
export function createCsrf(send: Send): Csrf {
  let token: Promise<string> | undefined

  return {
    withToken,
    async fetchToken() {
      await readToken()
    },
  }

  async function withToken<T>(write: (csrfToken: string) => Promise<T>): Promise<T> {
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
    token ??= fetchNewToken().catch((error: unknown) => {
      token = undefined
      throw error
    })
    return token
  }

  async function fetchNewToken(): Promise<string> {
    const { csrfToken } = (await readAnswer(await send('/api/csrf'))) as { csrfToken: string }
    return csrfToken
  }
}
