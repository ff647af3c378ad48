import type { SendInit } from './send.ts'
import type { Wire } from './wire.data.ts'

/** Such as `GET /api/svg/models`. */
export type OperationName = keyof Wire
export type Answer<Name extends OperationName> = Wire[Name]['answer']

type SpareQuery<Name extends OperationName> = Wire[Name] extends { query: infer Query }
  ? Record<never, never> extends Query
    ? 'query'
    : never
  : never

/**
 * `params`, `query` and `body`, if the operation has them. A query without a required field may be left out.
 */
export type Given<Name extends OperationName> = Omit<Wire[Name], 'answer' | SpareQuery<Name>> &
  Partial<Pick<Wire[Name], SpareQuery<Name> & keyof Wire[Name]>>

export type CallOptions = {
  signal?: AbortSignal
  /** Makes it safe to send a write again, which the client then does when no answer came. */
  idempotencyKey?: string
  /** Further headers, such as `prefer: wait=30`. */
  headers?: Record<string, string>
  /** Whether a browser completes the request even if the user leaves the page. */
  keepalive?: boolean
}
export type CallInput<Name extends OperationName> = Given<Name> & CallOptions

/** The input may be left out where the operation needs none. */
export type CallArguments<Name extends OperationName> =
  Record<never, never> extends Given<Name> ? [input?: CallInput<Name>] : [input: CallInput<Name>]

/** Any operation's input. */
export type Input = CallOptions & {
  params?: Record<string, string>
  query?: Record<string, string | number | undefined>
  body?: unknown
}

export type PlannedRequest = { path: string; init: SendInit }

/**
 * Query parameters that are undefined or empty are left out. A body with a file is sent as a form, any other
 * one as JSON.
 */
export function planRequest(name: string, input: Input, csrfToken?: string): PlannedRequest {
  const [method = 'GET', template = ''] = name.split(' ')
  const headers: Record<string, string> = { accept: 'application/json' }
  if (csrfToken !== undefined) headers['x-csrf-token'] = csrfToken
  const form = hasFile(input.body) ? formOf(input.body) : undefined
  // The browser writes the type of a form, which contains its boundary.
  if (input.body !== undefined && !form) headers['content-type'] = 'application/json'
  if (input.idempotencyKey !== undefined) headers['idempotency-key'] = input.idempotencyKey
  const init: SendInit = { method, headers: { ...headers, ...input.headers } }
  if (input.body !== undefined) init.body = form ?? JSON.stringify(input.body)
  if (input.signal) init.signal = input.signal
  if (input.keepalive) init.keepalive = true
  return { path: fillPath(template, input.params) + renderQuery(input.query), init }
}

const hasFile = (body: unknown): body is object =>
  typeof body === 'object' && body !== null && Object.values(body).some((value) => value instanceof Blob)

/** Lists are separated by commas. Fields that are undefined are left out. */
function formOf(body: object): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(body))
    if (value instanceof Blob) form.set(name, value)
    else if (value !== undefined) form.set(name, String(value))
  return form
}

export const isRead = (name: string): boolean => name.startsWith('GET ')

const fillPath = (template: string, params: Record<string, string> = {}) =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))

function renderQuery(query: Input['query'] = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  return given.length === 0
    ? ''
    : `?${new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]))}`
}
