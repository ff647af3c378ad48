import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { waitFor } from './wait.ts'

export type CollectedSpan = {
  service: string
  traceId: string
  spanId: string
  /** undefined for the first span of a trace. */
  parentSpanId: string | undefined
  name: string
  /** As OTLP numbers them: 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  kind: number
  attributes: Record<string, string | number | boolean>
  links: { traceId: string; spanId: string }[]
  failed: boolean
}

/** A simulated OpenTelemetry collector: OTLP over HTTP, as JSON, on 127.0.0.1. */
export type Collector = AsyncDisposable & {
  /** The value for OTEL_EXPORTER_OTLP_ENDPOINT. */
  url: string
  spans(): CollectedSpan[]
  /** All requests, unchanged. */
  text(): string
  headers(): IncomingHttpHeaders[]
  /** The first span that matches. */
  waitForSpan(what: string, isWanted: (span: CollectedSpan) => boolean): Promise<CollectedSpan>
  /** The spans of a trace, once they include all of these names as often as given. */
  waitForTrace(traceId: string, names: readonly string[]): Promise<CollectedSpan[]>
  /** The answer from now on. */
  respondWith(status: number): void
}

export async function startCollector(): Promise<Collector> {
  const spans: CollectedSpan[] = []
  const headers: IncomingHttpHeaders[] = []
  let text = ''
  let status = 200
  const server = createServer(async (req, res) => {
    let body = ''
    for await (const chunk of req.setEncoding('utf8')) body += chunk
    headers.push(req.headers)
    if (req.url !== '/v1/traces' || req.method !== 'POST') return void res.writeHead(404).end()
    if (status === 200) {
      text += body
      spans.push(...readSpans(JSON.parse(body) as ExportRequest))
    }
    res.writeHead(status, { 'content-type': 'application/json' }).end('{}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    spans: () => [...spans],
    text: () => text,
    headers: () => [...headers],
    waitForSpan: (what, isWanted) => waitFor(`the span of ${what}`, () => spans.find(isWanted)),
    waitForTrace(traceId, names) {
      const count = (list: readonly string[], name: string) => list.filter((other) => other === name).length
      return waitFor(`${names.join(', ')} in trace ${traceId}`, () => {
        const found = spans.filter((span) => span.traceId === traceId)
        const foundNames = found.map(({ name }) => name)
        return names.every((name) => count(foundNames, name) >= count(names, name)) && found
      })
    },
    respondWith(next) {
      status = next
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

type KeyValue = {
  key: string
  value: { stringValue?: string; intValue?: number | string; doubleValue?: number; boolValue?: boolean }
}

/** ExportTraceServiceRequest of OTLP 1, as JSON. */
type ExportRequest = {
  resourceSpans: {
    resource: { attributes: KeyValue[] }
    scopeSpans: {
      spans: {
        traceId: string
        spanId: string
        parentSpanId?: string
        name: string
        kind: number
        attributes?: KeyValue[]
        links?: { traceId: string; spanId: string }[]
        status?: { code?: number }
      }[]
    }[]
  }[]
}

/** STATUS_CODE_ERROR. */
const failedStatus = 2

function readSpans({ resourceSpans }: ExportRequest): CollectedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = String(readAttributes(resource.attributes)['service.name'])
    return scopeSpans.flatMap((scope) =>
      scope.spans.map(({ attributes = [], links = [], status, parentSpanId, ...span }) => ({
        service,
        traceId: span.traceId,
        spanId: span.spanId,
        parentSpanId: parentSpanId || undefined,
        name: span.name,
        kind: span.kind,
        attributes: readAttributes(attributes),
        links: links.map(({ traceId, spanId }) => ({ traceId, spanId })),
        failed: status?.code === failedStatus,
      })),
    )
  })
}

function readAttributes(pairs: KeyValue[]): CollectedSpan['attributes'] {
  return Object.fromEntries(
    pairs.map(({ key, value }) => [
      key,
      value.stringValue ?? value.boolValue ?? value.doubleValue ?? Number(value.intValue),
    ]),
  )
}
