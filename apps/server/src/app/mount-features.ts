import type { FastifyRequest } from 'fastify'
import {
  createBreachCheck,
  createCommonPasswordCheck,
  createPlans,
  type Plan,
  planNames,
  signupPlan,
} from '../features/accounts/index.ts'
import { administrationRoutes } from '../features/administration/index.ts'
import { apiKeyRoutes } from '../features/api-keys/index.ts'
import { authorRoutes } from '../features/authors/index.ts'
import { billingRoutes, createCodeAddresses } from '../features/billing/index.ts'
import { collectionRoutes, reportRoutes } from '../features/collections/index.ts'
import { credentialRoutes, queueVerification } from '../features/credentials/index.ts'
import { createSignupGrants } from '../features/credits/index.ts'
import { createEditTurns, editRoutes } from '../features/edits/index.ts'
import { createArchiveSender, exportRoutes } from '../features/exports/index.ts'
import { askSecondFactor, createRelyingParty, factorRoutes, requiresTotp } from '../features/factors/index.ts'
import { openFollowing } from '../features/following/index.ts'
import {
  createFileLinks,
  createPictureRenderer,
  galleryRoutes,
  guardReports,
  openPublicPages,
} from '../features/gallery/index.ts'
import { likeRoutes } from '../features/likes/index.ts'
import { type McpAddition, mcpRoutes } from '../features/mcp/index.ts'
import { notificationRoutes } from '../features/notifications/index.ts'
import { oauthRoutes } from '../features/oauth/index.ts'
import { mcpMetadataUrl, oauthServerRoutes } from '../features/oauth-server/index.ts'
import { paletteRoutes } from '../features/palettes/index.ts'
import { profileRoutes } from '../features/profile/index.ts'
import { quoteRoutes } from '../features/quotes/index.ts'
import { createSignInRecorder, deviceFragments, recoveryRoutes } from '../features/recovery/index.ts'
import { type AccessTokens, sessionRoutes } from '../features/sessions/index.ts'
import { setRoutes } from '../features/sets/index.ts'
import { supportRoutes } from '../features/support/index.ts'
import { webhookRoutes } from '../features/webhooks/index.ts'
import {
  endProgramAccess,
  type WorkspaceAuthentication,
  type WorkspaceEvents,
  workspaceRoutes,
} from '../features/workspaces/index.ts'
import { createModeration } from '../models/index.ts'
import type { App, CsrfGuard } from '../platform/http/index.ts'
import type { Limit, Limiter } from '../platform/limits/index.ts'
import { createRealtimePublisher } from '../platform/realtime/index.ts'
import { apiVersion } from './describe-api.ts'
import { createRequestCheck, widen } from './request-check.ts'
import type { Resources } from './resources.ts'

/** What the routes share in addition to the resources of the process. */
export type ApiContext = {
  tokens: AccessTokens
  authentication: WorkspaceAuthentication
  csrf: CsrfGuard
  /** Whether a request presents an API key; it is counted by its key. */
  isKeyRequest: (req: FastifyRequest) => boolean
  /** The public URL of the service; known once it listens. */
  publicUrl: () => string
  /** Whether this origin is exactly that of one of our front ends. */
  isFrontend: (origin: string) => boolean
  /** Aborts when this process begins to stop. */
  ending: AbortSignal
  /** What is added to the Model Context Protocol's tools. */
  mcpAddition?: McpAddition | undefined
}

/**
 * Passes every feature's routes what they need, and counts every request against the API's limit.
 *
 * @returns what mounts the Model Context Protocol and the authorization server, whose addresses are outside
 * of the API's.
 */
export function mountFeatures(api: App, resources: Resources, context: ApiContext): (root: App) => void {
  const { config, log, keys, models, database, jobs, publisher, listener, limits, enqueueEmail } = resources
  const { tokens, authentication, csrf, isKeyRequest, publicUrl, isFrontend, ending } = context
  const { db } = database
  const { cookies, oauth } = config
  const { disconnectSession, disconnectUser } = publisher
  const links = createFileLinks(keys.signedUrl, publicUrl, {
    filesUrl: () => config.files.url ?? publicUrl(),
  })
  const createLimiter = (name: string, limit: Limit | null) =>
    limit && limits.createLimiter({ name, ...limit })
  const authLimiter = createLimiter('auth', config.limits.auth)
  const passwordLimiter = createLimiter('password', config.limits.password)
  const downloadLimiter = createLimiter('download', config.limits.download)
  const supportLimiter = createLimiter('support', config.limits.support)
  const verificationLimiter = createLimiter('verification', config.limits.verification)
  const codeAddresses = createCodeAddresses(keys.codeUse)
  const signupGrants = createSignupGrants(keys.signupGrant)
  const recordSignIn = createSignInRecorder(keys.mailedToken)
  const rules = { recordSignIn, askSecondFactor }
  const pagesUrl = () => config.http.frontendUrl ?? new URL(publicUrl()).origin
  const relyingParty = createRelyingParty(pagesUrl, isFrontend)
  const plans = createPlans({
    signupCredits: { email: config.signupCredits, oauth: oauth.signupCredits },
    requestLimit: config.limits.generation,
    picturesPerDayMax: config.limits.generationsPerDay,
    unfinishedJobsMax: config.limits.unfinishedJobs,
    cancelRefundsPerDayMax: config.limits.cancelRefundsPerDay,
    uselessPerDayMax: config.limits.uselessPerDay,
  })

  const checkRequest = createRequestCheck({
    limits: config.limits,
    createLimiter,
    authentication,
    isKeyRequest,
  })
  api.addHook('onRequest', checkRequest)
  sessionRoutes({
    plans,
    db,
    tokens,
    authentication,
    csrf,
    cookies,
    authLimiter,
    crowdLimiter: createLimiter('auth-crowd', widen(config.limits.auth)),
    refreshKey: keys.refreshToken,
    refreshGraceSeconds: config.refreshReuseGraceSeconds,
    disconnectSession,
    enqueueEmail,
    rules,
    plainSignInRules: { requiresTotp, devices: deviceFragments },
  })(api)
  credentialRoutes({
    ...{ db, tokens, authentication, cookies },
    authLimiter,
    passwordLimiter,
    verificationLimiter,
    isCommonPassword: createCommonPasswordCheck(createBreachCheck({ url: config.breachedPasswordsUrl, log })),
    signupCredits: plans[signupPlan].signupCredits.email,
    signupGrants,
    disconnectSession,
    enqueueEmail,
    recordSignIn,
    endProgramAccess,
  })(api)
  factorRoutes({
    db,
    tokens,
    authentication,
    cookies,
    authLimiter,
    relyingParty,
    secretKey: keys.factorSecret,
    challengeKey: keys.passkeyChallenge,
    recordSignIn,
    disconnectSession,
    enqueueEmail,
  })(api)
  oauthRoutes({
    ...{ db, tokens, authentication, cookies },
    authLimiter,
    providers: oauth,
    stateKey: keys.oauthState,
    publicUrl,
    frontendUrl: config.http.returnUrl,
    pagesUrl,
    passkeyDomain: relyingParty.id,
    isFrontend,
    accounts: { signupCredits: plans[signupPlan].signupCredits.oauth, signupGrants, queueVerification },
    agreements: config.http.agreements,
    offer: {
      signupCredits: plans[signupPlan].signupCredits.email,
      isSupportRead: config.mail.supportInbox !== undefined,
    },
    disconnectSession,
    enqueueEmail,
    rules,
    endProgramAccess,
  })(api)
  recoveryRoutes({
    db,
    authentication,
    cookies,
    tokenKey: keys.mailedToken,
    signupGrants,
    authLimiter,
    passwordLimiter,
    verificationLimiter,
    disconnectSession,
    enqueueEmail,
  })(api)
  apiKeyRoutes({
    db,
    authentication,
    authLimiter,
    environment: config.apiKeyEnvironment,
    enqueueEmail,
    disconnectSession,
  })(api)
  const oauthServer = oauthServerRoutes({
    db,
    authentication,
    cookies,
    keys: {
      cookie: keys.oauthCookie,
      signing: keys.oauthSigning,
      token: keys.oauthToken,
      clientSecret: keys.oauthClientSecret,
    },
    outbound: resources.outbound,
    publicUrl,
    pagesUrl,
    registrationLimiter: createLimiter('client-registration', config.limits.clientRegistration),
    deviceLimiter: createLimiter('device-code', config.limits.deviceCode),
    disconnect: disconnectSession,
    enqueueEmail,
    log,
  })
  oauthServer.people(api)
  webhookRoutes({
    db,
    authentication,
    mayCall: resources.outbound.mayCall,
    secretKey: keys.webhookSecret,
    addresses: () => ({ apiUrl: publicUrl(), pagesUrl: pagesUrl() }),
    limiter: createLimiter('webhook', config.limits.webhook),
  })(api)
  workspaceRoutes({
    db,
    authentication,
    requireVerifiedEmail: config.requireVerifiedEmail,
    tokenKey: keys.mailedToken,
    limiters: {
      auth: authLimiter,
      invitation: createLimiter('invitation', config.limits.invitation),
    },
    enqueueEmail,
    disconnectSession,
    disconnectUser,
    publish: createRealtimePublisher<WorkspaceEvents>(resources.bus, log).publish,
  })(api)
  profileRoutes({
    ...{ db, authentication, cookies, authLimiter, plans },
    ...{ signupGrants, codeAddresses, disconnectSession, disconnectUser },
  })(api)
  const { openai } = config.models
  const following = openFollowing({
    db,
    listener,
    log,
    authentication,
    isCallerAlive: authentication.isCallerAlive,
    ending,
  })
  following.routes(api)
  resources.metrics?.watchOpen('wait', () => following.open.waits)
  resources.metrics?.watchOpen('event_stream', () => following.open.streams)
  const moderation = createModeration({
    openaiKey: openai?.baseUrl ? undefined : openai?.apiKey,
    onFault: (err) =>
      log.warn({ err }, 'a text could not be moderated by the vendor, the list alone decided'),
  })
  const acceptance = jobs.openAcceptance({
    authentication,
    moderation,
    plans,
    limiters: Object.fromEntries(
      planNames.map((plan) => [
        plan,
        createLimiter(`generation-${plan.toLowerCase()}`, plans[plan].requestLimit),
      ]),
    ) as Record<Plan, Limiter | null>,
    requireVerifiedEmail: config.requireVerifiedEmail,
    waitForJobs: following.waitForJobs,
    exposeQueueCounts: config.generation.exposeQueueCounts,
  })
  jobs.routes({ ...acceptance, authentication })(api)
  // One for both, because the archives of a user are counted together.
  const sendArchive = createArchiveSender()
  setRoutes({
    ...acceptance,
    db,
    authentication,
    renderPng: resources.renderer.render,
    runTask: resources.exportThreads.run,
    downloadLimiter,
    sendArchive,
  })(api)
  exportRoutes({
    db,
    authentication,
    links,
    render: resources.renderer.render,
    renderPlain: resources.renderer.renderPlain,
    runTask: resources.exportThreads.run,
    downloadLimiter,
    sendArchive,
  })(api)
  const editing = {
    ...acceptance,
    db,
    authentication,
    limiter: createLimiter('edit', config.limits.edit),
    turns: createEditTurns(),
    runTask: resources.editThreads.run,
  }
  editRoutes(editing)(api)
  quoteRoutes(editing)(api)
  authorRoutes({ db, moderation, authentication })(api)
  const reports = guardReports(authentication, {
    limiter: createLimiter('report', config.limits.report),
    key: keys.report,
  })
  reportRoutes({ db, reports })(api)
  paletteRoutes({ db, authentication })(api)
  collectionRoutes({
    db,
    listDb: resources.listDatabase.db,
    moderation,
    authentication,
    links,
  })(api)
  likeRoutes({
    db,
    listDb: resources.listDatabase.db,
    models,
    authentication,
    links,
  })(api)
  const pages = openPublicPages({
    listDb: resources.listDatabase.db,
    replica: resources.replica,
    models,
    links,
  })
  galleryRoutes({
    db,
    listDb: resources.listDatabase.db,
    pages,
    authentication,
    links,
    publicUrl,
    isFrontend,
    isPurged: config.files.purge !== undefined,
    renderPng: resources.renderer.render,
    downloadLimiter,
    reports,
  })(api)
  notificationRoutes({ db, authentication })(api)
  supportRoutes({
    db,
    authentication,
    limiter: supportLimiter,
    supportInbox: config.mail.supportInbox,
    enqueueEmail,
  })(api)
  billingRoutes({
    db,
    authentication,
    stripe: resources.stripe,
    codeAddresses,
    returnUrl: () => `${pagesUrl()}/billing`,
    monthlyFreeCredits: config.monthlyFreeCredits,
    limiters: { code: createLimiter('code', config.limits.code), support: supportLimiter },
    supportInbox: config.mail.supportInbox,
    enqueueEmail,
    log,
  })(api)
  administrationRoutes({
    db,
    authentication,
    models: { configured: models, switchable: jobs.models },
    creditMicroUsd: config.models.creditMicroUsd,
    queue: { enqueueJob: jobs.enqueueJob, readCounts: jobs.readQueueCounts },
    effects: jobs.cancelEffects,
    disconnectUser,
    disconnectSession,
    requireMfa: config.requireAdminMfa,
  })(api)
  const mcp = mcpRoutes({
    ...editing,
    pages,
    links,
    renderPicture: createPictureRenderer(resources.renderer.render),
    cancelling: { db, plans, ...jobs.cancelEffects },
    waitForJobs: following.waitForJobs,
    openStream: following.openStream,
    bus: resources.bus,
    log,
    version: apiVersion,
    addition: context.mcpAddition,
    metadataUrl: () => mcpMetadataUrl(publicUrl()),
  })
  return (root) => {
    root.addHook('onRequest', checkRequest)
    mcp(root)
    oauthServer.programs(root)
  }
}
