import { readProblem, Unreachable } from './errors.ts'

let token: Promise<string> | undefined

/** The page's CSRF token: asked for at its first write and kept, since signing in and out leave it as it is. */
export function readCsrfToken(): Promise<string> {
  token ??= fetchToken().catch((error: unknown) => {
    token = undefined
    throw error
  })
  return token
}

/** The next write asks for a new one. */
export function forgetCsrfToken(): void {
  token = undefined
}

async function fetchToken(): Promise<string> {
  const response = await fetch('/api/csrf', { credentials: 'same-origin' }).catch((error: unknown) => {
    throw new Unreachable(error)
  })
  if (!response.ok) throw await readProblem(response)
  return ((await response.json()) as { csrfToken: string }).csrfToken
}
