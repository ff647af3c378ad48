/**
 * traces: which request led to which work, in OpenTelemetry's terms.
 *
 * The code that does the work marks it with `inSpan`, with names of the semantic conventions, and does not
 * know who subscribes. Until `openTraces` is called nothing subscribes: a span then only checks a flag, and
 * OpenTelemetry is not loaded. Attributes contain ids of jobs and requests, never texts of users,
 * addresses, tokens or ids of users.
 */
export {
  currentSpan,
  inSpan,
  isTraced,
  openSpan,
  outsideSpans,
  runInSpan,
  type Span,
  type SpanAttributes,
  type SpanDescription,
  type SpanNotes,
} from './in-span.ts'
export { openTraces, type TraceOptions } from './open-traces.ts'
export { isTraceParent } from './trace-parent.ts'
