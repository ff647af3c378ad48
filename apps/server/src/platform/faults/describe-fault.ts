import type { Event, Exception, StackParser } from '@sentry/core'
import { describeError, type FaultLine } from '../log/index.ts'

/** The process that reports, and the fields of its log lines that may be sent. */
export type Reporter = {
  environment: string
  release: string
  roles: string
  /** The tag of each field. Fields that are not named here are not sent. */
  tagNames: Readonly<Record<string, string>>
}

const tagCharsMax = 200
const causesMax = 4

/**
 * Converts a log line to an event, in the terms of https://develop.sentry.dev/sdk/data-model/event-payloads.
 * Everything that is not selected here stays in the log.
 */
export function describeFault(
  { level, message, error, fields }: FaultLine,
  { environment, release, roles, tagNames }: Reporter,
  parseStack: StackParser,
): Event {
  const exceptions = describeChain(error, level === 'fatal', parseStack)
  return {
    event_id: crypto.randomUUID().replaceAll('-', ''),
    timestamp: Date.now() / 1000,
    platform: 'node',
    level,
    logger: 'chatsvg',
    environment,
    release,
    message: maskPlaces(message),
    ...(exceptions.length > 0 && { exception: { values: exceptions } }),
    tags: { roles, ...pickTags(fields, tagNames) },
    contexts: {
      runtime: { name: 'node', version: process.version },
      ...(typeof fields.traceId === 'string' &&
        typeof fields.spanId === 'string' && { trace: { trace_id: fields.traceId, span_id: fields.spanId } }),
    },
  }
}

function pickTags(fields: Record<string, unknown>, tagNames: Reporter['tagNames']): Record<string, string> {
  const tags: Record<string, string> = {}
  for (const [field, tag] of Object.entries(tagNames)) {
    const value = fields[field]
    if (typeof value === 'string' || typeof value === 'number')
      tags[tag] = maskPlaces(String(value)).slice(0, tagCharsMax)
  }
  return tags
}

/** The error and its causes, the innermost first, as Sentry expects. */
function describeChain(error: unknown, isFatal: boolean, parseStack: StackParser): Exception[] {
  const chain: Exception[] = []
  let current = error
  while (current instanceof Error && chain.length < causesMax) {
    const { type, message, code, stack } = describeError(current)
    const frames = parseStack(stack)
    chain.unshift({
      type,
      value: maskPlaces(code === undefined ? message : `${message} (${String(code)})`),
      ...(frames.length > 0 && { stacktrace: { frames } }),
      mechanism: { type: 'chatsvg', handled: !isFatal },
    })
    current = current.cause
  }
  return chain
}

const masks: [RegExp, string][] = [
  [/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, '[address]'],
  [/\b(\d{1,3}\.){3}\d{1,3}\b/g, '[ip]'],
  [/(?<![\w:])[0-9a-f]{0,4}(:[0-9a-f]{0,4}){3,7}(?![\w:])/gi, '[ip]'],
  [/:\/\/[^\s/@]+@/g, '://[secret]@'],
  // The form of the service's tokens: three parts of a JWT, or 43 characters, which are 256 bits.
  [/\b[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}\b|\b[\w-]{43,}\b/g, '[token]'],
]

/**
 * Messages of Node and its libraries contain host names and, when an address is at fault, email addresses.
 */
function maskPlaces(text: string): string {
  return masks.reduce((masked, [pattern, word]) => masked.replace(pattern, word), text)
}
