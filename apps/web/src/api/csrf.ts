import { ApiError, isProblem, readProblem, Unreachable } from './errors.ts'

let token: Promise<string> | undefined

/**
 * Passes the page's CSRF token to `send`. The token is requested at the first write and cached, because
 * signing in and out do not change it. If the service refuses it, `send` runs once more with a new one: its
 * cookie lives for a day, and a page may stay open for longer.
 */
export async function withCsrfToken<T>(send: (csrfToken: string) => Promise<T>): Promise<T> {
  const kept = readToken()
  try {
    return await send(await kept)
  } catch (error) {
    if (!isProblem(error, 'invalid_csrf_token')) throw error
    // Another write may already have requested a new one.
    if (token === kept) token = undefined
    return send(await readToken())
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
  try {
    const response = await fetch('/api/csrf', { credentials: 'same-origin' })
    if (response.ok) return ((await response.json()) as { csrfToken: string }).csrfToken
    throw await readProblem(response)
  } catch (error) {
    throw error instanceof ApiError ? error : new Unreachable(error)
  }
}
