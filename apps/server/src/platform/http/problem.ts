import { STATUS_CODES } from 'node:http'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { isUnavailable } from '../db/index.ts'
import { AppError, platformErrors } from '../errors/index.ts'

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

/** The URI that names a kind of problem (RFC 9457, section 3.1.1). */
export const problemTypeOf = (code: string) => `urn:chatsvg:problem:${code.replaceAll('_', '-')}`

/** Answers with the error, and logs it when it is our fault. */
export function sendProblem(error: unknown, req: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { problem, headers } = describeProblem(error, req)
  return reply
    .code(problem.status)
    .headers({ 'x-request-id': req.id, ...headers })
    .header('content-type', 'application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(problem)
}

/** The problem that answers an error, and the headers beside it. Logs the error when it is our fault. */
export function describeProblem(
  error: unknown,
  req: FastifyRequest,
): { problem: Problem; headers: Record<string, string> } {
  const { code, status, message, options } = toAppError(error)
  // 501 names what the service does not have, which is no fault of it.
  if (status >= 500 && status !== 501) req.log.error({ err: error, code }, 'request failed')
  const problem = {
    error: message,
    code,
    ...(options.errorCode && { errorCode: options.errorCode }),
    requestId: req.id,
    type: problemTypeOf(code),
    title: STATUS_CODES[status] ?? 'Error',
    status,
    ...(options.details && { details: options.details }),
    ...options.members,
  }
  return { problem, headers: options.headers ?? {} }
}

function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (isUnavailable(error)) {
    return new AppError(platformErrors.service_unavailable, { headers: { 'retry-after': '2' } })
  }
  return fromFramework(error as FastifyError) ?? new AppError(platformErrors.internal_error)
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
    return new AppError(platformErrors.invalid_request(name ?? '', first?.message), { details })
  }
  switch (error.code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new AppError(platformErrors.unsupported_media_type)
    default:
      return undefined
  }
}

/** The status that Fastify or Node attached to an error of the client, such as a malformed URL. */
export function isClientFault(error: unknown): boolean {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
  return typeof status === 'number' && status >= 400 && status < 500
}
