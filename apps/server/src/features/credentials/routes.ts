import type { Db } from '../../platform/db/index.ts'
import {
  type App,
  type Authentication,
  type CookieOptions,
  originOf,
  rateLimitHook,
} from '../../platform/http/index.ts'
import { clientKey, type Limiter } from '../../platform/limits/index.ts'
import { type CommonPasswordCheck, presentUser, type UserCaller } from '../accounts/index.ts'
import type { SignupGrants } from '../credits/index.ts'
import type { EnqueueEmail } from '../mail/index.ts'
import type { EndProgramAccess } from '../oauth/index.ts'
import {
  type AccessTokens,
  authLimited,
  clearSessionCookies,
  keepDevice,
  limitGuesses,
  type RecordSignIn,
  readHeldTokens,
  setSessionCookies,
} from '../sessions/index.ts'
import { changePassword } from './change-password.ts'
import { resetLimited, verificationLimited } from './errors.ts'
import { requestPasswordReset } from './request-password-reset.ts'
import { resendVerification } from './resend-verification.ts'
import { resetPassword } from './reset-password.ts'
import * as schemas from './schemas.ts'
import { signUp } from './sign-up.ts'
import { verifyEmail } from './verify-email.ts'

export type CredentialRoutesDeps = {
  db: Db
  tokens: AccessTokens
  authentication: Authentication<UserCaller>
  cookies: CookieOptions
  /** Limiters; null: switched off. */
  authLimiter: Limiter | null
  passwordLimiter: Limiter | null
  verificationLimiter: Limiter | null
  isCommonPassword: CommonPasswordCheck
  signupCredits: number
  signupGrants: SignupGrants
  disconnectSession: (sessionId: string, reason: string) => void
  enqueueEmail: EnqueueEmail
  recordSignIn: RecordSignIn
  endProgramAccess: EndProgramAccess
}

export function credentialRoutes(deps: CredentialRoutesDeps) {
  const {
    db,
    tokens,
    authentication,
    cookies,
    disconnectSession,
    enqueueEmail,
    isCommonPassword,
    signupCredits,
    signupGrants,
  } = deps
  const auth = {
    name: 'auth',
    limiter: deps.authLimiter,
    refusal: authLimited,
  }
  const limitSignUp = rateLimitHook({ ...auth, keyOf: (req) => clientKey(req.ip) })
  const limitResets = rateLimitHook({
    name: 'password',
    limiter: deps.passwordLimiter,
    refusal: resetLimited,
    keyOf: (req) => clientKey(req.ip),
  })
  const limitEmails = rateLimitHook({
    name: 'verification',
    limiter: deps.verificationLimiter,
    refusal: verificationLimited,
    keyOf: (req) => authentication.callerOf(req).userId,
  })

  return (app: App): void => {
    app.post(
      '/auth/register',
      {
        schema: schemas.register(isCommonPassword),
        onRequest: limitSignUp,
      },
      async (req, reply) => {
        const { user, tokens: issued } = await signUp(
          {
            ...{ db, tokens, signupCredits, signupGrants, disconnectSession, enqueueEmail },
            recordSignIn: deps.recordSignIn,
          },
          req.body,
          originOf(req),
          { held: readHeldTokens(req), deviceHash: keepDevice(req, reply, cookies) },
        )
        setSessionCookies(reply, issued, cookies)
        return reply.code(201).send({ user: presentUser(user) })
      },
    )

    app.post(
      '/auth/forgot-password',
      {
        schema: schemas.forgotPassword,
        onRequest: limitResets,
      },
      async (req) => {
        await requestPasswordReset({ db, enqueueEmail }, req.body.email, originOf(req))
        return { message: 'If that email is registered, a reset link has been sent.' }
      },
    )

    app.post(
      '/auth/reset-password',
      {
        schema: schemas.resetPassword(isCommonPassword),
        onRequest: limitResets,
      },
      async (req, reply) => {
        const { endProgramAccess } = deps
        const resetting = { db, disconnectSession, enqueueEmail, endProgramAccess }
        await resetPassword(resetting, req.body, originOf(req))
        clearSessionCookies(reply, cookies)
        return { message: 'Password has been reset successfully. Please log in again.' }
      },
    )

    app.post(
      '/auth/change-password',
      {
        schema: schemas.changePassword(isCommonPassword),
        onRequest: [authentication.requireCaller, limitGuesses(deps.authLimiter, authentication)],
      },
      async (req, reply) => {
        const issued = await changePassword(
          { db, tokens, disconnectSession, enqueueEmail },
          authentication.callerOf(req),
          req.body,
          originOf(req),
        )
        setSessionCookies(reply, issued, cookies)
        return { message: 'Password has been changed. Other devices were signed out.' }
      },
    )

    app.post(
      '/auth/verify-email',
      {
        schema: schemas.verifyEmail,
        onRequest: authentication.requireCaller,
      },
      async (req) => {
        await verifyEmail({ db }, authentication.callerOf(req), req.body.token, originOf(req))
        return { message: 'Your email address is verified.' }
      },
    )

    app.post(
      '/auth/verify-email/resend',
      {
        schema: schemas.resendVerification,
        onRequest: [authentication.requireCaller, limitEmails],
      },
      async (req) => {
        const sent = await resendVerification({ db, enqueueEmail }, authentication.callerOf(req))
        return { message: sent ? 'A new link has been sent.' : 'Your email address is already verified.' }
      },
    )
  }
}
