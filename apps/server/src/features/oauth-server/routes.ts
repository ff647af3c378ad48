import type { FastifyReply, FastifyRequest } from 'fastify'
import { rememberFor } from '../../platform/async/index.ts'
import { isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { type App, type Authentication, originOf, rateLimitHook } from '../../platform/http/index.ts'
import type { Limiter } from '../../platform/limits/index.ts'
import { apiKeyErrors, revokeKey } from '../api-keys/index.ts'
import { deviceCodeLimited } from './errors.ts'
import { listApps } from './grant-store.ts'
import type { OauthServerDeps } from './open-server.ts'
import { presentApp } from './present.ts'
import { programRoutes } from './program-routes.ts'
import * as schemas from './schemas.ts'

export type OauthServerRoutesDeps = OauthServerDeps & {
  authentication: Authentication
  /** Of programs that register themselves, by address; null: switched off. */
  registrationLimiter: Limiter | null
  /** Of entered codes, by user; null: switched off. */
  deviceLimiter: Limiter | null
}

type WithId = FastifyRequest<{ Params: { id: string } }>

/** @returns the routes for people, below the API's prefix, and those for programs, outside of it. */
export function oauthServerRoutes(deps: OauthServerRoutesDeps): {
  people: (api: App) => void
  programs: (root: App) => void
} {
  const { db, authentication, pagesUrl, disconnect } = deps
  const { requireCaller: onRequest, callerOf } = authentication
  const load = rememberFor(Number.POSITIVE_INFINITY, async () => {
    const { openServer } = await import('./open-server.ts')
    const { decideDevice, decideRequest, showDevice, showRequest } = await import('./decide-request.ts')
    return { ...openServer(deps), decideDevice, decideRequest, showDevice, showRequest }
  })
  const deviceGuards = [
    onRequest,
    rateLimitHook({
      name: 'device-code',
      limiter: deps.deviceLimiter,
      refusal: deviceCodeLimited,
      keyOf: (req) => callerOf(req).userId,
    }),
  ]
  const browserOf = (req: WithId, reply: FastifyReply) => ({
    id: req.params.id,
    req: req.raw,
    res: reply.raw,
  })

  function people(app: App): void {
    app.get('/oauth/requests/:id', { schema: schemas.openRequest }, async (req, reply) => {
      const page = new URL('/oauth/consent', pagesUrl())
      page.searchParams.set('request', req.params.id)
      return reply.redirect(page.href, 303)
    })

    app.get('/oauth/requests/:id/details', { schema: schemas.showRequest, onRequest }, async (req, reply) => {
      const { deciding, showRequest } = await load()
      return { request: await showRequest(deciding, browserOf(req, reply)) }
    })

    app.post(
      '/oauth/requests/:id/decision',
      { schema: schemas.decideRequest, onRequest },
      async (req, reply) => {
        const { deciding, decideRequest } = await load()
        const decision = { userId: callerOf(req).userId, isAllowed: req.body.allow }
        return {
          redirectTo: await decideRequest(deciding, browserOf(req, reply), decision, originOf(req)),
        }
      },
    )

    app.post('/oauth/device', { schema: schemas.showDevice, onRequest: deviceGuards }, async (req) => {
      const { deciding, showDevice } = await load()
      return { request: await showDevice(deciding, req.body.userCode) }
    })

    app.post(
      '/oauth/device/decision',
      { schema: schemas.decideDevice, onRequest: deviceGuards },
      async (req) => {
        const { deciding, decideDevice } = await load()
        const { userCode, allow: isAllowed } = req.body
        await decideDevice(deciding, userCode, { userId: callerOf(req).userId, isAllowed }, originOf(req))
        return { message: isAllowed ? 'The app was connected.' : 'The app was refused.' }
      },
    )

    app.get('/user/apps', { schema: schemas.list, onRequest }, async (req) => ({
      apps: (await listApps(db, callerOf(req).userId)).map(presentApp),
    }))

    app.delete('/user/apps/:id', { schema: schemas.disconnect, onRequest }, async (req) => {
      const { id } = req.params
      if (!isUuid(id)) throw new AppError(apiKeyErrors.app_not_found)
      const revoking = { db, authentication, disconnect }
      await revokeKey(revoking, callerOf(req), { id, kind: 'app' }, originOf(req))
      return { message: 'The app was disconnected.' }
    })
  }

  return { people, programs: programRoutes({ ...deps, load }) }
}
