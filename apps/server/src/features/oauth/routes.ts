import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import {
  type App,
  type Authentication,
  type CookieOptions,
  type Origin,
  originOf,
  readTwinCookie,
  requestLimited,
} from '../../platform/http/index.ts'
import { clientKey, type Limiter } from '../../platform/limits/index.ts'
import type { EnqueueEmail } from '../mail/index.ts'
import {
  type AccessTokens,
  accessCookie,
  keepDevice,
  limitGuesses,
  proveOwner,
  readHeldTokens,
  type SignInRules,
  setAccessCookie,
  setSessionCookies,
} from '../sessions/index.ts'
import { beginSignIn } from './begin-sign-in.ts'
import { keepBrowserSecret, readBrowserSecret } from './browser-cookie.ts'
import type { NewAccounts } from './create-account.ts'
import { oauthErrors, providerUnreachable } from './errors.ts'
import { OauthFailure } from './failure.ts'
import { type FinishedSignIn, finishSignIn } from './finish-sign-in.ts'
import type { GithubSettings } from './github-provider.ts'
import type { GoogleSettings } from './google-provider.ts'
import type { EndProgramAccess } from './join-account.ts'
import { loadAtFirstUse, type Provider, type Providers } from './provider.ts'
import { chooseFrontend, failureUrl, readRedirectPath, returnUrl, secondFactorUrl } from './redirect.ts'
import * as schemas from './schemas.ts'
import { createStates } from './state.ts'
import { type ProviderName, providerNames } from './tables.ts'
import { unlinkProvider } from './unlink-provider.ts'

export type ProviderSettings = { google: GoogleSettings | undefined; github: GithubSettings | undefined }

export type OauthRoutesDeps = {
  db: Db
  tokens: AccessTokens
  authentication: Authentication
  cookies: CookieOptions
  /** Limits password checks of signed-in users, and new accounts. null: switched off. */
  authLimiter: Limiter | null
  providers: ProviderSettings
  /** Key of the signatures on states, and of the derived verifiers and nonces. */
  stateKey: Uint8Array
  /** The public URL of the service; known once it listens. */
  publicUrl: () => string
  /** Where programs return to when the page that they came from is not a known front end. */
  frontendUrl: string
  /** The same for users: the origin of the web app's pages. */
  pagesUrl: () => string
  /** Front ends by their exact origins, ours included. */
  isFrontend: (origin: string) => boolean
  accounts: NewAccounts
  /** URLs of the documents that users accept at sign-up. */
  agreements: { termsUrl: string | undefined; privacyUrl: string | undefined }
  /** Facts about the service that visitors read before they sign up. */
  offer: { signupCredits: number; isSupportRead: boolean }
  disconnectSession: (sessionId: string, reason: string) => void
  enqueueEmail: EnqueueEmail
  rules: SignInRules
  endProgramAccess: EndProgramAccess
  /** The domain of passkeys; undefined when there are none. */
  passkeyDomain: () => string | undefined
}

export function oauthRoutes(deps: OauthRoutesDeps) {
  const { db, tokens, authentication, cookies, frontendUrl, isFrontend } = deps
  const { accounts, agreements, offer, disconnectSession, enqueueEmail } = deps
  const states = createStates(deps.stateKey)
  const providers = createProviders(deps)
  const limitProofs = limitGuesses(deps.authLimiter, authentication)
  const { rules, endProgramAccess } = deps
  const effects = { disconnectSession, enqueueEmail, endProgramAccess }
  const signIn = { db, tokens, accounts, ...effects, rules, mayCreate }

  /** The same count as for registrations by email. */
  async function mayCreate({ ipAddress }: Origin): Promise<boolean> {
    const verdict = await deps.authLimiter?.consume(clientKey(ipAddress))
    if (!verdict || verdict.allowed) return true
    requestLimited.publish({ limit: 'auth' })
    return false
  }

  const frontendOf = ({ headers }: FastifyRequest) =>
    chooseFrontend([headers.origin, headers.referer, ownPage(headers)], isFrontend, homeOf(headers))
  // Our pages send no referrer, because their URLs may contain a token. The browser still says that the
  // request came from one of them.
  const ownPage = (headers: IncomingHttpHeaders) =>
    headers['sec-fetch-site'] === 'same-origin' ? deps.publicUrl() : undefined
  const homeOf = (headers: IncomingHttpHeaders) =>
    headers['sec-fetch-mode'] === 'navigate' ? deps.pagesUrl() : frontendUrl

  async function begin(
    req: FastifyRequest,
    reply: FastifyReply,
    provider: Provider,
    asked: unknown,
    linkSessionId: string | null,
  ): Promise<string> {
    return beginSignIn(
      { db, states },
      {
        provider,
        browserSecret: keepBrowserSecret(req, reply, cookies),
        frontendOrigin: frontendOf(req),
        redirectPath: readRedirectPath(asked),
        linkSessionId,
      },
    )
  }

  function answer(req: FastifyRequest, reply: FastifyReply, name: ProviderName, end: FinishedSignIn) {
    const frontendOrigin = end.frontendOrigin ?? homeOf(req.headers)
    reply.header('cache-control', 'no-store')
    if ('failure' in end) {
      const code = logFailure(req, name, end.failure)
      return reply.redirect(failureUrl(frontendOrigin, code))
    }
    const { proof, redirectPath } = end
    if (proof && 'ticket' in proof)
      return reply.redirect(secondFactorUrl(frontendOrigin, proof.ticket, redirectPath))
    if (proof) setSessionCookies(reply, proof, cookies)
    return reply.redirect(returnUrl(frontendOrigin, redirectPath))
  }

  function mountProvider(app: App, name: ProviderName): void {
    const provider = providers[name]

    async function start(req: FastifyRequest, reply: FastifyReply, asked: unknown): Promise<void> {
      reply.header('cache-control', 'no-store')
      if (!provider) {
        reply.redirect(failureUrl(frontendOf(req), 'oauth_not_configured'))
        return
      }
      try {
        reply.redirect(await begin(req, reply, provider, asked, null))
      } catch (failure) {
        answer(req, reply, name, { frontendOrigin: frontendOf(req), failure })
      }
    }

    // Without a HEAD route: a link preview must not start or finish a sign-in.
    app.get(
      `/auth/${name}`,
      {
        schema: schemas.start(name),
        exposeHeadRoute: false,
        // If the query cannot be decoded, it names no path of ours; the sign-in starts all the same.
        errorHandler: (error, req, reply) => {
          if (isMalformed(error)) void start(req, reply, undefined)
          else answer(req, reply, name, { frontendOrigin: frontendOf(req), failure: error })
        },
      },
      (req, reply) => {
        void start(req, reply, req.query.redirectUrl ?? req.query.redirectUri)
      },
    )

    app.get(
      `/auth/${name}/callback`,
      {
        schema: schemas.callback(name),
        exposeHeadRoute: false,
        // A refusal by a hook is answered by a redirect, as everything else here: the browser displays this
        // URL, and no script reads an error object.
        errorHandler: (error, req, reply) => answer(req, reply, name, { failure: asFailure(error) }),
      },
      async (req, reply) => {
        if (!provider) throw new OauthFailure('oauth_state', 'the provider is not configured')
        const end = await finishSignIn(
          { states, signIn },
          {
            provider,
            answer: new URLSearchParams(req.url.split('?').slice(1).join('?')),
            browserSecret: readBrowserSecret(req, cookies),
            findCaller: () => authentication.findCaller(req),
            held: readHeldTokens(req),
            origin: originOf(req),
            deviceHash: keepDevice(req, reply, cookies),
          },
        )
        return answer(req, reply, name, end)
      },
    )

    app.post(
      `/auth/${name}/link`,
      {
        schema: schemas.link(name),
        onRequest: [authentication.requireCaller, limitProofs],
      },
      async (req, reply) => {
        if (!provider) throw new AppError(oauthErrors.oauth_not_configured)
        const caller = authentication.callerOf(req)
        // A linked account outlives every session, so a session alone must not be enough to add one.
        await proveOwner(db, caller, req.body.password)
        const { userId, sessionId } = caller
        try {
          const authorizationUrl = await begin(req, reply, provider, req.body.redirectUrl, sessionId)
          // The callback needs this session, which must not be expired when the user returns from the
          // provider.
          if (readTwinCookie(req.cookies, accessCookie))
            setAccessCookie(reply, tokens.sign({ userId, sessionId }), cookies)
          return { authorizationUrl }
        } catch (error) {
          if (!(error instanceof OauthFailure)) throw error
          throw new AppError(providerUnreachable, {
            cause: error,
          })
        }
      },
    )
  }

  return (app: App): void => {
    app.get('/auth/options', { schema: schemas.options }, async () => ({
      emailAuthEnabled: true,
      oauthProviders: providerNames.filter((name) => providers[name]),
      ...offer,
      ...(deps.passkeyDomain() && { passkeyDomain: deps.passkeyDomain() }),
      ...(agreements.termsUrl && { termsUrl: agreements.termsUrl }),
      ...(agreements.privacyUrl && { privacyUrl: agreements.privacyUrl }),
    }))

    for (const name of providerNames) mountProvider(app, name)

    app.delete(
      '/auth/providers/:provider',
      {
        schema: schemas.unlink,
        onRequest: [authentication.requireCaller, limitProofs],
      },
      async (req) => {
        const name = providerNames.find((known) => known === req.params.provider)
        if (!name) throw new AppError(oauthErrors.provider_not_linked)
        const caller = authentication.callerOf(req)
        const proven = await proveOwner(db, caller, req.body.password)
        return {
          providers: await unlinkProvider(
            { db, disconnectSession, enqueueEmail },
            caller,
            proven,
            name,
            originOf(req),
          ),
        }
      },
    )
  }
}

function createProviders({ providers: { google, github }, publicUrl }: OauthRoutesDeps): Providers {
  const callbackOf = (name: ProviderName, configured: string | undefined) => () =>
    configured ?? `${publicUrl().replace(/\/+$/, '')}/api/auth/${name}/callback`
  return {
    ...(google && {
      google: loadAtFirstUse('google', async () => {
        const { createGoogleProvider } = await import('./google-provider.ts')
        return createGoogleProvider(google, callbackOf('google', google.redirectUri))
      }),
    }),
    ...(github && {
      github: loadAtFirstUse('github', async () => {
        const { createGithubProvider } = await import('./github-provider.ts')
        return createGithubProvider(github, callbackOf('github', github.redirectUri))
      }),
    }),
  }
}

/**
 * One log line for a failed sign-in; an error only if the user could do nothing about it.
 * @returns the code for the front end.
 */
function logFailure(req: FastifyRequest, provider: ProviderName, failure: unknown): string {
  const code = failure instanceof OauthFailure ? failure.code : 'server_error'
  if (code === 'server_error' && !(failure instanceof AppError))
    req.log.error({ provider, code, err: failure }, 'sign-in failed')
  else if (failure instanceof Error)
    req.log.info({ provider, code, reason: failure.message, err: failure.cause }, 'sign-in refused')
  return code
}

const isMalformed = (error: FastifyError) => error instanceof AppError && error.code === 'malformed_text'

const asFailure = (error: FastifyError): unknown =>
  isMalformed(error) ? new OauthFailure('oauth_state', 'the query is malformed') : error
