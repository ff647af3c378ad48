import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { ApiDocument } from '../../apps/server/src/platform/openapi/index.ts'

type Media = { schema?: object }
type Answer = { content?: Record<string, Media>; headers?: Record<string, unknown> }
type Operation = {
  requestBody?: { content: Record<string, Media> }
  responses: Record<string, Answer | { $ref: string }>
}

export type DocumentedFetch = {
  fetch: typeof fetch
  /** `get /api/csrf 200` for every response. */
  seen: Set<string>
  /** Differences between the responses and the document. */
  faults: string[]
}

/** Headers that a response may have only if the document says so. */
const telling = [
  'content-disposition',
  'etag',
  'idempotency-replayed',
  'location',
  'preference-applied',
  'ratelimit',
  'retry-after',
]

/**
 * Sends requests as usual, and compares status, headers, media type and body of each response, and the body
 * of each accepted request, with the document.
 */
export function createDocumentedFetch(document: ApiDocument): DocumentedFetch {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  const validators = new Map<object, ValidateFunction>()
  const { components } = document
  const templates = Object.keys(document.paths).map((path) => ({
    path,
    pattern: new RegExp(`^${path.replace(/\./g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
    variables: path.split('{').length,
  }))
  // A path without parameters takes precedence over one with them, as in the server.
  templates.sort((one, other) => one.variables - other.variables)
  const seen = new Set<string>()
  const faults: string[] = []

  function check(what: string, schema: object | undefined, value: unknown): void {
    if (!schema) return
    const validate = validators.get(schema) ?? ajv.compile({ ...schema, components })
    validators.set(schema, validate)
    if (!validate(value)) faults.push(`${what}: ${ajv.errorsText(validate.errors)}`)
  }

  async function compare(url: URL, method: string, sent: unknown, response: Response): Promise<void> {
    const path = templates.find(({ pattern }) => pattern.test(url.pathname))?.path
    const operation = path && (document.paths[path]?.[method] as unknown as Operation | undefined)
    const what = `${method} ${path ?? url.pathname} ${response.status}`
    const type = response.headers.get('content-type')?.split(';')[0]
    const text = await response.text()
    if (!operation) {
      if (response.status !== 404) faults.push(`${what}: the document does not know this call`)
      check(what, components.schemas.Problem, JSON.parse(text))
      return
    }
    seen.add(what)
    const found = operation.responses[response.status]
    if (!found) {
      faults.push(`${what}: no such status: ${text}`)
      return
    }
    const answer = (
      '$ref' in found ? components.responses[found.$ref.split('/').at(-1) ?? ''] : found
    ) as Answer
    const named = Object.keys(answer.headers ?? {}).map((name) => name.toLowerCase())
    for (const name of telling)
      if (response.headers.has(name) && !named.includes(name)) faults.push(`${what}: the header ${name}`)
    if (text === '' && !answer.content) return
    const media = type ? answer.content?.[type] : undefined
    if (!media && (type || answer.content)) faults.push(`${what}: the media type ${type}`)
    check(what, media?.schema, type?.endsWith('json') ? JSON.parse(text) : text)
    if (response.ok && sent !== undefined)
      check(`${what}, request`, Object.values(operation.requestBody?.content ?? {})[0]?.schema, sent)
  }

  return {
    seen,
    faults,
    async fetch(input, init) {
      const response = await fetch(input, init)
      const sent = typeof init?.body === 'string' && response.ok ? JSON.parse(init.body) : undefined
      await compare(new URL(String(input)), (init?.method ?? 'GET').toLowerCase(), sent, response.clone())
      return response
    },
  }
}
