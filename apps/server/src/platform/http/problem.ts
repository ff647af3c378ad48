import { STATUS_CODES } from 'node:http'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { isUnavailable } from '../db/index.ts'
import { AppError } from '../errors/index.ts'

/** `application/problem+json` (RFC 9457), with the members that chatSVG's older clients also read. */
export type Problem = {
  error: string
  code: string
  errorCode?: string
  requestId: string
  type: string
  title: string
  status: number
  details?: { path: string; message: string }[]
  [member: string]: unknown
}

export type ErrorStatuses = Readonly<Record<string, number>>

/** The URI of a kind of problem (RFC 9457, section 3.1.1). */
export const problemTypeOf = (code: string) => `urn:chatsvg:problem:${code.replaceAll('_', '-')}`

/** Sends the error, and logs it when it is a fault of the service. */
export function sendProblem(
  error: unknown,
  req: FastifyRequest,
  reply: FastifyReply,
  statuses: ErrorStatuses,
): FastifyReply {
  const known = toAppError(error)
  const status = statuses[known.code] ?? 500
  if (status >= 500) req.log.error({ err: error, code: known.code }, 'request failed')
  const problem: Problem = {
    error: known.message,
    code: known.code,
    ...(known.options.errorCode && { errorCode: known.options.errorCode }),
    requestId: req.id,
    type: problemTypeOf(known.code),
    title: STATUS_CODES[status] ?? 'Error',
    status,
    ...(known.options.details && { details: known.options.details }),
    ...known.options.members,
  }
  return reply
    .code(status)
    .headers({ 'x-request-id': req.id, ...known.options.headers })
    .header('content-type', 'application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(problem)
}

function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (isUnavailable(error)) {
    return new AppError('service_unavailable', 'Service unavailable', { headers: { 'retry-after': '2' } })
  }
  return fromFramework(error as FastifyError) ?? new AppError('internal_error', 'Internal server error')
}

/** Errors that Fastify raises before a route runs, by its documented codes. */
function fromFramework(error: FastifyError): AppError | undefined {
  if (error.validation) {
    const details = error.validation.map((issue) => ({
      path: `/${error.validationContext ?? 'body'}${issue.instancePath}`,
      message: issue.message ?? 'is invalid',
    }))
    const [first] = details
    const name = first?.path.split('/').slice(2).join('.')
    return new AppError('invalid_request', `${name || 'The request'} ${first?.message ?? 'is invalid'}`, {
      details,
    })
  }
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new AppError('payload_too_large', 'The request body is too large')
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new AppError('unsupported_media_type', 'The request body must be JSON')
    default:
      return undefined
  }
}

/** The status that Fastify or Node attached to an error of the client, such as a malformed URL. */
export function isClientFault(error: unknown): boolean {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
  return typeof status === 'number' && status >= 400 && status < 500
}
