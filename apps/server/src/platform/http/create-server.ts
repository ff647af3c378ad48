import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import cookie from '@fastify/cookie'
import cors, { type FastifyCorsOptionsDelegateCallback } from '@fastify/cors'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import fastify, {
  type FastifyBaseLogger,
  type FastifyReply,
  type FastifyRequest,
  LogController,
  type onRequestHookHandler,
} from 'fastify'
import helmet from 'helmet'
import { AppError, platformErrors } from '../errors/index.ts'
import type { Log } from '../log/index.ts'
import type { App } from './app.ts'
import { bodyCheckOf } from './checked-body.ts'
import { limitConnections, type TrustedProxies, trustFunction } from './client-address.ts'
import { ignoreGuardedCookies } from './cookies.ts'
import { type CsrfGuard, isRead } from './csrf.ts'
import type { HostPolicy } from './hosts.ts'
import { acceptJsonBodies, isWellFormedText, malformedText } from './json-body.ts'
import { createLazyCompilers } from './lazy-compilers.ts'
import { requestAnswered } from './metric-events.ts'
import type { OriginPolicy } from './origins.ts'
import { isClientFault, sendProblem } from './problem.ts'
import { traceRequests } from './trace-requests.ts'

export type HttpServerOptions = {
  log: Log
  /** The answer for an error that is no `AppError`; undefined: it is a fault of the service. */
  translateError?: (error: unknown) => AppError | undefined
  trustProxy: TrustedProxies
  /** Concurrent connections: in total, and from one address. */
  connections: { connectionsMax: number; perAddressMax: number }
  isHostAnswered: HostPolicy
  origins: OriginPolicy
  csrf: CsrfGuard
  /** Whether a request presents an API key, which is checked with its origin by its route. */
  isKeyRequest?: (req: FastifyRequest) => boolean
  /** Whether browsers must use https from now on. */
  https: boolean
  /** Whether requests start traces; default: no. */
  traced?: boolean
  /** Answers requests for unknown paths; undefined: with a problem, as usual. */
  answerUnknown?:
    | ((req: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply> | undefined)
    | undefined
}

const bodyBytesMax = 64 * 1024
const requestIdPattern = /^[A-Za-z0-9._-]{1,128}$/
const requestHeaders = [
  'Content-Type',
  'X-CSRF-Token',
  'X-Idempotency-Key',
  'Idempotency-Key',
  'X-Workspace',
  'X-Request-Id',
  'Prefer',
  'Last-Event-ID',
  // Of the Model Context Protocol.
  'MCP-Protocol-Version',
  'Mcp-Method',
  'Mcp-Name',
  'Mcp-Session-Id',
]
const exposedHeaders = [
  'Retry-After',
  'RateLimit',
  'RateLimit-Policy',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
  'Location',
  'X-Request-Id',
  'Idempotency-Replayed',
  'Preference-Applied',
  'Export-Left-Out',
  'Mcp-Session-Id',
]
const corsAllowed = {
  origin: true,
  credentials: true,
  methods: 'GET, POST, PUT, PATCH, DELETE, OPTIONS',
  allowedHeaders: requestHeaders.join(', '),
  exposedHeaders: exposedHeaders.join(', '),
  maxAge: 600,
}
/** For pages of any site that present an API key: no cookies, and the key decides about the origin. */
const corsForKeys = {
  ...corsAllowed,
  credentials: false,
  allowedHeaders: [...requestHeaders, 'Authorization'].join(', '),
}
const corsRefused = { origin: false }

/** Headers of every answer, unless its route sets others. */
const everyAnswer = {
  // Most answers contain data of the caller. Answers that may be cached say so.
  'cache-control': 'no-store',
  // Browser features that no page of ours uses and that no embedded content gets.
  'permissions-policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()',
}

const misdirected = () => new AppError(platformErrors.misdirected_request)

/** The server with everything that applies to all routes; it does not listen yet. */
export async function createHttpServer(options: HttpServerOptions): Promise<App> {
  const { log, csrf } = options
  const compilers = createLazyCompilers()
  const answerHeaders = { ...everyAnswer, ...securityHeaders(options.https) }
  const app = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    // Fastify passes options too, even if they are empty, and pino then takes its slow path.
    childLoggerFactory: (parent, bindings) => parent.child(bindings),
    bodyLimit: bodyBytesMax,
    // Each route answers for its own parameters. The whole address has up to 16 KiB, as Node reads it.
    routerOptions: { maxParamLength: 16 * 1024 },
    trustProxy: trustFunction(options.trustProxy),
    genReqId: (req) => {
      const given = req.headers['x-request-id']
      return typeof given === 'string' && requestIdPattern.test(given) ? given : randomUUID()
    },
    // A slow sender holds a socket, not a request: headers within 10 s, the whole request within 15 s.
    requestTimeout: 15_000,
    connectionTimeout: 60_000,
    // Node checks twice a minute by default.
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 1_000 },
    forceCloseConnections: 'idle',
    schemaController: { compilersFactory: compilers },
    ajv: { customOptions: { coerceTypes: false, removeAdditional: true, allErrors: false } },
    frameworkErrors: (error, req, reply) =>
      void sendProblem(asClientError(error), req, reply as FastifyReply),
  }).withTypeProvider<TypeBoxTypeProvider>()
  app.addHook('onRequest', compilers.load)
  limitConnections(app.server, options.connections, options.trustProxy)

  // Before every other hook, so that the trace includes them.
  if (options.traced) traceRequests(app)
  app.addHook('onRequest', (req, reply, done) => {
    reply.header('x-request-id', req.id).headers(answerHeaders)
    done()
  })
  acceptJsonBodies(app)
  app.setErrorHandler((error, req, reply) =>
    sendProblem(options.translateError?.(error) ?? asClientError(error), req, reply),
  )
  app.setNotFoundHandler(
    (req, reply) =>
      options.answerUnknown?.(req, reply) ?? sendProblem(new AppError(platformErrors.not_found), req, reply),
  )

  await app.register(cookie)
  if (!options.https)
    app.addHook('onRequest', (req, _reply, done) => {
      ignoreGuardedCookies(req.cookies)
      done()
    })
  app.addHook('onRequest', (req, _reply, done) =>
    done(options.isHostAnswered(req.headers.host) ? undefined : misdirected()),
  )
  await registerCors(app, options)
  app.addHook('onRequest', (req, reply, done) => {
    if (!isWellFormedText(decodePath(req.url))) return done(malformedText('/url'))
    if (!isRead(req) && !req.is404 && !req.routeOptions.config.ignoresCookies) csrf.checkWrite(req, reply)
    done()
  })
  app.addHook('preValidation', (req, _reply, done) => {
    // No body means the same as an empty object: the fields that a route needs are missing.
    if (req.body === undefined && !isRead(req) && req.routeOptions.schema?.body) req.body = {}
    done()
  })
  app.addHook('onRoute', (route) => {
    const check = bodyCheckOf(route.schema?.body)
    if (!check) return
    // The last hook of the route, because limits that count by a field of the body come first.
    route.preHandler = [route.preHandler ?? []].flat().concat(async (req: FastifyRequest) => {
      req.body = await check(req.body as Record<string, unknown>)
    })
  })
  app.addHook('onResponse', (req, reply, done) => {
    recordRequest(req, reply)
    done()
  })
  return app
}

/**
 * One event and one log line for each request, without query, headers and body, which may contain addresses
 * and tokens.
 */
function recordRequest(req: FastifyRequest, reply: FastifyReply): void {
  const { elapsedTime: tookMs, statusCode: status } = reply
  const { method } = req
  // Read once: Fastify makes these options anew for each reader.
  const { url: route = 'none', config } = req.routeOptions
  requestAnswered.publish({ method, route, status, tookMs })
  const line = { method, route, status, ms: Math.round(tookMs * 10) / 10 }
  if (config.quiet) req.log.debug(line, 'request')
  else req.log.info(line, 'request')
}

/**
 * The library makes its options anew for every request. Without an origin it only adds `Vary`, so it gets the
 * requests that have one, and preflights.
 */
function registerCors(app: App, { origins, isKeyRequest }: HttpServerOptions): Promise<void> {
  const addHook = (name: 'onRequest', answerOrigin: onRequestHookHandler) =>
    app.addHook(name, function (req, reply, done) {
      if (req.headers.origin !== undefined || req.method === 'OPTIONS')
        return answerOrigin.call(this, req, reply, done)
      reply.header('vary', 'Origin')
      done()
    })
  const delegator: FastifyCorsOptionsDelegateCallback = (req, callback) => {
    const { origin } = req.headers
    if (origin !== undefined && origins.isAllowed(origin, req.host)) return callback(null, corsAllowed)
    const asks = isKeyRequest?.(req) || asksForAuthorization(req)
    callback(null, origin !== undefined && asks ? corsForKeys : corsRefused)
  }
  return new Promise((resolve, reject) =>
    cors(Object.create(app, { addHook: { value: addHook } }), { delegator }, (error) =>
      error ? reject(error) : resolve(),
    ),
  )
}

/** A preflight (Fetch standard, section "CORS-preflight fetch") cannot present the key itself. */
const asksForAuthorization = ({ method, headers }: FastifyRequest) =>
  method === 'OPTIONS' &&
  /(?:^|,)\s*authorization\s*(?:,|$)/i.test(headers['access-control-request-headers'] ?? '')

function asClientError(error: unknown): unknown {
  if (error instanceof AppError || !isClientFault(error)) return error
  const known = error as Error & { code?: string; statusCode?: number; validation?: unknown }
  if (known.validation || known.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return error
  // Limits of bodies, and of the files and fields of a form.
  if (known.statusCode === 413) return new AppError(platformErrors.payload_too_large)
  return new AppError(platformErrors.malformed_request.request, { cause: error })
}

function decodePath(url: string): string {
  if (!url.includes('%')) return url
  try {
    return decodeURIComponent(url)
  } catch {
    // Percent signs that encode nothing, or no UTF-8: the same answer as for text that cannot be stored.
    return '\0'
  }
}

/** Helmet's headers. They are the same for all answers, and Helmet would check its options for each again. */
function securityHeaders(https: boolean): Record<string, string> {
  const set: Record<string, string> = {}
  const collect = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    // Files that front ends on other sites show override this.
    crossOriginResourcePolicy: { policy: 'same-site' },
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    xPoweredBy: false,
  })
  const answer = {
    setHeader(name: string, value: string) {
      set[name.toLowerCase()] = value
    },
  }
  collect({} as IncomingMessage, answer as unknown as ServerResponse, (error) => {
    if (error) throw error
  })
  return set
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Logged only at debug: for health checks that come every few seconds. */
    quiet?: boolean
    /** Reads no cookies, so another site cannot use those of a visitor. */
    ignoresCookies?: boolean
    /** Not counted by any rate limit. */
    unlimited?: boolean
    /** A part of a page that shows many at once: counted by a limit of its own. */
    isPagePart?: boolean
  }
}
