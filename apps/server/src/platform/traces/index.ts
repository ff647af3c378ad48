/**
 * traces: which request led to which work, in OpenTelemetry's terms.
 *
 * Whoever does the work marks it with `inSpan`, in the names of the semantic conventions, and does not
 * know who follows. Until `openTraces` was called nobody does: a span costs a look at a flag then, and
 * nothing of OpenTelemetry is loaded. Attributes hold ids of jobs and requests, never texts or ids of users,
 * addresses or tokens.
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
