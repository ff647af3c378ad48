import type { FastifyRequest } from 'fastify'
import { type App, originOf, rateLimitHook } from '../../platform/http/index.ts'
import { presentUser } from '../accounts/index.ts'
import {
  authLimited,
  keepDevice,
  limitGuesses,
  readHeldTokens,
  setSessionCookies,
} from '../sessions/index.ts'
import { hashTicket } from './ask-second-factor.ts'
import { createChallenges } from './challenge.ts'
import { disableTotp, renewRecoveryCodes } from './change-totp.ts'
import { finishSecondFactor } from './finish-second-factor.ts'
import { listFactors } from './list-factors.ts'
import { passkeyRoutes } from './passkey-routes.ts'
import { presentPasskey } from './present.ts'
import { beginProof, proveSession } from './prove-session.ts'
import type { FactorRoutesDeps } from './route-deps.ts'
import * as schemas from './schemas.ts'
import { beginTotp, enableTotp } from './set-up-totp.ts'
import { findTicket } from './ticket-store.ts'

export function factorRoutes(deps: FactorRoutesDeps) {
  const { db, authentication, cookies, relyingParty, secretKey, enqueueEmail } = deps
  const { requireCaller, callerOf } = authentication
  const assertions = { db, relyingParty, challenges: createChallenges(deps.challengeKey) }
  const limitProofs = limitGuesses(deps.authLimiter, authentication)
  const settingUp = { db, secretKey, enqueueEmail }

  /**
   * Codes have six digits, so guesses at a user's codes are counted together, whatever address they come
   * from.
   */
  const limitCodes = (userIdOf: (req: FastifyRequest) => Promise<string | undefined>) =>
    rateLimitHook({
      name: 'auth',
      limiter: deps.authLimiter,
      refusal: authLimited,
      async keyOf(req) {
        const userId = await userIdOf(req)
        return userId && `codes of ${userId}`
      },
    })
  const limitTickets = limitCodes(async ({ body }) => {
    const { ticket } = body as { ticket?: unknown }
    return typeof ticket === 'string' ? (await findTicket(db, hashTicket(ticket)))?.userId : undefined
  })
  const limitProvingCodes = limitCodes(async (req) =>
    (req.body as { code?: unknown }).code === undefined ? undefined : callerOf(req).userId,
  )

  return (app: App): void => {
    passkeyRoutes({ ...deps, assertions, limitProofs })(app)

    app.get(
      '/auth/factors',
      { schema: schemas.listFactors, onRequest: requireCaller },
      async (req, reply) => {
        reply.header('cache-control', 'no-store')
        const { passkeys, totpSince, recoveryCodesLeft } = await listFactors(db, callerOf(req).userId)
        const totp = totpSince && { since: totpSince.toISOString() }
        return { passkeys: passkeys.map(presentPasskey), totp, recoveryCodesLeft }
      },
    )

    app.post(
      '/auth/second-factor',
      { schema: schemas.finishSecondFactor, preHandler: limitTickets },
      async (req, reply) => {
        const browser = { held: readHeldTokens(req), deviceHash: keepDevice(req, reply, cookies) }
        const { user, tokens } = await finishSecondFactor(deps, req.body, originOf(req), browser)
        setSessionCookies(reply, tokens, cookies)
        return { user: { ...presentUser(user), plan: user.plan } }
      },
    )

    app.post(
      '/auth/totp/begin',
      { schema: schemas.beginTotp, onRequest: [requireCaller, limitProofs] },
      async (req, reply) => {
        reply.header('cache-control', 'no-store')
        return beginTotp(settingUp, callerOf(req), req.body.password)
      },
    )

    app.post(
      '/auth/totp/confirm',
      { schema: schemas.enableTotp, onRequest: [requireCaller, limitProofs] },
      async (req, reply) => {
        reply.header('cache-control', 'no-store')
        return { recoveryCodes: await enableTotp(settingUp, callerOf(req), req.body.code, originOf(req)) }
      },
    )

    app.delete(
      '/auth/totp',
      { schema: schemas.disableTotp, onRequest: [requireCaller, limitProofs] },
      async (req) => {
        await disableTotp(settingUp, callerOf(req), req.body.password, originOf(req))
        return { message: 'Signing in asks for no code any more.' }
      },
    )

    app.post(
      '/auth/recovery-codes',
      { schema: schemas.renewRecoveryCodes, onRequest: [requireCaller, limitProofs] },
      async (req, reply) => {
        reply.header('cache-control', 'no-store')
        return {
          recoveryCodes: await renewRecoveryCodes(settingUp, callerOf(req), req.body.password, originOf(req)),
        }
      },
    )

    app.post('/auth/prove/options', { schema: schemas.beginProof, onRequest: requireCaller }, async (req) =>
      beginProof(assertions, callerOf(req)),
    )

    app.post(
      '/auth/prove',
      { schema: schemas.prove, onRequest: [requireCaller, limitProofs], preHandler: limitProvingCodes },
      async (req) => {
        await proveSession(
          { db, secretKey, assertions, enqueueEmail },
          callerOf(req),
          req.body,
          originOf(req),
        )
        return { message: 'Thank you. This is good for 15 minutes.' }
      },
    )
  }
}
