import type { FastifyRequest } from 'fastify'
import { isTraceParent, openSpan, runInSpan, type Span } from '../traces/index.ts'
import type { App } from './app.ts'

/** As the semantic conventions for HTTP name methods; what else a client makes up is one name. */
const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/**
 * A trace for each request but those of probes. It begins here: a `traceparent` that comes in is linked and
 * not gone on with, since whoever sends it would decide which traces are kept and what is in them. Names of
 * routes and no addresses: those hold tokens and what people search for.
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
  // A body arrives by events of its connection, which know nothing of the request's span.
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
