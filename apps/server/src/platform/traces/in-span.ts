import { AsyncLocalStorage } from 'node:async_hooks'
import { defineMetricEvent } from '../metric-events/index.ts'

/** Undefined values are left out. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean | undefined>>

export type SpanDescription = {
  /** Takes few values: a route's pattern, a statement's name; ids are attributes. */
  name: string
  /** The kind of span in OpenTelemetry's terms; default: internal. */
  kind?: 'server' | 'client' | 'producer' | 'consumer'
  attributes?: SpanAttributes
  /**
   * `traceparent` of what the work belongs to, if known. If the current span has the same trace, it is the
   * parent; if it has another trace, it is linked. Default: the current span is the parent, or this is the
   * first span of a trace.
   */
  belongsTo?: string | null | undefined
  /** `traceparent` of another span to link. */
  link?: string | undefined
}

/** A span that has started. */
export type Span = {
  readonly traceId: string
  readonly spanId: string
  /** For continuing the trace elsewhere. */
  readonly traceParent: string
  set(attributes: SpanAttributes): void
  /**
   * @param kind a code or the name of a class, never a message, because messages may contain texts of users.
   */
  fail(kind: string): void
  end(): void
}

/** What the work can do with its span; without effect when nothing subscribes. */
export type SpanNotes = Pick<Span, 'set' | 'fail'> & { readonly traceParent: string | undefined }

/** Published when work starts: a subscriber sets `span`. */
export type SpanOpening = { description: SpanDescription; around: Span | undefined; span: Span | undefined }

export const spanOpening = defineMetricEvent<SpanOpening>('span.opening')

const storage = new AsyncLocalStorage<Span>()
const unfollowed: SpanNotes = { traceParent: undefined, set() {}, fail() {} }

/** Runs the work in a span. If it throws, the span is marked as failed, with code and class. */
export function inSpan<Result>(
  description: SpanDescription,
  work: (span: SpanNotes) => Promise<Result>,
): Promise<Result> {
  const span = openSpan(description)
  if (!span) return work(unfollowed)
  return storage.run(span, async () => {
    try {
      return await work(span)
    } catch (error) {
      span.fail(kindOf(error))
      throw error
    } finally {
      span.end()
    }
  })
}

/** For work that is not a function of ours: the caller ends the span. undefined when nothing subscribes. */
export function openSpan(description: SpanDescription): Span | undefined {
  if (!spanOpening.hasSubscribers) return undefined
  const opening: SpanOpening = { description, around: storage.getStore(), span: undefined }
  spanOpening.publish(opening)
  return opening.span
}

/** Spans that `work` starts, now or later, are children of the span. */
export function runInSpan<Result>(span: Span | undefined, work: () => Result): Result {
  return span ? storage.run(span, work) : work()
}

/** For work that is done for many requests at once, and would otherwise belong to the trace of the first. */
export function outsideSpans<Result>(work: () => Result): Result {
  return isTraced() ? storage.exit(work) : work()
}

export const currentSpan = (): Span | undefined =>
  spanOpening.hasSubscribers ? storage.getStore() : undefined

/** Whether there is a current span, for work that is too small to start a trace. */
export const isTraced = (): boolean => currentSpan() !== undefined

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  if ('code' in error && typeof error.code === 'string') return error.code
  if ('kind' in error && typeof error.kind === 'string') return error.kind
  return error.constructor.name
}
