import type { Context, SpanContext, SpanKind, Span as TelemetrySpan, Tracer } from '@opentelemetry/api'
import type { SpanExporter } from '@opentelemetry/sdk-trace'
import { settlesWithin } from '../async/index.ts'
import { createOutageLog, type Log } from '../log/index.ts'
import { type Span, type SpanDescription, type SpanOpening, spanOpening } from './in-span.ts'
import { formatTraceParent, parseTraceParent } from './trace-parent.ts'

export type TraceOptions = {
  /** The URL of an OpenTelemetry collector for traces over HTTP, including its path. */
  url: string
  headers: Record<string, string>
  /** `service.name` and further attributes of this process. */
  resource: Record<string, string>
  /** The share of traces that are kept, 0 to 1. Decided at the first span of a trace. */
  sampleRatio: number
}

type Api = typeof import('@opentelemetry/api')

/**
 * The maximum of spans that wait for the next batch; more are dropped, so that a collector that is down costs
 * a bounded amount of memory and no time.
 */
const waitingMax = 4096
const sendIntervalMs = 1_000
const sendTimeoutMs = 5_000
/** The time for the last spans of a process that ends. */
const flushMaxMs = 3_000

/**
 * Subscribes to every span of this process and sends it to a collector, until it is disposed. Spans are sent
 * in the background and dropped when the collector does not accept them.
 */
export async function openTraces(options: TraceOptions, log: Log): Promise<AsyncDisposable> {
  const [api, sdk, { OTLPTraceExporter }, { defaultResource, resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ])
  const { url, headers, resource, sampleRatio } = options
  const exporter = new OTLPTraceExporter({ url, headers, timeoutMillis: sendTimeoutMs, concurrencyLimit: 2 })
  const provider = new sdk.TracerProvider({
    resource: defaultResource().merge(resourceFromAttributes(resource)),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(sampleRatio) }),
    spanProcessors: [
      new sdk.BatchSpanProcessor({
        exporter: reportOutages(exporter, log),
        maxQueueSize: waitingMax,
        scheduledDelayMillis: sendIntervalMs,
        exportTimeoutMillis: sendTimeoutMs,
      }),
    ],
  })
  const follow = createFollower(api, provider.getTracer('chatsvg'))
  const subscription = spanOpening.subscribe((opening) => {
    try {
      opening.span = follow(opening)
    } catch (err) {
      log.error({ err }, 'traces: a span could not be opened')
    }
  })
  return {
    async [Symbol.asyncDispose]() {
      subscription[Symbol.dispose]()
      await settlesWithin(provider.shutdown(), flushMaxMs)
    },
  }
}

/**
 * Converts our spans to OpenTelemetry's. Contexts are passed explicitly and nothing is registered with the
 * library, so that several services fit into one process.
 */
function createFollower(api: Api, tracer: Tracer): (opening: SpanOpening) => Span {
  const kinds: Record<NonNullable<SpanDescription['kind']>, SpanKind> = {
    server: api.SpanKind.SERVER,
    client: api.SpanKind.CLIENT,
    producer: api.SpanKind.PRODUCER,
    consumer: api.SpanKind.CONSUMER,
  }
  const asRemote = (traceParent: string | null | undefined): SpanContext | undefined => {
    const parsed = traceParent ? parseTraceParent(traceParent) : undefined
    if (!parsed) return undefined
    const { traceId, spanId, flags } = parsed
    return { traceId, spanId, traceFlags: flags & api.TraceFlags.SAMPLED, isRemote: true }
  }
  const beneath = (parent: SpanContext | undefined): Context =>
    parent ? api.trace.setSpanContext(api.ROOT_CONTEXT, parent) : api.ROOT_CONTEXT

  return ({ description, around }) => {
    const { name, kind, attributes = {}, belongsTo, link } = description
    const outer = asLocal(asRemote(around?.traceParent))
    const owner = asRemote(belongsTo)
    const isElsewhere = owner !== undefined && owner.traceId !== outer?.traceId
    const links = [isElsewhere ? outer : undefined, asRemote(link)].flatMap((context) =>
      context ? [{ context }] : [],
    )
    const span = tracer.startSpan(
      name,
      { kind: kind ? kinds[kind] : api.SpanKind.INTERNAL, attributes, links },
      beneath(isElsewhere ? owner : (outer ?? owner)),
    )
    return asSpan(api, span)
  }
}

const asLocal = (context: SpanContext | undefined): SpanContext | undefined =>
  context && { ...context, isRemote: false }

function asSpan(api: Api, span: TelemetrySpan): Span {
  const { traceId, spanId, traceFlags: flags } = span.spanContext()
  return {
    traceId,
    spanId,
    traceParent: formatTraceParent({ traceId, spanId, flags }),
    set(attributes) {
      span.setAttributes(attributes)
    },
    fail(kind) {
      span.setStatus({ code: api.SpanStatusCode.ERROR }).setAttribute('error.type', kind)
    },
    end() {
      span.end()
    },
  }
}

/** One log line when the collector is lost, and one when it accepts spans again. */
function reportOutages(exporter: SpanExporter, log: Log): SpanExporter {
  const outage = createOutageLog({
    lost: (reason) => log.warn({ reason }, 'traces: the collector does not take spans'),
    back: (lost) => log.info({ lost }, 'traces: the collector takes spans again'),
  })
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        // 0 is success in the exporters' own enumeration.
        if (result.code === 0) outage.succeed()
        else outage.fail(result.error?.name, spans.length)
        done(result)
      })
    },
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
    shutdown: () => exporter.shutdown(),
  }
}
