import { noteReached, noteUnreached, waitUntilOnline } from './connection.ts'
import { withCsrfToken } from './csrf.ts'
import { ApiError, isProblem, readProblem, Unreachable } from './errors.ts'
import { renewSession } from './renewal.ts'
import type { Wire } from './wire.data.ts'

export type OperationName = keyof Wire
export type Answer<Name extends OperationName> = Wire[Name]['answer']

type Given<Name extends OperationName> = Omit<Wire[Name], 'answer'>
export type CallOptions = {
  signal?: AbortSignal
  /** Makes it safe to repeat a write, which is then done when no answer arrived. */
  idempotencyKey?: string
}
/** `params`, `query` and `body` of the operation. */
export type CallInput<Name extends OperationName> = Given<Name> & CallOptions

type Input = CallOptions & {
  params?: Record<string, string>
  query?: Record<string, string | number | undefined>
  body?: unknown
}

const shortListeners = new Set<() => void>()

/** Called when credits were insufficient: the cached balance is outdated. */
export function onCreditsShort(listener: () => void): () => void {
  shortListeners.add(listener)
  return () => shortListeners.delete(listener)
}

const sendsMax = 4
const firstPauseMs = 400

/**
 * Sends one operation of the wire contract.
 *
 * @throws ApiError when the service refused; after a 401 the renewal of the session has failed.
 * @throws Unreachable when no answer arrived, or an incomplete one.
 */
export async function call<Name extends OperationName>(
  name: Name,
  ...[input]: Record<never, never> extends Given<Name> ? [input?: CallInput<Name>] : [input: CallInput<Name>]
): Promise<Answer<Name>> {
  return (await sendSafely(name, (input ?? {}) as Input, readAnswer)) as Answer<Name>
}

/** The same for an operation that answers with a file; returns its bytes. */
export async function fetchFile<Name extends OperationName>(
  name: Name,
  input: Partial<Given<Name>> & CallOptions,
): Promise<Blob> {
  return (await sendSafely(name, input as Input, (response) => response.blob())) as Blob
}

type Read = (response: Response) => Promise<unknown>

function readAnswer(response: Response): Promise<unknown> {
  if (response.status === 204) return Promise.resolve(null)
  return response.headers.get('content-type')?.includes('json') ? response.json() : response.text()
}

/**
 * Reads are repeated by their callers. Writes are repeated only here, and only if a repetition changes
 * nothing.
 */
async function sendSafely(name: string, input: Input, read: Read): Promise<unknown> {
  for (let sends = 1; ; sends += 1) {
    try {
      return await readWhole(await sendRenewing(name, input), input, read)
    } catch (error) {
      if (error instanceof ApiError && error.status === 402) for (const listener of shortListeners) listener()
      if (!(error instanceof Unreachable) || input.idempotencyKey === undefined || sends === sendsMax)
        throw error
      await waitUntilOnline(firstPauseMs * 2 ** (sends - 1), input.signal)
    }
  }
}

/** An incomplete answer counts as none. */
async function readWhole(response: Response, { signal }: Input, read: Read): Promise<unknown> {
  try {
    return await read(response)
  } catch (error) {
    throw signal?.aborted ? error : new Unreachable(error)
  }
}

async function sendRenewing(name: string, input: Input): Promise<Response> {
  try {
    return await send(name, input)
  } catch (error) {
    // A wrong password is also 401, and says nothing about the session.
    if (!isExpired(error) || !(await renewSession())) throw error
    return send(name, input)
  }
}

const isExpired = (error: unknown) => isProblem(error, 'no_token') || isProblem(error, 'invalid_token')

function send(name: string, input: Input): Promise<Response> {
  const [method = 'GET', path = ''] = name.split(' ')
  if (method === 'GET') return sendWith({}, method, path, input)
  return withCsrfToken((csrfToken) => sendWith({ 'x-csrf-token': csrfToken }, method, path, input))
}

async function sendWith(
  own: Record<string, string>,
  method: string,
  path: string,
  { params, query, body, signal, idempotencyKey }: Input,
): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json', ...own }
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey
  const init: RequestInit = { method, headers, credentials: 'same-origin' }
  if (body !== undefined) init.body = JSON.stringify(body)
  if (signal) init.signal = signal
  const response = await reach(fill(path, params) + search(query), init)
  if (!response.ok) throw await readProblem(response)
  return response
}

/** `fetch` that distinguishes a page that is being left from a service that cannot be reached. */
async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(url, init)
    noteReached()
    return response
  } catch (error) {
    if (init.signal?.aborted) throw error
    noteUnreached()
    throw new Unreachable(error)
  }
}

const fill = (path: string, params: Record<string, string> = {}) =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))

function search(query: Input['query'] = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  return given.length === 0
    ? ''
    : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
}
