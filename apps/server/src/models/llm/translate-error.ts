import type { IncomingHttpHeaders } from 'node:http'
import { ModelError, type ModelErrorKind } from '../port.ts'
import { ContextLengthError, readContextLimits } from './context-limits.ts'
import { AnsweredError } from './vendor-errors.ts'

/**
 * Converts any error of a vendor or the network to a `ModelError`, by type, status and the vendor's error
 * code. Its text is read only for two cases that compatible servers report nowhere else: a request does not
 * fit, or no model is loaded. `nowMs` is only needed for `Retry-After` dates.
 */
export function translateError(error: unknown, nowMs: number = Date.now()): ModelError {
  if (error instanceof ModelError) return error
  if (error instanceof AnsweredError) return translateAnswer(error, nowMs)
  const cause = error instanceof Error ? error : new VendorError('')
  return new ModelError('unavailable', { cause })
}

/** RFC 9110 10.2.3: delay in seconds or an HTTP date; some vendors add the more precise `retry-after-ms`. */
function readRetryAfterMs(headers: IncomingHttpHeaders, nowMs: number): number | undefined {
  const fineMs = Number.parseFloat(String(headers['retry-after-ms'] ?? ''))
  if (Number.isFinite(fineMs) && fineMs >= 0) return Math.round(fineMs)
  const value = headers['retry-after']?.trim()
  if (!value) return undefined
  if (/^\d+(\.\d+)?$/.test(value)) return Math.round(Number(value) * 1000)
  const dateMs = Date.parse(value)
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs)
}

/**
 * What a log may contain of a vendor's answer: its status and its code. Its text may quote the prompt or the
 * key.
 */
class VendorError extends Error {
  constructor(what: string) {
    super(`the vendor answered ${what || 'with an error'}`)
    this.name = 'VendorError'
  }
}

function translateAnswer({ status, data, headers }: AnsweredError, nowMs: number): ModelError {
  const code = readVendorCode(data)
  const cause = new VendorError([status ?? readStatus(data), code].filter(Boolean).join(' '))
  const known = kindByVendorCode(code)
  const limits = mayBeAboutRoom(status, known) ? readContextLimits(data) : null
  if (limits) return new ContextLengthError(limits, { cause })
  const kind = known ?? kindByWords(data) ?? kindByStatus(readTrueStatus(status, data))
  const retryAfterMs = readRetryAfterMs(headers, nowMs) ?? readRetryDelayMs(data)
  return new ModelError(kind, { cause, retryAfterMs, retryable: retryableOverride(code) })
}

/** A busy server also mentions tokens, and so does one that requires a key. */
const mayBeAboutRoom = (status: number | undefined, known: ModelErrorKind | undefined) =>
  (known === undefined || known === 'context_length') && ![401, 402, 403, 404, 429].includes(status ?? 0)

/** With a success status, and with unspecific ones, the status in the body says more. */
function readTrueStatus(status: number | undefined, data: unknown): number | undefined {
  const inBody = readStatus(data)
  return status === undefined || status === 400 || status === 500 ? (inBody ?? status) : status
}

/** A number between 400 and 599, which OpenRouter, vLLM, llama.cpp and others put into the body. */
function readStatus(data: unknown, depth = 0): number | undefined {
  if (!isRecord(data) || depth > 3) return undefined
  for (const key of ['status', 'code', 'statusCode', 'status_code', 'http_code']) {
    const value = Number(data[key] ?? Number.NaN)
    if (Number.isInteger(value) && value >= 400 && value < 600) return value
  }
  return readStatus(data.error, depth + 1)
}

/** LM Studio and others report only in words that no model is loaded. */
function kindByWords(data: unknown): ModelErrorKind | undefined {
  const said = isRecord(data) ? data.error : data
  const text = isRecord(said) ? said.message : said
  return typeof text === 'string' && noModel.test(text.slice(0, 500)) ? 'model_not_found' : undefined
}

const noModel =
  /\bno models? (?:is |are )?(?:currently )?loaded|model [^.\n]{0,120}(?:not found|does not exist|is not loaded|not supported)|model is unloaded|failed to load model/i

function kindByStatus(status: number | undefined): ModelErrorKind {
  if (status === undefined) return 'unavailable'
  if (status === 401 || status === 402 || status === 403) return 'credentials'
  if (status === 404) return 'model_not_found'
  if (status === 408 || status === 504 || status === 524) return 'timeout'
  if (status === 413) return 'context_length'
  if (status === 429) return 'rate_limited'
  // Any other 4xx, and 501, say that the server does not accept such a request: a retry changes nothing.
  if ((status >= 400 && status < 500) || status === 501) return 'rejected'
  return 'unavailable'
}

/**
 * The machine-readable codes of OpenAI and of the servers that imitate it; `error.type` of Anthropic;
 * `reason` in `google.rpc.ErrorInfo` and, if there is none, the status of `google.rpc.Status`.
 */
function kindByVendorCode(code: string | undefined): ModelErrorKind | undefined {
  switch (code) {
    case 'context_length_exceeded':
    case 'string_above_max_length':
    case 'exceed_context_size_error':
    case 'request_too_large':
      return 'context_length'
    case 'content_filter':
    case 'content_policy_violation':
    case 'moderation_blocked':
      return 'refused'
    case 'model_not_found':
    case 'not_found_error':
    case 'NotFoundError':
    case 'NOT_FOUND':
      return 'model_not_found'
    case 'invalid_api_key':
    case 'account_deactivated':
    case 'authentication_error':
    case 'AuthenticationError':
    case 'permission_error':
    case 'billing_error':
    case 'API_KEY_INVALID':
    case 'API_KEY_SERVICE_BLOCKED':
    case 'UNAUTHENTICATED':
    case 'PERMISSION_DENIED':
      return 'credentials'
    case 'insufficient_quota':
    case 'rate_limit_exceeded':
    case 'rate_limit_error':
    case 'RateLimitError':
    case 'RESOURCE_EXHAUSTED':
      return 'rate_limited'
    case 'overloaded_error':
    case 'UNAVAILABLE':
      return 'unavailable'
    case 'timeout_error':
    case 'DEADLINE_EXCEEDED':
      return 'timeout'
    default:
      return undefined
  }
}

function retryableOverride(code: string | undefined): boolean | undefined {
  // An account without credit answers 429 like a busy server, but waiting does not help.
  return code === 'insufficient_quota' ? false : undefined
}

/** Machine-readable words, which may be logged: other texts in such a field are not. */
const codePattern = /^[\w.-]{1,64}$/

/**
 * Google says more in `details` than in its status: a wrong key is an INVALID_ARGUMENT with the reason
 * API_KEY_INVALID.
 */
function readVendorCode(data: unknown): string | undefined {
  if (!isRecord(data)) return undefined
  if ('error' in data) return readVendorCode(data.error)
  for (const { reason } of readDetails(data))
    if (typeof reason === 'string' && codePattern.test(reason)) return reason
  for (const key of ['code', 'status', 'type']) {
    const code = data[key]
    // A number in quotes is a status.
    if (typeof code === 'string' && codePattern.test(code) && !/^\d+$/.test(code)) return code
  }
  return undefined
}

/** `google.rpc.RetryInfo`: a duration such as "36s" or "1.5s". */
function readRetryDelayMs(data: unknown): number | undefined {
  if (!isRecord(data)) return undefined
  if ('error' in data) return readRetryDelayMs(data.error)
  for (const { retryDelay } of readDetails(data)) {
    const seconds = typeof retryDelay === 'string' ? /^(\d+(?:\.\d+)?)s$/.exec(retryDelay)?.[1] : undefined
    if (seconds !== undefined) return Math.round(Number(seconds) * 1000)
  }
  return undefined
}

function readDetails({ details }: Record<string, unknown>): Record<string, unknown>[] {
  return Array.isArray(details) ? details.filter(isRecord) : []
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
