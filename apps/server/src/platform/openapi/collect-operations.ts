import { STATUS_CODES } from 'node:http'
import swagger from '@fastify/swagger'
import { type App, contractOf } from '../http/index.ts'
import type { ApiFacts } from './api-facts.ts'
import { everyAnswersHeaders, headers, limitHeaders, nameSchemas, problemSchema } from './components.ts'
import type { ApiDocument, OperationObject, Parameter, ResponseObject, Schema } from './document.ts'
import type { Access, AnswerNotes, OperationNotes } from './operation.ts'
import { problemResponses, type RouteFacts } from './problem-responses.ts'

/** Builds the document at the first call, and returns the same one afterwards. */
export type ReadDocument = () => ApiDocument

/**
 * Collects the operations of all routes that are mounted on this app from now on. Mounting a route without an
 * operation throws.
 *
 * @returns a function that returns the document once the server is ready.
 */
export async function collectOperations(app: App, facts: ApiFacts): Promise<ReadDocument> {
  const routes = new Map<string, RouteFacts>()
  app.addHook('onRoute', ({ method, url, schema }) => {
    if (!isOperation(schema)) throw new Error(`${method} ${url} has no operation as its schema`)
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.1',
      info: facts.info,
      servers: [{ url: '/', description: 'this service' }],
      tags: facts.tags,
    },
    convertConstToEnum: false,
    transform({ schema, url, route }) {
      if (!isOperation(schema)) throw new Error(`${url} says nothing about itself`)
      const method = String(route.method)
      const isWrite = method !== 'GET'
      routes.set(`${method.toLowerCase()} ${templateOf(url)}`, {
        notes: schema,
        isWrite,
        hasBody: schema.body !== undefined,
        hasQuery: schema.querystring !== undefined,
        isLimited: !route.config?.unlimited,
      })
      const { tags, summary, description, body, params, querystring, response } = schema
      return {
        url,
        schema: {
          tags,
          summary,
          operationId: operationIdOf(method, url),
          ...(description !== undefined && { description }),
          ...(body !== undefined && { body: contractOf(body) }),
          ...(params !== undefined && { params }),
          ...(querystring !== undefined && { querystring: contractOf(querystring) }),
          ...(response !== undefined && { response }),
        },
      }
    },
    transformObject: (result) =>
      'openapiObject' in result
        ? finishDocument(result.openapiObject as unknown as ApiDocument, routes, facts)
        : result.swaggerObject,
  })
  let document: ApiDocument | undefined
  return () => {
    document ??= app.swagger() as unknown as ApiDocument
    return document
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
      nameSchemas(route.notes.mentions ?? [], schemas)
      const finished = finishOperation(drafted, route, problemResponses(route, facts, responses))
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
    security: securityOf(notes.access, isWrite),
    responses: { ...answers, ...problems },
  }
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
  const told = Object.entries(notes.headers ?? {}).map(([name, description]) => [
    name,
    { description, schema: { type: 'string' } },
  ])
  const described = drafted?.description === 'Default Response' ? undefined : drafted?.description
  return {
    description: notes.description ?? described ?? STATUS_CODES[status] ?? status,
    headers: { ...everyAnswersHeaders, ...(isLimited && limitHeaders), ...Object.fromEntries(told) },
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
 * A browser proves with the CSRF token that it writes on purpose; a client with a bearer token and no cookie
 * needs none.
 */
function securityOf(access: Access, isWrite: boolean): OperationObject['security'] {
  const csrf: Record<string, string[]> = isWrite ? { csrf: [] } : {}
  switch (access) {
    case 'visitor':
      return isWrite ? [csrf] : []
    case 'caller':
    case 'admin':
      return [{ session: [], ...csrf }, { bearer: [] }]
    case 'visitor or caller':
      return [csrf, { session: [], ...csrf }, { bearer: [] }]
    case 'refresh token':
      return [{ refreshToken: [], ...csrf }]
  }
}

const isOperation = (schema: unknown): schema is OperationNotes & Record<string, unknown> =>
  typeof schema === 'object' && schema !== null && 'summary' in schema && 'access' in schema

const templateOf = (url: string) => url.replace(/:(\w+)/g, '{$1}')

/** POST /api/notes/:id/publish: postNotesIdPublish */
const operationIdOf = (method: string, url: string) =>
  method.toLowerCase() +
  url
    .replace(/^\/api/, '')
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
