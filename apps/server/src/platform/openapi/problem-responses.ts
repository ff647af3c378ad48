import { STATUS_CODES } from 'node:http'
import { type ErrorKind, listKinds, platformErrors } from '../errors/index.ts'
import { problemTypeOf } from '../http/index.ts'
import type { ApiFacts } from './api-facts.ts'
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
  facts: Pick<ApiFacts, 'errors' | 'adminErrors' | 'keyErrors' | 'workspaces'>,
  shared: Record<string, ResponseObject>,
): Record<string, ResponseObject | Reference> {
  const { errors } = facts
  if (route.notes.answersProblems === false) return {}
  const byStatus = new Map<number, { texts: Texts; isShared: boolean }>()
  const add = ({ code, status, text }: ErrorKind, isShared: boolean) => {
    if (!Object.hasOwn(errors, code))
      throw new Error(`${route.notes.summary}: the code ${code} is in no catalogue`)
    const entry = byStatus.get(status) ?? { texts: new Map(), isShared: true }
    entry.texts.set(code, [...new Set([...(entry.texts.get(code) ?? []), text])])
    byStatus.set(status, { ...entry, isShared: entry.isShared && isShared })
  }
  for (const kind of (route.notes.problems ?? []).flatMap(listKinds)) add(kind, false)
  for (const kind of edgeProblems(route, facts)) add(kind, true)
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
function* edgeProblems(
  { notes, isWrite, hasBody, hasQuery, isLimited }: RouteFacts,
  { adminErrors, keyErrors, workspaces }: Pick<ApiFacts, 'adminErrors' | 'keyErrors' | 'workspaces'>,
): Generator<ErrorKind> {
  if (hasBody) yield platformErrors.malformed_request.body
  if (hasBody) yield platformErrors.invalid_request('', 'must be object')
  else if (hasQuery) yield platformErrors.invalid_request('limit', 'must be string')
  yield platformErrors.malformed_text.characters
  if (notes.access === 'admin') yield platformErrors.not_found
  if (notes.access === 'caller' || notes.access === 'admin') {
    yield platformErrors.no_token
    yield platformErrors.invalid_token
  }
  if (notes.access === 'admin') {
    // The first names the response, and only writes answer with this one.
    if (isWrite) yield adminErrors.onWrite
    yield adminErrors.everywhere
  }
  if (isWrite && notes.access !== 'signed body') {
    yield platformErrors.invalid_csrf_token
    yield platformErrors.foreign_origin
  }
  if (isWrite) {
    yield platformErrors.payload_too_large
    yield platformErrors.unsupported_media_type
  }
  if (notes.scope !== undefined) {
    yield* keyErrors.checked
    yield keyErrors.outOfScope
  } else if (notes.access !== 'signed body' && (notes.access !== 'visitor' || isWrite))
    yield keyErrors.refused
  if (notes.access === 'caller' || notes.access === 'admin' || notes.access === 'visitor or caller') {
    if (workspaces.leastRoleOf(notes) === undefined) yield workspaces.problems.refused
    else yield* workspaces.problems.entered
  }
  if (isLimited) yield platformErrors.rate_limited
  yield platformErrors.internal_error
  yield platformErrors.service_unavailable
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
  const names = [...texts.keys()].map((code) =>
    code.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
  )
  const [first = '', last = first] = [names[0], names.at(-1)]
  const isTaken = first in shared && JSON.stringify(shared[first]) !== JSON.stringify(response)
  const name = isTaken ? `${first}To${last}` : first
  shared[name] = response
  return { $ref: `#/components/responses/${name}` }
}
