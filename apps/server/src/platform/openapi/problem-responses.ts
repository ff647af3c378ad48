import { STATUS_CODES } from 'node:http'
import { type ErrorStatuses, problemTypeOf } from '../http/index.ts'
import { everyAnswersHeaders, limitHeaders, retryHeaders } from './components.ts'
import type { MediaType, Reference, ResponseObject } from './document.ts'
import type { OperationNotes } from './operation.ts'

/** The properties of a route that determine which problems the HTTP layer returns before the route runs. */
export type RouteFacts = {
  notes: OperationNotes
  isWrite: boolean
  hasBody: boolean
  hasQuery: boolean
  isLimited: boolean
}

type Texts = Map<string, string[]>

const exampleRequestId = '0d5a9c3e-6f0b-4a5e-9f6d-2b7c1e8a4f10'

/**
 * The problems of a route by status. A status that only the HTTP layer returns becomes a named response,
 * which all routes share.
 *
 * @throws Error for a code without a status.
 */
export function problemResponses(
  route: RouteFacts,
  statuses: ErrorStatuses,
  shared: Record<string, ResponseObject>,
): Record<string, ResponseObject | Reference> {
  if (route.notes.answersProblems === false) return {}
  const byStatus = new Map<number, { texts: Texts; isShared: boolean }>()
  const add = (code: string, texts: string | string[], isShared: boolean) => {
    const status = statuses[code]
    if (!status) throw new Error(`${route.notes.summary}: the code ${code} has no status`)
    const entry = byStatus.get(status) ?? { texts: new Map(), isShared: true }
    entry.texts.set(code, [...new Set([...(entry.texts.get(code) ?? []), ...[texts].flat()])])
    byStatus.set(status, { ...entry, isShared: entry.isShared && isShared })
  }
  for (const [code, texts] of Object.entries(route.notes.problems ?? {})) add(code, texts, false)
  for (const [code, texts] of edgeProblems(route)) add(code, texts, true)
  const responses = [...byStatus].map(([status, { texts, isShared }]) => {
    const response = responseOf(status, texts)
    return [status, isShared ? share(shared, texts, response) : response] as const
  })
  return Object.fromEntries(responses)
}

/**
 * In the order of the checks: those of the whole request come first. The first code of a status names the
 * shared response.
 */
function* edgeProblems({
  notes,
  isWrite,
  hasBody,
  hasQuery,
  isLimited,
}: RouteFacts): Generator<[string, string]> {
  if (hasBody) yield ['malformed_request', 'The request body is not valid JSON']
  if (hasBody) yield ['invalid_request', 'The request must be object']
  else if (hasQuery) yield ['invalid_request', 'limit must be string']
  yield ['malformed_text', 'The request has characters that are not allowed']
  if (notes.access === 'admin') yield ['not_found', 'Not found']
  if (notes.access === 'caller' || notes.access === 'admin') {
    yield ['no_token', 'No token provided']
    yield ['invalid_token', 'Invalid token']
  }
  if (notes.access === 'admin') {
    // The first names the response, and only writes return this one.
    if (isWrite) yield ['proof_required', 'Show once more who you are, and do it again']
    yield ['mfa_required', 'Administrators must show a passkey or a code here']
  }
  if (isWrite) {
    yield ['invalid_csrf_token', 'Invalid CSRF token']
    yield ['foreign_origin', 'Invalid CSRF token']
    yield ['payload_too_large', 'The request body is too large']
    yield ['unsupported_media_type', 'The request body must be JSON']
  }
  if (isLimited) yield ['rate_limited', 'Too many requests. Please try again later.']
  yield ['internal_error', 'Internal server error']
  yield ['service_unavailable', 'Service unavailable']
}

function responseOf(status: number, texts: Texts): ResponseObject {
  const codes = [...texts.keys()]
  const title = STATUS_CODES[status] ?? 'Error'
  const examples: MediaType['examples'] = {}
  for (const [code, errors] of texts) {
    errors.forEach((error, index) => {
      const value = {
        error,
        code,
        requestId: exampleRequestId,
        type: problemTypeOf(code),
        title,
        status,
      }
      examples[index === 0 ? code : `${code}_${index + 1}`] = { value }
    })
  }
  return {
    description: `${title}: ${codes.map((code) => `\`${code}\``).join(', ')}`,
    headers: {
      ...everyAnswersHeaders,
      ...limitHeaders,
      ...((status === 429 || status === 503) && retryHeaders),
    },
    content: {
      'application/problem+json': {
        schema: {
          allOf: [{ $ref: '#/components/schemas/Problem' }],
          properties: { code: { enum: codes }, status: { const: status } },
        },
        examples,
      },
    },
  }
}

function share(shared: Record<string, ResponseObject>, texts: Texts, response: ResponseObject): Reference {
  const [first = ''] = texts.keys()
  const name = first.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())
  shared[name] = response
  return { $ref: `#/components/responses/${name}` }
}
