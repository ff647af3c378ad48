import type { FastifyInstance } from 'fastify'
import { AppError, platformErrors } from '../errors/index.ts'

const decoder = new TextDecoder('utf-8', { fatal: true })
/**
 * Maximum of values in a body. Parsing and checking more of them would block the event loop for longer than
 * 50 ms; a large body has few values, one of which is a long text.
 */
const valuesMax = 50_000

/**
 * Strict JSON bodies: well-formed UTF-8 (RFC 8259, section 8.1), no `__proto__` or `constructor.prototype`
 * keys, and in no string a NUL or half of a surrogate pair, which PostgreSQL cannot store. An empty body
 * counts as absent, because browser clients send the content type even then.
 */
export function acceptJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (req, body, done) => {
    if (body.length === 0) return done(null, undefined)
    if (hasMoreValues(body as Buffer, valuesMax)) return done(new AppError(platformErrors.payload_too_large))
    let text: string
    try {
      text = decoder.decode(body as Buffer)
    } catch (cause) {
      return done(new AppError(platformErrors.malformed_text.bytes, { cause }))
    }
    void parse(req, text, (error, value) => {
      if (error) return done(new AppError(platformErrors.malformed_request.body, { cause: error }))
      const path = findMalformedText(value)
      if (path !== undefined) return done(malformedText(path))
      done(null, value)
    })
  })
}

export function malformedText(path: string): AppError {
  const message = 'must be text without NUL characters and lone surrogates'
  return new AppError(platformErrors.malformed_text.characters, {
    details: [{ path, message }],
  })
}

export const isWellFormedText = (text: string) => text.isWellFormed() && !text.includes('\0')

const [quote, backslash, comma, brace, bracket] = Buffer.from('"\\,{[')

/**
 * Whether a JSON text has more values than `max`: each is the first of an object or array, or after a comma.
 */
export function hasMoreValues(json: Buffer, max: number): boolean {
  if (json.length < max) return false
  let values = 1
  let isText = false
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at]
    if (byte === quote) isText = !isText
    else if (isText) at += byte === backslash ? 1 : 0
    else if (byte === comma || byte === brace || byte === bracket) values += 1
    if (values > max) return true
  }
  return false
}

/** Uses an explicit list instead of recursion, because a deeply nested body could exhaust the call stack. */
function findMalformedText(root: unknown): string | undefined {
  const pending: { value: unknown; path: string }[] = [{ value: root, path: '' }]
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { value, path } = next
    if (typeof value === 'string' && !isWellFormedText(value)) return path
    if (typeof value !== 'object' || value === null) continue
    for (const [key, member] of Object.entries(value)) {
      if (!isWellFormedText(key)) return path
      pending.push({ value: member, path: `${path}/${key}` })
    }
  }
  return undefined
}
