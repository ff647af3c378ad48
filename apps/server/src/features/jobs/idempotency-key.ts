import type { IncomingHttpHeaders } from 'node:http'
import { AppError } from '../../platform/errors/index.ts'
import { idempotencyKeyCharsMax } from './bounds.ts'
import { jobErrors } from './errors.ts'

type KeyHeader = 'idempotency-key' | 'x-idempotency-key'

/**
 * Reads the idempotency key of a request.
 *
 * @param names the headers, in order of precedence.
 * @throws AppError `invalid_idempotency_key`.
 */
export function readIdempotencyKey(headers: IncomingHttpHeaders, names: KeyHeader[]): string | undefined {
  const given = names.map((name) => headers[name]).find((value) => value !== undefined)
  const key = (Array.isArray(given) ? given.join(',') : given)?.trim() || undefined
  if (key && key.length > idempotencyKeyCharsMax) throw new AppError(jobErrors.invalid_idempotency_key)
  return key
}
