import { type Connection, plainConnection } from './connection.ts'
import type { CookieJar } from './cookie-jar.ts'
import { createCsrf } from './csrf.ts'
import { ApiError, isProblem, UnreachableError } from './errors.ts'
import { createListeners } from './listeners.ts'
import {
  type Answer,
  type CallArguments,
  type CallOptions,
  type Given,
  type Input,
  isRead,
  type OperationName,
  planRequest,
} from './operation.ts'
import { createRenewal, type Lock } from './renewal.ts'
import { type Credentials, createSend, readAnswer, readWhole } from './send.ts'

export type CallerOptions = {
  /** Origin of the service, such as `https://draw.example`. Empty: the origin of the page. */
  baseUrl?: string
  /** Instead of a session: a key of the account (`chatsvg_live_...`). Requests then carry no cookies. */
  apiKey?: string | undefined
  /** The id of the workspace in which a session acts. A key of a workspace acts in it without. */
  workspace?: string | undefined
  /** How requests are sent. */
  fetch?: typeof fetch
  /** Whether a browser sends its cookies. */
  credentials?: Credentials
  /** Needed outside of browsers: `createCookieJar()`. */
  cookies?: CookieJar
  connection?: Connection
  /** Needed where several clients share cookies. */
  lock?: Lock
}

export type Caller = {
  /**
   * Sends one operation of the wire contract. It carries the API key, or the CSRF token and renews an expired
   * session once. It sends a write again only where it has an idempotency key and no answer came, or the
   * service was not available.
   *
   * @throws ApiError the service refused. @throws UnreachableError no complete answer arrived.
   */
  call<Name extends OperationName>(name: Name, ...input: CallArguments<Name>): Promise<Answer<Name>>
  /** The same for an operation that answers with a file. */
  fetchFile<Name extends OperationName>(name: Name, input: Partial<Given<Name>> & CallOptions): Promise<Blob>
  /** The same for an operation that answers with a stream, whose body the caller reads. */
  open<Name extends OperationName>(name: Name, input: Given<Name> & CallOptions): Promise<Response>
  /** Fetches the CSRF token that a write needs, so that a later write is sent without delay. */
  prepareWrite(): Promise<void>
  /** @returns whether the session is alive. */
  renewSession(): Promise<boolean>
  /** Waits before something is sent again. */
  waitToRetry: Connection['waitToRetry']
  /** Calls back when the session turns out to have ended. @returns removes the listener. */
  onSessionEnd(listener: () => void): () => void
  /** Calls back when the credits were not enough: the balance that the caller knows is out of date. */
  onCreditsShort(listener: () => void): () => void
}

const sendsMax = 4
const firstPauseMs = 400

/**
 * Calls one service, with one session or one API key.
 *
 * @example
 * const caller = createCaller({ baseUrl: 'http://localhost:4000', cookies: createCookieJar() })
 * const { models } = await caller.call('GET /api/svg/models')
 */
export function createCaller({
  baseUrl = '',
  apiKey,
  workspace,
  fetch = (input, init) => globalThis.fetch(input, init),
  credentials = 'same-origin',
  cookies,
  connection = plainConnection,
  lock = (act) => act(),
}: CallerOptions = {}): Caller {
  const send = createSend({ baseUrl, apiKey, fetch, credentials, cookies, connection })
  const { withToken: withCsrfToken, fetchToken } = createCsrf(send)
  const sessionEnd = createListeners()
  const creditsShort = createListeners()
  const renewSession = createRenewal({ send, withCsrfToken, lock, onEnd: sessionEnd.notify })

  return {
    call: async (name, ...[input]) => (await sendSafely(name, input ?? {}, readAnswer)) as never,
    fetchFile: async (name, input) =>
      sendSafely(name, input, (response, signal) => readWhole(response.blob(), signal)),
    open: (name, input) => sendRenewing(name, input),
    prepareWrite: fetchToken,
    renewSession,
    waitToRetry: connection.waitToRetry,
    onSessionEnd: sessionEnd.add,
    onCreditsShort: creditsShort.add,
  }

  async function sendSafely<T>(
    name: string,
    input: Input,
    read: (response: Response, signal?: AbortSignal) => Promise<T>,
  ): Promise<T> {
    for (let sends = 1; ; sends += 1) {
      try {
        return await read(await sendRenewing(name, input), input.signal)
      } catch (error) {
        if (error instanceof ApiError && error.status === 402) creditsShort.notify()
        const isSafe = isPassing(error) && input.idempotencyKey !== undefined
        if (!isSafe || sends === sendsMax) throw error
        const askedMs = error instanceof ApiError ? (error.retryAfterSeconds ?? 0) * 1000 : 0
        await connection.waitToRetry(Math.max(firstPauseMs * 2 ** (sends - 1), askedMs), input.signal)
      }
    }
  }

  async function sendRenewing(name: string, input: Input): Promise<Response> {
    try {
      return await sendOnce(name, input)
    } catch (error) {
      // A wrong password is 401 as well, and says nothing about the session.
      const isExpired = isProblem(error, 'no_token') || isProblem(error, 'invalid_token')
      if (!isExpired || apiKey !== undefined || !(await renewSession())) throw error
      return sendOnce(name, input)
    }
  }

  function sendOnce(name: string, input: Input): Promise<Response> {
    const sendWith = (csrfToken?: string) => {
      const headers = { ...(workspace !== undefined && { 'x-workspace': workspace }), ...input.headers }
      const { path, init } = planRequest(name, { ...input, headers }, csrfToken)
      return send(path, init)
    }
    return isRead(name) || apiKey !== undefined ? sendWith() : withCsrfToken(sendWith)
  }
}

/** The longest pause that the service may ask for before a write is sent again. */
const pauseSecondsMax = 30
const passing = new Set([502, 503, 504])

/** No answer came, or a service or a proxy in front of it says that it is not available for a short time. */
const isPassing = (error: unknown): boolean =>
  error instanceof UnreachableError ||
  (error instanceof ApiError &&
    passing.has(error.status) &&
    (error.retryAfterSeconds ?? 0) <= pauseSecondsMax)
