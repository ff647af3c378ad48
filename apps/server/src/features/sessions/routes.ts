import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Db, isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import {
  type App,
  type Authentication,
  type CookieOptions,
  type CsrfGuard,
  originOf,
  rateLimitHook,
  readTwinCookie,
  requestLimited,
} from '../../platform/http/index.ts'
import { clientKey, type Limiter } from '../../platform/limits/index.ts'
import { hasSignedInFrom, normalizeEmail, type Plans, presentUser, userExists } from '../accounts/index.ts'
import type { EnqueueEmail } from '../mail/index.ts'
import { clearSessionCookies, readHeldTokens, refreshCookie, setSessionCookies } from './cookies.ts'
import { keepDevice } from './device-cookie.ts'
import { endSessions } from './end-sessions.ts'
import { authLimited, sessionErrors } from './errors.ts'
import { logIn } from './log-in.ts'
import { logOut } from './log-out.ts'
import type { PlainSignInRules } from './new-session-store.ts'
import { createOldHashCheck } from './old-hashes.ts'
import { presentCaller, presentSession } from './present.ts'
import { refreshSession } from './refresh-session.ts'
import { createRotatePresented } from './rotation-store.ts'
import * as schemas from './schemas.ts'
import type { SessionCaller } from './session-caller.ts'
import type { SignInRules } from './sign-in-rules.ts'
import { createPlainSessions } from './start-plain-session.ts'
import { isLaterOfSession, listLiveSessions } from './store.ts'
import { type AccessTokens, hashRefreshToken } from './tokens.ts'

export type SessionRoutesDeps = {
  db: Db
  tokens: AccessTokens
  authentication: Authentication<SessionCaller>
  csrf: CsrfGuard
  plans: Plans
  cookies: CookieOptions
  /** null: switched off. */
  authLimiter: Limiter | null
  /** Limits logins to one account from everywhere. null: switched off. */
  crowdLimiter: Limiter | null
  refreshKey: Uint8Array
  refreshGraceSeconds: number
  disconnectSession: (sessionId: string, reason: string) => void
  enqueueEmail: EnqueueEmail
  rules: SignInRules
  plainSignInRules: PlainSignInRules
}

export function sessionRoutes(deps: SessionRoutesDeps) {
  const { db, tokens, authentication, csrf, cookies, disconnectSession, enqueueEmail } = deps
  const refreshing = {
    db,
    rotate: createRotatePresented(db),
    tokens,
    refreshKey: deps.refreshKey,
    graceSeconds: deps.refreshGraceSeconds,
    disconnectSession,
    enqueueEmail,
  }
  const limit = {
    name: 'auth',
    limiter: deps.authLimiter,
    refusal: authLimited,
  }
  const limitByAddress = rateLimitHook({ ...limit, keyOf: (req) => clientKey(req.ip) })
  const limitByAccount = rateLimitHook({ ...limit, keyOf: (req) => accountKey(req, clientKey(req.ip)) })
  const hasOldHashes = createOldHashCheck(db)
  const startPlainSession = createPlainSessions(db, tokens, deps.plainSignInRules)
  const rules = { ...deps.rules, startPlainSession }

  /**
   * Many addresses that guess the password of one account are refused together; addresses from which its
   * owner has signed in are not.
   */
  async function limitCrowds(req: FastifyRequest): Promise<void> {
    const key = accountKey(req, 'anywhere')
    if (!deps.crowdLimiter || key === undefined) return
    const verdict = await deps.crowdLimiter.consume(key)
    if (verdict.allowed || (await hasSignedInFrom(db, emailOf(req) ?? '', req.ip))) return
    requestLimited.publish({ limit: 'auth-crowd' })
    throw new AppError(authLimited, {
      headers: { 'retry-after': String(verdict.retryAfterSeconds) },
    })
  }

  /**
   * The plain cookie may be newer while instances of the previous version, which know only that one, also
   * run.
   */
  async function chooseRefreshToken(guarded: string, plain: string | undefined): Promise<string> {
    if (plain === undefined || plain === guarded) return guarded
    return (await isLaterOfSession(db, hashRefreshToken(guarded), hashRefreshToken(plain))) ? plain : guarded
  }

  return (app: App): void => {
    app.get('/csrf', { schema: schemas.csrf }, async (req, reply) => {
      reply.header('cache-control', 'no-store')
      return { csrfToken: csrf.issueToken(req, reply) }
    })

    app.post(
      '/auth/login',
      {
        schema: schemas.logIn,
        onRequest: limitByAddress,
        preHandler: [limitByAccount, limitCrowds],
      },
      async (req, reply) => {
        const { user, tokens: issued } = await logIn(
          { db, tokens, hasOldHashes, rules, disconnectSession, enqueueEmail },
          req.body,
          originOf(req),
          { held: readHeldTokens(req), deviceHash: keepDevice(req, reply, cookies) },
        )
        setSessionCookies(reply, issued, cookies)
        return { user: { ...presentUser(user), plan: user.plan } }
      },
    )

    app.post(
      '/auth/logout',
      { schema: schemas.logOut, onRequest: authentication.requireCaller },
      async (req, reply) => {
        await logOut({ db, disconnectSession }, authentication.callerOf(req), originOf(req))
        clearSessionCookies(reply, cookies)
        return { message: 'Logged out successfully', success: true }
      },
    )

    app.post('/auth/refresh', { schema: schemas.refresh }, async (req, reply) => {
      const guarded = readTwinCookie(req.cookies, refreshCookie)
      if (!guarded) throw new AppError(sessionErrors.no_refresh_token)
      const token = await chooseRefreshToken(guarded, req.cookies[refreshCookie])
      try {
        setSessionCookies(reply, await refreshSession(refreshing, token, originOf(req)), cookies)
      } catch (error) {
        if (error instanceof AppError) clearSessionCookies(reply, cookies)
        throw error
      }
      return { message: 'Token refreshed successfully' }
    })

    app.get(
      '/auth/sessions',
      { schema: schemas.listSessions, onRequest: authentication.requireCaller },
      async (req) => {
        const { userId, sessionId } = authentication.callerOf(req)
        const live = await listLiveSessions(db, userId)
        return { sessions: live.map((row) => presentSession(row, sessionId)) }
      },
    )

    app.delete(
      '/auth/sessions/:id',
      {
        schema: schemas.endSession,
        onRequest: authentication.requireCaller,
      },
      async (req, reply) => {
        const caller = authentication.callerOf(req)
        const { id } = req.params
        if (!isUuid(id)) throw new AppError(sessionErrors.session_not_found)
        await endSessions({ db, disconnectSession }, caller, { only: id }, originOf(req))
        if (id === caller.sessionId) clearSessionCookies(reply, cookies)
        return { message: 'Session revoked' }
      },
    )

    app.delete(
      '/auth/sessions',
      { schema: schemas.endOtherSessions, onRequest: authentication.requireCaller },
      async (req) => {
        const caller = authentication.callerOf(req)
        const which = { except: caller.sessionId }
        return { revoked: await endSessions({ db, disconnectSession }, caller, which, originOf(req)) }
      },
    )

    app.get(
      '/auth/current-user',
      { schema: schemas.currentUser, onRequest: requireExistingUser },
      async (req) => {
        const { userId, ...caller } = authentication.callerOf(req)
        return presentUser({ id: userId, ...caller })
      },
    )

    app.get('/auth/whoami', { schema: schemas.whoAmI }, async (req, reply) => {
      reply.header('cache-control', 'no-store')
      const caller = await authentication.findCaller(req)
      return {
        user: caller ? presentCaller(caller, deps.plans) : null,
        renewable: Boolean(readTwinCookie(req.cookies, refreshCookie)),
      }
    })
  }

  /** A valid token whose user was deleted gets a distinct answer here, where clients ask who they are. */
  async function requireExistingUser(req: FastifyRequest, reply: FastifyReply): Promise<void> {
    try {
      await authentication.requireCaller(req, reply)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'invalid_token') throw error
      const userId = await authentication.claimedUserId(req)
      if (userId && !(await userExists(db, userId))) throw new AppError(sessionErrors.user_not_found)
      throw error
    }
  }
}

const emailOf = (req: FastifyRequest): string | undefined => {
  const { email } = req.body as { email?: unknown }
  return typeof email === 'string' ? normalizeEmail(email) : undefined
}

/** The client and the account of a guess, without either address in the store of limits. */
function accountKey(req: FastifyRequest, from: string): string | undefined {
  const email = emailOf(req)
  return email === undefined ? undefined : `${from} ${hashOf(email)}`
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url')
