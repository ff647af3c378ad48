import { AsyncLocalStorage } from 'node:async_hooks'
import { defineMetricEvent } from '../metric-events/index.ts'

/** Values that are undefined are left out. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean | undefined>>

export type SpanDescription = {
  /** Takes few values: a route's pattern, a statement's name; ids are attributes. */
  name: string
  /** What the work is to those on the other side of it; internal when left out. */
  kind?: 'server' | 'client' | 'producer' | 'consumer'
  attributes?: SpanAttributes
  /**
   * `traceparent` of what the work belongs to, where that is known. When the span around it is of that trace,
   * it lies beneath that; one of another trace is linked. Left out: beneath the span around it, or the first
   * of a trace.
   */
  belongsTo?: string | null | undefined
  /** `traceparent` of somebody else's span that has to do with it. */
  link?: string | undefined
}

/** A piece of work that is under way. */
export type Span = {
  readonly traceId: string
  readonly spanId: string
  /** For whoever goes on with it elsewhere. */
  readonly traceParent: string
  set(attributes: SpanAttributes): void
  /** @param kind a code or the name of a class, never a message: those may hold what people wrote. */
  fail(kind: string): void
  end(): void
}

/** What the work itself may do with its span; without effect where nobody follows. */
export type SpanNotes = Pick<Span, 'set' | 'fail'> & { readonly traceParent: string | undefined }

/** Told when a piece of work begins: who follows puts `span` there. */
export type SpanOpening = { description: SpanDescription; around: Span | undefined; span: Span | undefined }

export const spanOpening = defineMetricEvent<SpanOpening>('span.opening')

const storage = new AsyncLocalStorage<Span>()
const unfollowed: SpanNotes = { traceParent: undefined, set() {}, fail() {} }

/** Does the work as a piece of a trace. What it throws makes the piece a failed one, by code and class. */
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

/** For work that is no function of ours: whoever opens it ends it. undefined where nobody follows. */
export function openSpan(description: SpanDescription): Span | undefined {
  if (!spanOpening.hasSubscribers) return undefined
  const opening: SpanOpening = { description, around: storage.getStore(), span: undefined }
  spanOpening.publish(opening)
  return opening.span
}

/** What `work` begins, now or later, lies beneath the span. */
export function runInSpan<Result>(span: Span | undefined, work: () => Result): Result {
  return span ? storage.run(span, work) : work()
}

/** For work that is done for many at once, and would be shown as the work of whoever came first. */
export function outsideSpans<Result>(work: () => Result): Result {
  return isTraced() ? storage.exit(work) : work()
}

export const currentSpan = (): Span | undefined =>
  spanOpening.hasSubscribers ? storage.getStore() : undefined

/** Whether there is a span around this, for what is too small to begin a trace of its own. */
export const isTraced = (): boolean => currentSpan() !== undefined

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  if ('code' in error && typeof error.code === 'string') return error.code
  if ('kind' in error && typeof error.kind === 'string') return error.kind
  return error.constructor.name
}
