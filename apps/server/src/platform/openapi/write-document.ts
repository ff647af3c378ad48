import { STATUS_CODES } from 'node:http'
import swagger from '@fastify/swagger'
import fastify, { type FastifySchema } from 'fastify'
import { contractOf } from '../http/index.ts'
import type { ApiFacts } from './api-facts.ts'
import { everyAnswersHeaders, headers, limitHeaders, nameSchemas, problemSchema } from './components.ts'
import type { ApiDocument, OperationObject, Parameter, ResponseObject, Schema } from './document.ts'
import type { AnswerNotes, CollectedRoute, OperationNotes } from './operation.ts'
import { problemResponses, type RouteFacts } from './problem-responses.ts'

/** The OpenAPI document of the routes. A separate server that answers no requests generates the draft. */
export async function writeDocument(
  routes: readonly CollectedRoute[],
  facts: ApiFacts,
): Promise<ApiDocument> {
  const known = new Map<string, RouteFacts>()
  const draft = fastify({ exposeHeadRoutes: false })
  draft.setValidatorCompiler(() => () => true)
  draft.setSerializerCompiler(() => JSON.stringify)
  await draft.register(swagger, {
    openapi: {
      openapi: '3.1.1',
      info: facts.info,
      servers: [{ url: '/', description: 'this service' }],
      tags: facts.tags,
    },
    convertConstToEnum: false,
    transformObject: (result) =>
      'openapiObject' in result
        ? finishDocument(result.openapiObject as unknown as ApiDocument, known, facts)
        : result.swaggerObject,
  })
  for (const route of routes) {
    const { method, url, operation, isUnlimited } = route
    known.set(`${method.toLowerCase()} ${templateOf(url)}`, {
      notes: operation,
      isWrite: method !== 'GET',
      hasBody: operation.body !== undefined,
      hasQuery: operation.querystring !== undefined,
      isLimited: !isUnlimited,
    })
    draft.route({ method, url, schema: schemaOf(route), handler: () => undefined })
  }
  await draft.ready()
  return draft.swagger() as unknown as ApiDocument
}

function schemaOf({ method, url, operation }: CollectedRoute): FastifySchema {
  const { tags, summary, description, body, params, querystring, response } = operation
  return {
    tags,
    summary,
    operationId: operationIdOf(method, url),
    ...(description !== undefined && { description }),
    ...(body !== undefined && { body: contractOf(body) }),
    ...(params !== undefined && { params }),
    ...(querystring !== undefined && { querystring: contractOf(querystring) }),
    ...(response !== undefined && { response }),
  }
}

function finishDocument(draft: ApiDocument, routes: Map<string, RouteFacts>, facts: ApiFacts) {
  const responses: Record<string, ResponseObject> = {}
  const schemas: Record<string, Schema> = { Problem: problemSchema }
  const paths: ApiDocument['paths'] = {}
  for (const [path, operations] of Object.entries(draft.paths)) {
    for (const [method, drafted] of Object.entries(operations)) {
      const route = routes.get(`${method} ${path}`)
      if (!route) continue
      nameSchemas(Object.values(route.notes.events ?? {}), schemas)
      const finished = finishOperation(drafted, route, facts, problemResponses(route, facts, responses))
      paths[path] = { ...paths[path], [method]: nameSchemas(finished, schemas) }
    }
  }
  return {
    ...draft,
    paths,
    components: { schemas, responses, headers, securitySchemes: facts.securitySchemes },
  } as never
}

function finishOperation(
  drafted: OperationObject,
  { notes, isWrite, isLimited }: RouteFacts,
  { workspaces }: ApiFacts,
  problems: OperationObject['responses'],
): OperationObject {
  const parameters = [...(drafted.parameters ?? []), ...headerParameters(notes)]
  const [media] = Object.values(drafted.requestBody?.content ?? {})
  if (media && notes.bodyExample !== undefined) media.example = notes.bodyExample
  const answers = Object.fromEntries(
    statusesOf(drafted, notes).map((status) => {
      const found = drafted.responses[status] as ResponseObject | undefined
      return [status, finishAnswer(status, found, notes.answers?.[Number(status)] ?? {}, isLimited)]
    }),
  )
  return {
    ...drafted,
    ...(parameters.length > 0 && { parameters }),
    security: securityOf(notes, isWrite),
    ...describeRole(notes, workspaces),
    responses: { ...answers, ...problems },
  }
}

/** Only of calls that have a caller. */
function describeRole(notes: OperationNotes, { leastRoleOf }: ApiFacts['workspaces']) {
  const role = notes.access === 'visitor' ? undefined : leastRoleOf(notes)
  return role === undefined ? {} : { 'x-workspace-role': role }
}

/** A route without response schemas gets one response without content. */
function statusesOf(
  { responses }: OperationObject,
  { response, answers }: OperationNotes & { response?: unknown },
) {
  return [...new Set([...(response ? Object.keys(responses) : []), ...Object.keys(answers ?? {})])].sort()
}

function finishAnswer(
  status: string,
  drafted: ResponseObject | undefined,
  notes: AnswerNotes,
  isLimited: boolean,
): ResponseObject {
  const content = notes.content
    ? Object.fromEntries(
        Object.entries(notes.content).map(([type, schema]) => [type, { schema: { ...schema } }]),
      )
    : drafted?.content
  const [media] = Object.values(content ?? {})
  if (media && notes.example !== undefined) Object.assign(media, { example: notes.example })
  const headerItems = Object.entries(notes.headers ?? {}).map(([name, description]) => [
    name,
    { description, schema: { type: 'string' } },
  ])
  const described = drafted?.description === 'Default Response' ? undefined : drafted?.description
  return {
    description: notes.description ?? described ?? STATUS_CODES[status] ?? status,
    headers: { ...everyAnswersHeaders, ...(isLimited && limitHeaders), ...Object.fromEntries(headerItems) },
    ...(content && { content }),
  }
}

function headerParameters({ requestHeaders = {} }: OperationNotes): Parameter[] {
  return Object.entries(requestHeaders).map(([name, header]) => {
    const { description, ...schema }: Schema = { ...header }
    return {
      name,
      in: 'header',
      ...(typeof description === 'string' && { description }),
      schema,
    }
  })
}

/**
 * Requests of a browser that change something need the CSRF token. A client with a bearer token and no cookie
 * needs none.
 */
function securityOf({ access, scope }: OperationNotes, isWrite: boolean): OperationObject['security'] {
  const csrf: Record<string, string[]> = isWrite ? { csrf: [] } : {}
  const key = scope === undefined ? [] : [{ apiKey: [scope] }]
  switch (access) {
    case 'visitor':
      return isWrite ? [csrf] : []
    case 'caller':
    case 'admin':
      return [{ session: [], ...csrf }, { bearer: [] }, ...key]
    case 'visitor or caller':
      return [csrf, { session: [], ...csrf }, { bearer: [] }, ...key]
    case 'signed body':
      return []
    case 'refresh token':
      return [{ refreshToken: [], ...csrf }]
  }
}

export const templateOf = (url: string) => url.replace(/:(\w+)/g, '{$1}')

/** POST /api/notes/:id/publish: postNotesIdPublish */
const operationIdOf = (method: string, url: string) =>
  method.toLowerCase() +
  url
    .replace(/^\/api/, '')
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
