import { isDeepStrictEqual } from 'node:util'
import type { Header, Schema } from './document.ts'

const text = { type: 'string' }
const count = { type: 'integer', minimum: 0 }

export const problemSchema: Schema = {
  type: 'object',
  description: 'RFC 9457, with the members that older clients of chatSVG read.',
  properties: {
    error: { ...text, description: 'For a person.' },
    code: { ...text, description: 'Stable; branch on this.', pattern: '^[a-z_]+$' },
    errorCode: { ...text, description: 'The code that older clients know this error by.' },
    requestId: { ...text, description: 'As in the header X-Request-Id; name it when you report a fault.' },
    type: { ...text, format: 'uri' },
    title: text,
    status: { type: 'integer' },
    details: {
      type: 'array',
      items: {
        type: 'object',
        properties: { path: { ...text, description: 'JSON pointer (RFC 6901)' }, message: text },
        required: ['path', 'message'],
      },
    },
  },
  required: ['error', 'code', 'requestId', 'type', 'title', 'status'],
}

/** Named after the header they describe, in PascalCase. */
export const headers: Record<string, Header> = {
  XRequestId: {
    description:
      'Of this request: the one that was sent, if it is 1 to 128 of A-Z a-z 0-9 . _ -, else a new one.',
    schema: text,
  },
  RateLimit: {
    description: 'What is left of a limit, and seconds until it is whole again (IETF draft).',
    schema: text,
  },
  RateLimitPolicy: { description: 'The limit: requests `q` in `w` seconds (IETF draft).', schema: text },
  XRateLimitLimit: { description: 'Requests in the window.', schema: count },
  XRateLimitRemaining: { description: 'Requests left.', schema: count },
  XRateLimitReset: { description: 'When the window ends, in epoch milliseconds.', schema: count },
  RetryAfter: { description: 'Seconds after which to try again.', schema: count },
}

const header = (name: string) => ({ $ref: `#/components/headers/${name}` })

export const everyAnswersHeaders = { 'X-Request-Id': header('XRequestId') }
export const retryHeaders = { 'Retry-After': header('RetryAfter') }
export const limitHeaders = {
  RateLimit: header('RateLimit'),
  'RateLimit-Policy': header('RateLimitPolicy'),
  'X-RateLimit-Limit': header('XRateLimitLimit'),
  'X-RateLimit-Remaining': header('XRateLimitRemaining'),
  'X-RateLimit-Reset': header('XRateLimitReset'),
}

/**
 * Moves every schema with a title to the components, and leaves a reference in its place.
 *
 * @throws Error when two different schemas have one title.
 */
export function nameSchemas<Part>(part: Part, schemas: Record<string, Schema>): Part {
  if (Array.isArray(part)) return part.map((item) => nameSchemas(item, schemas)) as Part
  if (typeof part !== 'object' || part === null) return part
  const written: Schema = {}
  for (const [key, value] of Object.entries(part))
    written[key] = values.has(key) ? value : nameSchemas(value, schemas)
  const { title, ...schema } = written
  if (typeof title !== 'string' || !isSchema(schema)) return written as Part
  const known = schemas[title]
  if (known && !isDeepStrictEqual(known, schema)) throw new Error(`two different schemas are called ${title}`)
  schemas[title] = schema
  return { $ref: `#/components/schemas/${title}` } as Part
}

/** Keywords that hold values, which may have a title without being schemas. */
const values = new Set(['example', 'examples', 'default', 'const'])

/** A schema has a title; `properties` may have a member with that name. */
const isSchema = (part: Schema) =>
  typeof part.type === 'string' || Array.isArray(part.enum) || Array.isArray(part.anyOf)
