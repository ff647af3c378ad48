import type { Connection } from './connection.ts'
import type { CookieJar } from './cookie-jar.ts'
import { readProblem, UnreachableError } from './errors.ts'

export type Credentials = NonNullable<RequestInit['credentials']>

export type SendOptions = {
  baseUrl: string
  apiKey: string | undefined
  fetch: typeof fetch
  credentials: Credentials
  cookies: CookieJar | undefined
  connection: Connection
}

/**
 * Sends one request, once.
 *
 * @throws ApiError the service refused.
 * @throws UnreachableError no answer came. If the caller aborted, the signal's reason is thrown instead.
 */
export type Send = (path: string, init?: SendInit) => Promise<Response>

export type SendInit = Omit<RequestInit, 'headers'> & { headers?: Record<string, string> }

export function createSend({ baseUrl, apiKey, fetch, credentials, cookies, connection }: SendOptions): Send {
  return async (path, init = {}) => {
    const headers = { ...init.headers, ...authorize() }
    const response = await reach(baseUrl + path, {
      credentials: apiKey === undefined ? credentials : 'omit',
      ...init,
      headers,
    })
    cookies?.store(response.headers)
    if (!response.ok) throw await readProblem(response)
    return response
  }

  async function reach(url: string, init: RequestInit): Promise<Response> {
    try {
      const response = await fetch(url, init)
      connection.onReached()
      return response
    } catch (error) {
      if (init.signal?.aborted) throw error
      connection.onUnreachable()
      throw new UnreachableError(error)
    }
  }

  function authorize(): Record<string, string> {
    if (apiKey !== undefined) return { authorization: `Bearer ${apiKey}` }
    const cookie = cookies?.read()
    return cookie === undefined ? {} : { cookie }
  }
}

/** Reads JSON or text; null where the answer has no body. An incomplete answer counts as no answer. */
export async function readAnswer(response: Response, signal?: AbortSignal): Promise<unknown> {
  if (response.status === 204) return null
  const isJson = response.headers.get('content-type')?.includes('json')
  return readWhole(isJson ? response.json() : response.text(), signal)
}

export async function readWhole<T>(reading: Promise<T>, signal?: AbortSignal): Promise<T> {
  try {
    return await reading
  } catch (error) {
    throw signal?.aborted ? error : new UnreachableError(error)
  }
}
