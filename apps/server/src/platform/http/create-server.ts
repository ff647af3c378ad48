import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import fastify, {
  type FastifyBaseLogger,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { AppError } from '../errors/index.ts'
import type { Log } from '../log/index.ts'
import type { App } from './app.ts'
import { limitConnections, type TrustedProxies, trustFunction } from './client-address.ts'
import { forgetGuardedCookies } from './cookies.ts'
import type { CsrfGuard } from './csrf.ts'
import type { HostPolicy } from './hosts.ts'
import { acceptJsonBodies, isWellFormedText, malformedText } from './json-body.ts'
import { requestAnswered } from './metric-events.ts'
import type { OriginPolicy } from './origins.ts'
import { type ErrorStatuses, isClientFault, sendProblem } from './problem.ts'
import { traceRequests } from './trace-requests.ts'

export type HttpServerOptions = {
  log: Log
  statuses: ErrorStatuses
  /** What an error of no type of ours means to a client; undefined: a fault of ours. */
  translateError?: (error: unknown) => AppError | undefined
  trustProxy: TrustedProxies
  /** At a time: all together, and from one address. */
  connections: { connectionsMax: number; perAddressMax: number }
  isHostAnswered: HostPolicy
  origins: OriginPolicy
  csrf: CsrfGuard
  /** Whether browsers should insist on https from now on. */
  https: boolean
  /** Whether requests begin traces; they do not when left out. */
  traced?: boolean
  /** Answers requests for what is not there in its own way; undefined: with a problem, as always. */
  answerUnknown?: ((req: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined) | undefined
}

const bodyBytesMax = 64 * 1024
const requestIdPattern = /^[A-Za-z0-9._-]{1,128}$/
const preflightSeconds = 600
const headers = {
  allowed: [
    'Content-Type',
    'X-CSRF-Token',
    'X-Idempotency-Key',
    'Idempotency-Key',
    'X-Request-Id',
    'Prefer',
    'Last-Event-ID',
  ],
  exposed: [
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
  ],
}

/** What an answer may do in a browser unless its route says otherwise. */
const everyAnswer = {
  // Most answers are about the caller. What may be kept says so.
  'cache-control': 'no-store',
  // Capabilities that no page of ours asks for, and that nothing inside of one gets.
  'permissions-policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()',
}

const misdirected = () =>
  new AppError(
    'misdirected_request',
    'This service does not answer to that host. Its operator can name hosts in PUBLIC_URL or ALLOWED_HOSTS.',
  )

/** The server with everything that holds for all routes; it does not listen yet. */
export async function createHttpServer(options: HttpServerOptions): Promise<App> {
  const { log, statuses, origins, csrf } = options
  const app = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyBytesMax,
    trustProxy: trustFunction(options.trustProxy),
    genReqId: (req) => {
      const given = req.headers['x-request-id']
      return typeof given === 'string' && requestIdPattern.test(given) ? given : randomUUID()
    },
    // A slow sender holds a socket, not a request: headers within 10 s, everything within 15 s.
    requestTimeout: 15_000,
    connectionTimeout: 60_000,
    // Node looks twice a minute unless it is told to.
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 1_000 },
    forceCloseConnections: 'idle',
    ajv: { customOptions: { coerceTypes: false, removeAdditional: true, allErrors: false } },
    frameworkErrors: (error, req, reply) =>
      void sendProblem(asClientError(error), req, reply as FastifyReply, statuses),
  }).withTypeProvider<TypeBoxTypeProvider>()
  limitConnections(app.server, options.connections, options.trustProxy)

  // Before every other hook, so that whatever they do is in the trace.
  if (options.traced) traceRequests(app)
  app.addHook('onRequest', (req, reply, done) => {
    reply.headers({ 'x-request-id': req.id, ...everyAnswer })
    done()
  })
  acceptJsonBodies(app)
  app.setErrorHandler((error, req, reply) =>
    sendProblem(options.translateError?.(error) ?? asClientError(error), req, reply, statuses),
  )
  app.setNotFoundHandler(
    (req, reply) =>
      options.answerUnknown?.(req, reply) ??
      sendProblem(new AppError('not_found', 'Not found'), req, reply, statuses),
  )

  await app.register(cookie)
  if (!options.https)
    app.addHook('onRequest', (req, _reply, done) => {
      forgetGuardedCookies(req.cookies)
      done()
    })
  await app.register(helmet, helmetOptions(options.https))
  app.addHook('onRequest', (req, _reply, done) =>
    done(options.isHostAnswered(req.headers.host) ? undefined : misdirected()),
  )
  await app.register(cors, {
    delegator: (req: FastifyRequest, callback: (error: Error | null, corsOptions: object) => void) =>
      callback(null, {
        origin: req.headers.origin !== undefined && origins.isAllowed(req.headers.origin, req.host),
        credentials: true,
        methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
        allowedHeaders: headers.allowed,
        exposedHeaders: headers.exposed,
        maxAge: preflightSeconds,
      }),
  })
  app.addHook('onRequest', (req, reply, done) => {
    if (!isWellFormedText(decodePath(req.url))) return done(malformedText('/url'))
    if (!req.is404) csrf.checkWrite(req, reply)
    done()
  })
  app.addHook('preValidation', (req, _reply, done) => {
    // No body says the same as an empty object: the fields that a route needs are missing.
    if (req.body === undefined && req.routeOptions.schema?.body) req.body = {}
    done()
  })
  app.addHook('onResponse', (req, reply, done) => {
    noteRequest(req, reply)
    done()
  })
  return app
}

/** One fact and one line a request: no query, no headers, no body, where addresses and tokens could stand. */
function noteRequest(req: FastifyRequest, reply: FastifyReply): void {
  const { elapsedTime: tookMs, statusCode: status } = reply
  const [method, route] = [req.method, req.routeOptions.url ?? 'none']
  requestAnswered.tell({ method, route, status, tookMs })
  const line = { method, route, status, ms: Math.round(tookMs * 10) / 10 }
  if (req.routeOptions.config.quiet) req.log.debug(line, 'request')
  else req.log.info(line, 'request')
}

function asClientError(error: unknown): unknown {
  if (error instanceof AppError || !isClientFault(error)) return error
  const known = error as Error & { code?: string; validation?: unknown }
  if (
    known.validation ||
    known.code === 'FST_ERR_CTP_BODY_TOO_LARGE' ||
    known.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE'
  )
    return error
  return new AppError('malformed_request', 'The request is malformed', { cause: error })
}

function decodePath(url: string): string {
  try {
    return decodeURIComponent(url)
  } catch {
    // Percent signs that encode nothing, or no UTF-8: same answer as for text that cannot be stored.
    return '\0'
  }
}

function helmetOptions(https: boolean) {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    // Routes whose files are shown on other sites say otherwise.
    crossOriginResourcePolicy: { policy: 'same-site' as const },
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' as const },
  }
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Logged at debug only: for probes that come every few seconds. */
    quiet?: boolean
    /** Not counted by any limit. */
    unlimited?: boolean
    /** A part of a page that shows many at once: counted by a limit of its own. */
    isPagePart?: boolean
  }
}
