import { setImmediate as nextTurn } from 'node:timers/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError, platformErrors } from '../errors/index.ts'

const decoder = new TextDecoder('utf-8', { fatal: true })
/**
 * Maximum of values in a body. Parsing and checking more of them would block the event loop for longer than
 * 50 ms; a large body has few values, one of which is a long text.
 */
const valuesMax = 50_000
/** Reading a larger body takes several milliseconds. */
const largeBytes = 256 * 1024

/**
 * Strict JSON bodies: well-formed UTF-8 (RFC 8259, section 8.1), no `__proto__` or `constructor.prototype`
 * keys, and in no string a NUL or half of a surrogate pair, which PostgreSQL cannot store. An empty body
 * counts as absent, because browser clients send the content type even then. A turn of the event loop takes
 * at most one step of reading large bodies, however many of them arrive together.
 */
export function acceptJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  let lastStep: Promise<void> = Promise.resolve()
  const inOwnTurn = (): Promise<void> => {
    lastStep = lastStep.then(() => nextTurn())
    return lastStep
  }
  const parseText = (req: FastifyRequest, text: string) =>
    new Promise<unknown>((resolve, reject) => {
      void parse(req, text, (error, value) => {
        if (error) reject(new AppError(platformErrors.malformed_request.body, { cause: error }))
        else resolve(value)
      })
    })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (req: FastifyRequest, body: Buffer) => {
      if (body.length === 0) return undefined
      const isLarge = body.length > largeBytes
      if (isLarge) await inOwnTurn()
      if (hasMoreValues(body, valuesMax)) throw new AppError(platformErrors.payload_too_large)
      const text = decodeText(body)
      if (isLarge) await inOwnTurn()
      const value = await parseText(req, text)
      const path = findMalformedText(value)
      if (path !== undefined) throw malformedText(path)
      return value
    },
  )
}

function decodeText(bytes: Buffer): string {
  try {
    return decoder.decode(bytes)
  } catch (cause) {
    throw new AppError(platformErrors.malformed_text.bytes, { cause })
  }
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
