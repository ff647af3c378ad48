import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import type { Db } from '../../platform/db/index.ts'
import { AppError, platformErrors } from '../../platform/errors/index.ts'
import {
  type App,
  type Authentication,
  type CookieOptions,
  originOf,
  readPageQuery,
} from '../../platform/http/index.ts'
import type { Limiter } from '../../platform/limits/index.ts'
import { findUserById, type Plans, type UserRow, updateUser } from '../accounts/index.ts'
import type { Disconnect } from '../api-keys/index.ts'
import type { CodeAddresses } from '../billing/index.ts'
import type { SignupGrants } from '../credits/index.ts'
import { listProviders } from '../oauth/index.ts'
import { clearSessionCookies, limitGuesses } from '../sessions/index.ts'
import { deleteAccount } from './delete-account.ts'
import { exportAccount } from './export-account.ts'
import { listCredits } from './list-credits.ts'
import { listSecurityLog } from './list-security-log.ts'
import { presentAuditEvent, presentEntry, presentLimits, presentProfile } from './present.ts'
import * as schemas from './schemas.ts'

const logLimits = { usual: 50, max: 100 }
const creditLimits = { usual: 20, max: 100 }

export type ProfileRoutesDeps = {
  db: Db
  authentication: Authentication
  cookies: CookieOptions
  /** Limits password checks of signed-in users. null: switched off. */
  authLimiter: Limiter | null
  plans: Plans
  signupGrants: SignupGrants
  codeAddresses: CodeAddresses
  disconnectSession: Disconnect
  disconnectUser: (userId: string, reason: string) => void
}

export function profileRoutes({
  db,
  authentication,
  cookies,
  authLimiter,
  plans,
  signupGrants,
  codeAddresses,
  disconnectSession,
  disconnectUser,
}: ProfileRoutesDeps) {
  const { requireCaller, callerOf } = authentication

  async function answerProfile(user: UserRow | undefined) {
    // Deleted between the check of the session and here.
    if (!user) throw new AppError(platformErrors.invalid_token)
    const profile = presentProfile(user, await listProviders(db, user.id))
    return { user: { ...profile, limits: presentLimits(plans[user.plan]) } }
  }
  const readProfile = async (req: FastifyRequest) =>
    answerProfile(await findUserById(db, callerOf(req).userId))

  return (app: App): void => {
    app.get('/user/profile', { schema: schemas.profile, onRequest: requireCaller }, readProfile)
    app.get('/user/me', { schema: schemas.me, onRequest: requireCaller }, readProfile)

    app.patch(
      '/user/profile',
      {
        schema: schemas.changeProfile,
        onRequest: requireCaller,
      },
      async (req) => answerProfile(await updateUser(db, callerOf(req).userId, req.body)),
    )

    app.delete(
      '/user',
      {
        schema: schemas.deleteAccount,
        onRequest: [requireCaller, limitGuesses(authLimiter, authentication)],
      },
      async (req, reply) => {
        await deleteAccount(
          { db, signupGrants, codeAddresses, disconnectSession, disconnectUser },
          callerOf(req),
          req.body.password,
          originOf(req),
        )
        clearSessionCookies(reply, cookies)
        return { success: true }
      },
    )

    app.get(
      '/user/export',
      { schema: schemas.exportAccount, onRequest: requireCaller },
      async (req, reply) => {
        const pieces = await exportAccount(db, callerOf(req), originOf(req))
        return reply
          .header('content-type', 'application/json; charset=utf-8')
          .header('content-disposition', 'attachment; filename="chatsvg-account.json"')
          .header('cache-control', 'no-store')
          .send(Readable.from(pieces))
      },
    )

    app.get('/user/credits', { schema: schemas.credits, onRequest: requireCaller }, async (req) => {
      const page = readPageQuery(req.query, creditLimits)
      const { entries, nextCursor } = await listCredits(db, callerOf(req).userId, page)
      return { entries: entries.map(presentEntry), nextCursor }
    })

    app.get(
      '/auth/security-log',
      {
        schema: schemas.securityLog,
        onRequest: requireCaller,
      },
      async (req) => {
        const { events, nextCursor } = await listSecurityLog(
          db,
          callerOf(req).userId,
          readPageQuery(req.query, logLimits),
        )
        return { events: events.map(presentAuditEvent), nextCursor }
      },
    )
  }
}
