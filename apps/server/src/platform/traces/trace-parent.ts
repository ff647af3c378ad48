/** `traceparent` of W3C Trace Context, level 1, section 3.2: version 00, lower-case, no id of zeros alone. */
const pattern = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/

export type TraceParent = { traceId: string; spanId: string; flags: number }

/** @returns undefined when it is invalid. */
export function parseTraceParent(text: string): TraceParent | undefined {
  const [, traceId, spanId, flags] = pattern.exec(text) ?? []
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined
  return { traceId, spanId, flags: Number.parseInt(flags, 16) }
}

export const isTraceParent = (text: unknown): text is string => typeof text === 'string' && pattern.test(text)

export const formatTraceParent = ({ traceId, spanId, flags }: TraceParent): string =>
  `00-${traceId}-${spanId}-${flags.toString(16).padStart(2, '0')}`
