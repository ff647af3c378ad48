import type { FastifyRequest } from 'fastify'
import type { Db } from '../../platform/db/index.ts'
import { AppError, platformErrors } from '../../platform/errors/index.ts'
import { type Authentication, readTwinCookie } from '../../platform/http/index.ts'
import { accessCookie } from './cookies.ts'
import { createCallerLoader } from './load-caller.ts'
import type { SessionCaller } from './session-caller.ts'
import { lockLiveSession } from './store.ts'
import type { AccessTokens } from './tokens.ts'

/** What sockets need beside what routes do. */
export type SessionAuthentication = Authentication<SessionCaller> & {
  findCallerByToken(token: string): Promise<SessionCaller | undefined>
  isSessionAlive(sessionId: string): Promise<boolean>
}

/**
 * Identifies the caller: first by the access token's signature, then by whether its session is alive at this
 * moment.
 */
export function createAuthentication(db: Db, tokens: AccessTokens): SessionAuthentication {
  const loadCaller = createCallerLoader(db)
  const callers = new WeakMap<FastifyRequest, SessionCaller>()

  async function findCallerByToken(token: string): Promise<SessionCaller | undefined> {
    const claims = tokens.recall(token) ?? (await tokens.verify(token))
    return claims && loadCaller(claims.sessionId)
  }

  return {
    findCallerByToken,
    isSessionAlive: async (sessionId) => (await loadCaller(sessionId)) !== undefined,
    async requireCaller(req) {
      const token = presentedToken(req)
      if (!token) throw new AppError(platformErrors.no_token)
      const caller = await findCallerByToken(token)
      if (!caller) throw new AppError(platformErrors.invalid_token)
      callers.set(req, caller)
    },
    callerOf(req) {
      const caller = callers.get(req)
      if (!caller) throw new Error('callerOf is for routes behind requireCaller')
      return caller
    },
    async findCaller(req) {
      const token = presentedToken(req)
      return token ? findCallerByToken(token) : undefined
    },
    async claimedUserId(req) {
      const token = presentedToken(req)
      return token ? (tokens.recall(token) ?? (await tokens.verify(token)))?.userId : undefined
    },
    isStillValid: (tx, { sessionId }) => lockLiveSession(tx, sessionId),
  }
}

/**
 * A bearer token takes precedence over the cookie, because a client sends it on purpose (RFC 6750, section
 * 2.1).
 */
function presentedToken(req: FastifyRequest): string | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '')?.[1]
  return bearer ?? readTwinCookie(req.cookies, accessCookie)
}
