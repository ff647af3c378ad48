import type { FastifyRequest } from 'fastify'
import { type Db, isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { type App, type Authentication, originOf } from '../../platform/http/index.ts'
import type { Limiter } from '../../platform/limits/index.ts'
import type { EnqueueEmail } from '../mail/index.ts'
import { limitGuesses } from '../sessions/index.ts'
import { bounds } from './bounds.ts'
import { apiKeyErrors } from './errors.ts'
import { changeKey, createKey, type Disconnect, revokeKey, rotateKey } from './manage-keys.ts'
import { presentKey, presentUse } from './present.ts'
import * as schemas from './schemas.ts'
import { listKeys, listUses } from './store.ts'

export type ApiKeyRoutesDeps = {
  db: Db
  authentication: Authentication
  /** Limits password checks of signed-in users. null: switched off. */
  authLimiter: Limiter | null
  /** The second part of new keys. */
  environment: string
  enqueueEmail: EnqueueEmail
  disconnectSession: Disconnect
}

export function apiKeyRoutes(deps: ApiKeyRoutesDeps) {
  const { db, authentication } = deps
  const { requireCaller, callerOf } = authentication
  const proven = [requireCaller, limitGuesses(deps.authLimiter, authentication)]

  return (app: App): void => {
    app.get('/user/api-keys', { schema: schemas.list, onRequest: requireCaller }, async (req) => ({
      apiKeys: (await listKeys(db, callerOf(req).userId)).map(presentKey),
    }))

    app.post('/user/api-keys', { schema: schemas.create, onRequest: proven }, async (req, reply) => {
      const { expiresAt = null, monthlyCredits = null, origins = [], addresses = [], ...given } = req.body
      const settings = { ...given, expiresAt: readMoment(expiresAt), monthlyCredits, origins, addresses }
      const { apiKey, key } = await createKey(deps, callerOf(req), settings, originOf(req))
      return reply.code(201).send({ apiKey: presentKey(apiKey), key })
    })

    app.patch('/user/api-keys/:id', { schema: schemas.change, onRequest: proven }, async (req) => {
      const { expiresAt, ...given } = req.body
      const change = { ...given, ...(expiresAt !== undefined && { expiresAt: readMoment(expiresAt) }) }
      const apiKey = await changeKey(deps, callerOf(req), { ...change, id: idOf(req) }, originOf(req))
      return { apiKey: presentKey(apiKey) }
    })

    app.post('/user/api-keys/:id/rotate', { schema: schemas.rotate, onRequest: proven }, async (req) => {
      const { overlapSeconds = bounds.overlapSecondsUsual, password } = req.body
      const input = { id: idOf(req), overlapSeconds, password }
      const { apiKey, key } = await rotateKey(deps, callerOf(req), input, originOf(req))
      return { apiKey: presentKey(apiKey), key }
    })

    app.delete('/user/api-keys/:id', { schema: schemas.revoke, onRequest: requireCaller }, async (req) => {
      const revoking = { db, authentication, disconnect: deps.disconnectSession }
      await revokeKey(revoking, callerOf(req), { id: idOf(req), kind: 'key' }, originOf(req))
      return { message: 'The API key was revoked.' }
    })

    app.get('/user/api-keys/:id/uses', { schema: schemas.uses, onRequest: requireCaller }, async (req) => {
      const { userId } = callerOf(req)
      const id = idOf(req)
      if ((await listKeys(db, userId, id)).length === 0) throw new AppError(apiKeyErrors.api_key_not_found)
      return { uses: (await listUses(db, userId, id)).map(presentUse) }
    })
  }
}

const readMoment = (text: string | null) => (text === null ? null : new Date(text))

function idOf({ params }: FastifyRequest<{ Params: { id: string } }>): string {
  if (!isUuid(params.id)) throw new AppError(apiKeyErrors.api_key_not_found)
  return params.id
}
