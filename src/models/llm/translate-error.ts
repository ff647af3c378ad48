import { APICallError, InvalidResponseDataError, LoadAPIKeyError, NoSuchModelError } from 'ai'
import { ModelError, type ModelErrorKind } from '../port.ts'

/**
 * Turns whatever the AI SDK or the network threw into a `ModelError`, by type, status and the vendor's error code,
 * never by message text. `nowMs` is only needed for `Retry-After` dates.
 */
export function translateError(error: unknown, nowMs: number = Date.now()): ModelError {
  if (error instanceof ModelError) return error
  if (APICallError.isInstance(error)) return translateCall(error, nowMs)
  if (LoadAPIKeyError.isInstance(error)) return new ModelError('credentials', { cause: error })
  if (NoSuchModelError.isInstance(error)) return new ModelError('model_not_found', { cause: error })
  if (InvalidResponseDataError.isInstance(error)) return new ModelError('unavailable', { cause: error })
  return translateFrame(error)
}

/** RFC 9110 10.2.3: delay in seconds or an HTTP date; `retry-after-ms` is the finer form some vendors add. */
export function readRetryAfterMs(
  headers: Record<string, string> | undefined,
  nowMs: number,
): number | undefined {
  if (!headers) return undefined
  const fineMs = Number.parseFloat(headers['retry-after-ms'] ?? '')
  if (Number.isFinite(fineMs) && fineMs >= 0) return Math.round(fineMs)
  const value = headers['retry-after']?.trim()
  if (!value) return undefined
  if (/^\d+(\.\d+)?$/.test(value)) return Math.round(Number(value) * 1000)
  const dateMs = Date.parse(value)
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs)
}

function translateCall(error: APICallError, nowMs: number): ModelError {
  const code = readVendorCode(error.data)
  const kind = kindByVendorCode(code) ?? kindByStatus(error.statusCode)
  const retryAfterMs = readRetryAfterMs(error.responseHeaders, nowMs)
  return new ModelError(kind, { cause: error, retryAfterMs, retryable: retryableOverride(code) })
}

/** Errors inside an open stream arrive as plain objects: `{ code, type, statusCode? }`, or as network errors. */
function translateFrame(error: unknown): ModelError {
  const code = readVendorCode(error)
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined
  const kind = kindByVendorCode(code) ?? (typeof status === 'number' ? kindByStatus(status) : 'unavailable')
  return new ModelError(kind, { cause: error, retryable: retryableOverride(code) })
}

function kindByStatus(status: number | undefined): ModelErrorKind {
  if (status === undefined) return 'unavailable'
  if (status === 401 || status === 402 || status === 403) return 'credentials'
  if (status === 404) return 'model_not_found'
  if (status === 408 || status === 504) return 'timeout'
  if (status === 413) return 'context_length'
  if (status === 429) return 'rate_limited'
  // Any other 4xx says that the vendor will not take this request: asking again changes nothing.
  if (status >= 400 && status < 500) return 'refused'
  return 'unavailable'
}

/** The machine-readable codes of OpenAI and of the servers that imitate it. */
function kindByVendorCode(code: string | undefined): ModelErrorKind | undefined {
  switch (code) {
    case 'context_length_exceeded':
    case 'string_above_max_length':
      return 'context_length'
    case 'content_filter':
    case 'content_policy_violation':
    case 'moderation_blocked':
      return 'refused'
    case 'model_not_found':
      return 'model_not_found'
    case 'invalid_api_key':
    case 'account_deactivated':
      return 'credentials'
    case 'insufficient_quota':
    case 'rate_limit_exceeded':
      return 'rate_limited'
    default:
      return undefined
  }
}

function retryableOverride(code: string | undefined): boolean | undefined {
  // An exhausted account answers 429 like a busy one, but waiting does not fill it.
  return code === 'insufficient_quota' ? false : undefined
}

function readVendorCode(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  if ('error' in data) return readVendorCode(data.error)
  if ('code' in data && typeof data.code === 'string') return data.code
  if ('type' in data && typeof data.type === 'string') return data.type
  return undefined
}
