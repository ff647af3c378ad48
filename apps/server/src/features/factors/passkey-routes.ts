import type { FastifyReply, FastifyRequest } from 'fastify'
import { isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { type App, originOf, rateLimitHook } from '../../platform/http/index.ts'
import { clientKey } from '../../platform/limits/index.ts'
import { presentUser } from '../accounts/index.ts'
import { authLimited, keepDevice, readHeldTokens, setSessionCookies } from '../sessions/index.ts'
import { addPasskey, beginAddPasskey } from './add-passkey.ts'
import type { AssertionDeps } from './check-assertion.ts'
import { factorErrors } from './errors.ts'
import { listPasskeys, renamePasskey } from './passkey-store.ts'
import { presentPasskey } from './present.ts'
import { removePasskey } from './remove-passkey.ts'
import type { FactorRoutesDeps } from './route-deps.ts'
import * as schemas from './schemas.ts'
import { beginPasskeySignIn, signInWithPasskey } from './sign-in-with-passkey.ts'

export type PasskeyRoutesDeps = FactorRoutesDeps & {
  assertions: AssertionDeps
  limitProofs: (req: FastifyRequest, reply: FastifyReply) => Promise<void>
}

/** Passkeys: add, rename, remove, and sign in. */
export function passkeyRoutes(deps: PasskeyRoutesDeps) {
  const { db, tokens, authentication, cookies, recordSignIn, enqueueEmail, disconnectSession } = deps
  const { assertions, limitProofs } = deps
  const { requireCaller, callerOf } = authentication
  const limitSignIns = rateLimitHook({
    name: 'auth',
    limiter: deps.authLimiter,
    refusal: authLimited,
    keyOf: (req) => `passkeys from ${clientKey(req.ip)}`,
  })
  const adding = { ...assertions, enqueueEmail }

  return (app: App): void => {
    app.post(
      '/auth/passkeys/options',
      { schema: schemas.beginAddPasskey, onRequest: [requireCaller, limitProofs] },
      async (req) => beginAddPasskey(adding, callerOf(req), req.body.password),
    )

    app.post(
      '/auth/passkeys/verify',
      { schema: schemas.addPasskey, onRequest: requireCaller },
      async (req, reply) => {
        const passkey = await addPasskey(adding, callerOf(req), req.body, originOf(req))
        return reply.code(201).send({ passkey: presentPasskey(passkey) })
      },
    )

    app.get('/auth/passkeys', { schema: schemas.listPasskeys, onRequest: requireCaller }, async (req) => ({
      passkeys: (await listPasskeys(db, callerOf(req).userId)).map(presentPasskey),
    }))

    app.patch(
      '/auth/passkeys/:id',
      { schema: schemas.renamePasskey, onRequest: requireCaller },
      async (req) => {
        const { userId } = callerOf(req)
        const passkey = await renamePasskey(db, { id: idOf(req), userId }, req.body.name)
        if (!passkey) throw new AppError(factorErrors.passkey_not_found)
        return { passkey: presentPasskey(passkey) }
      },
    )

    app.delete(
      '/auth/passkeys/:id',
      { schema: schemas.removePasskey, onRequest: [requireCaller, limitProofs] },
      async (req) => {
        const input = { id: idOf(req), password: req.body.password }
        await removePasskey({ db, enqueueEmail }, callerOf(req), input, originOf(req))
        return { message: 'The passkey was removed.' }
      },
    )

    app.post('/auth/passkeys/sign-in/options', { schema: schemas.beginPasskeySignIn }, async (req, reply) =>
      beginPasskeySignIn(assertions, keepDevice(req, reply, cookies)),
    )

    app.post(
      '/auth/passkeys/sign-in',
      { schema: schemas.signInWithPasskey, onRequest: limitSignIns },
      async (req, reply) => {
        const browser = { held: readHeldTokens(req), deviceHash: keepDevice(req, reply, cookies) }
        const signIn = { tokens, recordSignIn }
        const { user, tokens: issued } = await signInWithPasskey(
          { assertions, signIn, enqueueEmail, disconnectSession },
          req.body,
          originOf(req),
          browser,
        )
        setSessionCookies(reply, issued, cookies)
        return { user: { ...presentUser(user), plan: user.plan } }
      },
    )
  }
}

function idOf({ params }: FastifyRequest<{ Params: { id: string } }>): string {
  if (!isUuid(params.id)) throw new AppError(factorErrors.passkey_not_found)
  return params.id
}
