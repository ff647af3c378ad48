import type { Db } from '../../platform/db/index.ts'
import {
  type App,
  type Authentication,
  type CookieOptions,
  originOf,
  rateLimitHook,
} from '../../platform/http/index.ts'
import { clientKey, type Limiter } from '../../platform/limits/index.ts'
import { resetLimited, verificationLimited } from '../credentials/index.ts'
import type { SignupGrants } from '../credits/index.ts'
import type { EnqueueEmail } from '../mail/index.ts'
import { clearSessionCookies, limitGuesses } from '../sessions/index.ts'
import { confirmEmailChange, requestEmailChange } from './change-email.ts'
import * as schemas from './schemas.ts'
import { disownSignIn, undoEmailChange } from './take-back.ts'

export type RecoveryRoutesDeps = {
  db: Db
  authentication: Authentication
  cookies: CookieOptions
  tokenKey: Uint8Array
  signupGrants: SignupGrants
  /** Limiters; null: switched off. */
  authLimiter: Limiter | null
  passwordLimiter: Limiter | null
  verificationLimiter: Limiter | null
  disconnectSession: (sessionId: string, reason: string) => void
  enqueueEmail: EnqueueEmail
}

export function recoveryRoutes(deps: RecoveryRoutesDeps) {
  const { authentication, cookies } = deps
  const { requireCaller, callerOf } = authentication
  const limitMails = rateLimitHook({
    name: 'verification',
    limiter: deps.verificationLimiter,
    refusal: verificationLimited,
    keyOf: (req) => callerOf(req).userId,
  })
  const limitTokens = rateLimitHook({
    name: 'password',
    limiter: deps.passwordLimiter,
    refusal: resetLimited,
    keyOf: (req) => clientKey(req.ip),
  })

  return (app: App): void => {
    app.post(
      '/user/email',
      {
        schema: schemas.requestEmailChange,
        onRequest: [requireCaller, limitGuesses(deps.authLimiter, authentication), limitMails],
      },
      async (req) => {
        await requestEmailChange(deps, callerOf(req), req.body)
        return { message: 'A link has been sent to the new address. It works for a day.' }
      },
    )

    app.post(
      '/auth/confirm-email',
      { schema: schemas.confirmEmailChange, onRequest: requireCaller },
      async (req) => {
        const email = await confirmEmailChange(deps, callerOf(req), req.body.token, originOf(req))
        return { message: 'Your address has been changed.', email }
      },
    )

    app.post(
      '/auth/undo-email-change',
      { schema: schemas.undoEmailChange, onRequest: limitTokens },
      async (req, reply) => {
        await undoEmailChange(deps, req.body.token, originOf(req))
        clearSessionCookies(reply, cookies)
        return { message: 'Your address is back. A link to choose a new password has been sent to it.' }
      },
    )

    app.post('/auth/not-me', { schema: schemas.disownSignIn, onRequest: limitTokens }, async (req, reply) => {
      await disownSignIn(deps, req.body.token, originOf(req))
      clearSessionCookies(reply, cookies)
      return { message: 'All devices were signed out. A link to choose a new password has been sent.' }
    })
  }
}
