import { requestAnswered, requestLimited } from '../platform/http/index.ts'
import type { Metrics } from '../platform/metrics/index.ts'
import type { OpenKind, Subscribe } from './metric-listener.ts'

const secondsBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** All other methods share one label. */
const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

export function measureRequests(metrics: Metrics, subscribe: Subscribe) {
  const requests = metrics.histogram(
    {
      name: 'chatsvg_http_request_duration_seconds',
      help: 'Requests by the pattern of their route, none for unknown ones. Event streams and waiting requests last as long as they are open.',
      labels: ['method', 'route', 'status'],
    },
    secondsBuckets,
  )
  subscribe(requestAnswered, ({ method, route, status, tookMs }) =>
    requests.observe(
      { method: knownMethods.has(method) ? method : 'other', route, status: String(status) },
      tookMs / 1000,
    ),
  )

  const limited = metrics.counter({
    name: 'chatsvg_rate_limit_refusals_total',
    help: 'Requests that a rate limit refused, by the name of the limit.',
    labels: ['limit'],
  })
  subscribe(requestLimited, ({ limit }) => limited.inc({ limit }))

  const counts = new Map<OpenKind, () => number>()
  metrics.gauge(
    {
      name: 'chatsvg_open_connections',
      help: 'What clients keep open at this process: sockets, event streams, and requests that wait for a job.',
      labels: ['kind'],
    },
    (gauge) => {
      for (const [kind, count] of counts) gauge.set({ kind }, count())
    },
  )
  return { watchOpen: (kind: OpenKind, count: () => number) => void counts.set(kind, count) }
}
