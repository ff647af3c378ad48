import type { FastifyRequest } from 'fastify'
import { boardPages } from '../features/administration/index.ts'
import { createKeyAuthentication, createUseRecorder, presentedKey } from '../features/api-keys/index.ts'
import { createCollectionPreview } from '../features/collections/index.ts'
import { createEventFilter } from '../features/following/index.ts'
import { createAuthorPreview, createPicturePreview } from '../features/gallery/index.ts'
import { listRecentJobs, presentUpdate } from '../features/jobs/index.ts'
import { mailboxPages } from '../features/mail/index.ts'
import type { McpAddition } from '../features/mcp/index.ts'
import {
  accessCookie,
  asDeletedUserError,
  createAccessTokens,
  createAuthentication,
  refreshCookie,
} from '../features/sessions/index.ts'
import { createWorkspaceAuthentication } from '../features/workspaces/index.ts'
import { createDisposalStack } from '../platform/disposal/index.ts'
import {
  type App,
  createAddressReader,
  createCsrfGuard,
  createHostPolicy,
  createHttpServer,
  createOriginPolicy,
  ignoreGuardedCookies,
  readTwinCookie,
} from '../platform/http/index.ts'
import { bareAddress, clientKey } from '../platform/limits/index.ts'
import { openRealtimeServer, type RealtimeHandshake } from '../platform/realtime/index.ts'
import { describeApi } from './describe-api.ts'
import { healthRoutes } from './health-routes.ts'
import { metricsRoutes } from './metrics-routes.ts'
import { mountFeatures } from './mount-features.ts'
import type { Resources } from './resources.ts'
import type { SocketEvents } from './socket-events.ts'
import { answerUnknownPage, findWebApp, webAppRoutes } from './web-app.ts'
import { wellKnownRoutes } from './well-known-routes.ts'

export type Api = AsyncDisposable & {
  /** The public URL. */
  url: string
  /** The address on which it listens. */
  port: number
  /**
   * Readiness becomes false, and requests that wait for the end of a job are answered; other requests
   * continue.
   */
  drain(): void
}

/** For this many seconds after its end, a job is still sent to sockets that connect. */
const snapshotSeconds = 120
const closeGraceMs = 5_000
const idleSweepMs = 50

/**
 * Puts the HTTP server and the sockets together, and listens.
 *
 * @param mcpAddition for tests of the Model Context Protocol, which need further tools.
 */
export async function startApi(resources: Resources, mcpAddition?: McpAddition): Promise<Api> {
  const { config, log, keys, database, bus, address, metrics } = resources
  const { db } = database
  const stack = createDisposalStack()
  const tokens = createAccessTokens(keys.accessToken)
  const { frontendOrigins, frontendPreview, publicUrl: configuredUrl } = config.http
  const ownOrigins = configuredUrl ? [new URL(configuredUrl).origin] : []
  const origins = createOriginPolicy(
    [...ownOrigins, ...frontendOrigins],
    frontendPreview,
    config.cookies.secure,
  )
  const isOwnOrigin = (origin: string, host = '') => origins.isAllowed(origin, host)
  // Disposed after the server, whose requests record uses.
  const keyAuthentication = createKeyAuthentication({
    db,
    sessions: createAuthentication(db, tokens),
    uses: stack.use(createUseRecorder(db, log)),
    isOwnOrigin,
  })
  const authentication = createWorkspaceAuthentication(db, keyAuthentication)
  const isKeyRequest = ({ headers }: FastifyRequest) => presentedKey(headers.authorization) !== undefined
  const addressOf = createAddressReader(config.http.trustProxy)
  const isHostAnswered = createHostPolicy(config.http.hosts)
  const csrf = createCsrfGuard(
    keys.csrf,
    origins,
    config.cookies,
    [accessCookie, refreshCookie],
    isKeyRequest,
  )
  const ending = new AbortController()
  const publicUrl = () => address.publicUrl()
  const webApp = findWebApp()

  const app = await createHttpServer({
    log,
    translateError: asDeletedUserError,
    trustProxy: config.http.trustProxy,
    connections: config.http.connections,
    isHostAnswered,
    origins,
    csrf,
    isKeyRequest,
    https: config.cookies.secure,
    traced: config.traces.kind !== 'off',
    answerUnknown: webApp && answerUnknownPage(webApp),
  })
  // Sockets are closed before the server, because closing the server waits for them.
  stack.defer(() => closeServer(app))

  app.addHook('onRequest', (_req, reply, done) => {
    // The client opens its next connection elsewhere.
    if (ending.signal.aborted) reply.header('connection', 'close')
    done()
  })
  const isFrontend = (origin: string) =>
    [...ownOrigins, ...frontendOrigins, new URL(publicUrl()).origin].includes(origin)
  let mountOutside: ((root: App) => void) | undefined
  await app.register(
    async (api: App) => {
      describeApi(api)
      healthRoutes(resources, () => ending.signal.aborted)(api)
      mountOutside = mountFeatures(api, resources, {
        tokens,
        authentication,
        csrf,
        isKeyRequest,
        publicUrl,
        isFrontend,
        ending: ending.signal,
        mcpAddition,
      })
    },
    { prefix: '/api' },
  )
  await app.register(async (scope: App) => mountOutside?.(scope))
  wellKnownRoutes(config, publicUrl)(app)
  if (metrics) metricsRoutes(metrics, config.metrics)(app)
  boardPages({ authentication, queue: resources.queue, requireMfa: config.requireAdminMfa })(app)
  if (config.mail.capturePage && config.mail.transport.kind === 'capture')
    mailboxPages(config.mail.transport)(app)
  if (webApp) {
    const previewing = { db: resources.listDatabase.db, publicUrl }
    const previews = {
      '/picture/:name': createPicturePreview(previewing),
      '/collection/:name': createCollectionPreview(previewing),
      '/author/:name': createAuthorPreview(previewing),
    }
    webAppRoutes(webApp, previews)(app)
  } else app.get('/', async () => describeAddresses(publicUrl()))

  const realtime = stack.use(
    await openRealtimeServer<SocketEvents>(app.server, {
      bus,
      async authenticate(handshake) {
        const token = tokenOf(app, handshake, config.cookies.secure)
        const key = presentedKey(`Bearer ${token}`)
        if (key === undefined) {
          const person = await authentication.findCallerByToken(token)
          const workspaceId = workspaceOf(handshake)
          if (!person || workspaceId === undefined) return person ?? null
          return (await authentication.findSocketMember(person, workspaceId)) ?? null
        }
        const { origin, host } = handshake.headers
        const address = bareAddress(addressOf(handshake.request))
        const use = { address, origin, isOwnOrigin: origin !== undefined && isOwnOrigin(origin, host) }
        return (await authentication.findSocketCaller(key, use)) ?? null
      },
      isSessionAlive: (identity) => authentication.isCallerAlive(identity),
      isHostAnswered,
      isOriginAllowed: isOwnOrigin,
      limits: config.http.socketLimits,
      addressOf: (req) => clientKey(addressOf(req)),
      createFilter: createEventFilter,
      sheddable: ['generation-job:preview'],
      async onConnect({ userId }, emit) {
        for (const job of await listRecentJobs(db, userId, snapshotSeconds))
          emit('generation-job:update', presentUpdate(job))
      },
      log,
    }),
  )
  metrics?.watchApi()
  metrics?.watchOpen('socket', () => realtime.socketCount)
  // Streams and waiting requests end first, otherwise closing the server would wait for them.
  stack.defer(() => ending.abort())
  await app.listen({
    host: config.http.host,
    port: config.http.port,
    listenTextResolver: (address) => `listening at ${address}`,
  })
  address.port = listeningPort(app)
  return {
    url: publicUrl(),
    port: address.port,
    drain: () => ending.abort(),
    [Symbol.asyncDispose]: () => stack[Symbol.asyncDispose](),
  }
}

/** The answer for pages of the web app if it was not built. */
const describeAddresses = (url: string) => ({
  name: 'chatSVG',
  api: `${url}/api`,
  health: `${url}/api/health`,
  docs: `${url}/api/docs`,
})

/**
 * Lets running requests finish, and closes the connections of those that do not: a body that never arrives
 * must not keep the process alive.
 */
async function closeServer(app: App): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), closeGraceMs)
  // Without this, a connection whose last answer ends after the shutdown has begun would be kept alive.
  const sweep = setInterval(() => app.server.closeIdleConnections(), idleSweepMs)
  await app.close().finally(() => {
    clearTimeout(cut)
    clearInterval(sweep)
  })
}

function tokenOf(app: App, { headers, auth }: RealtimeHandshake, https: boolean): string {
  if (typeof auth.token === 'string') return auth.token
  const cookies = app.parseCookie(headers.cookie ?? '')
  if (!https) ignoreGuardedCookies(cookies)
  return readTwinCookie(cookies, accessCookie) ?? ''
}

/** The workspace whose events a socket asks for: by `auth`, which a page can set, or by the header. */
function workspaceOf({ headers, auth }: RealtimeHandshake): string | undefined {
  if (typeof auth.workspace === 'string') return auth.workspace
  return headers['x-workspace']?.toString()
}

function listeningPort(app: App): number {
  const address = app.server.address()
  return typeof address === 'object' && address ? address.port : 0
}
