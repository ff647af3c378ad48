import type { FastifyRequest } from 'fastify'
import { isTraceParent, openSpan, runInSpan, type Span } from '../traces/index.ts'
import type { App } from './app.ts'

/** Method names of the semantic conventions for HTTP; all other methods share one name. */
const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/**
 * Starts a trace for each request except health checks. An incoming `traceparent` is linked and not
 * continued, because its sender would otherwise decide which traces are kept and what they contain. Names are
 * route patterns without URLs, which contain tokens and search terms.
 */
export function traceRequests(app: App): void {
  const spans = new WeakMap<FastifyRequest, Span>()

  app.addHook('onRequest', (req, _reply, done) => {
    const { url: route, config } = req.routeOptions
    if (config?.quiet) return done()
    const method = knownMethods.has(req.method) ? req.method : '_OTHER'
    const { traceparent } = req.headers
    const span = openSpan({
      name: [method === '_OTHER' ? 'HTTP' : method, ...(route ? [route] : [])].join(' '),
      kind: 'server',
      attributes: {
        'http.request.method': method,
        'http.route': route,
        'url.scheme': req.protocol,
        'chatsvg.request.id': req.id,
      },
      link: isTraceParent(traceparent) ? traceparent : undefined,
    })
    if (span) spans.set(req, span)
    runInSpan(span, done)
  })
  // A body arrives with events of its connection, which do not have the request's span.
  app.addHook('preValidation', (req, _reply, done) => runInSpan(spans.get(req), done))
  app.addHook('onResponse', (req, reply, done) => {
    const span = spans.get(req)
    const { statusCode: status } = reply
    span?.set({ 'http.response.status_code': status })
    if (status >= 500) span?.fail(String(status))
    span?.end()
    runInSpan(span, done)
  })
}
