import type { FastifyRequest } from 'fastify'
import { type Db, isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import {
  type App,
  type Authentication,
  cutPage,
  originOf,
  rateLimitHook,
  readPageQuery,
} from '../../platform/http/index.ts'
import type { Limiter } from '../../platform/limits/index.ts'
import type { Outbound } from '../../platform/outbound/index.ts'
import { bounds } from './bounds.ts'
import type { Addresses } from './compose-body.ts'
import { listAttempts, listDeliveries } from './delivery-store.ts'
import { webhookErrors, webhookLimited } from './errors.ts'
import { changeWebhook, createWebhook, readWebhook, removeWebhook, rotateSecret } from './manage-webhooks.ts'
import { presentDelivery, presentLog, presentWebhook } from './present.ts'
import * as schemas from './schemas.ts'
import { readDelivery, redeliver, sendTest } from './send-by-hand.ts'
import { listWebhooks } from './store.ts'

const pageLimits = { usual: 20, max: 100 }

export type WebhookRoutesDeps = {
  db: Db
  authentication: Authentication
  mayCall: Outbound['mayCall']
  secretKey: Uint8Array
  addresses: () => Addresses
  /** Of tests and repeated deliveries, by user; null: switched off. */
  limiter: Limiter | null
}

export function webhookRoutes(deps: WebhookRoutesDeps) {
  const { db, authentication, mayCall, addresses } = deps
  const { requireCaller: onRequest, callerOf } = authentication
  const sending = [
    onRequest,
    rateLimitHook({
      name: 'webhook',
      limiter: deps.limiter,
      refusal: webhookLimited,
      keyOf: (req) => callerOf(req).userId,
    }),
  ]
  const ownOf = (req: WebhookRequest) => ({ userId: callerOf(req).userId, id: idOf(req) })

  return (app: App): void => {
    app.get('/user/webhooks', { schema: schemas.list, onRequest }, async (req) => ({
      webhooks: (await listWebhooks(db, callerOf(req).userId)).map(presentWebhook),
    }))

    app.post('/user/webhooks', { schema: schemas.create(mayCall), onRequest }, async (req, reply) => {
      const settings = { lowCredits: bounds.lowCreditsUsual, ...req.body }
      const { webhook, secret } = await createWebhook(deps, callerOf(req), settings, originOf(req))
      reply.code(201).header('location', `/api/user/webhooks/${webhook.id}`)
      return { webhook: presentWebhook(webhook), secret }
    })

    app.get('/user/webhooks/:id', { schema: schemas.read, onRequest }, async (req) => ({
      webhook: presentWebhook(await readWebhook(db, ownOf(req))),
    }))

    app.patch('/user/webhooks/:id', { schema: schemas.change(mayCall), onRequest }, async (req) => ({
      webhook: presentWebhook(
        await changeWebhook(deps, callerOf(req), { ...req.body, id: idOf(req) }, originOf(req)),
      ),
    }))

    app.delete('/user/webhooks/:id', { schema: schemas.remove, onRequest }, async (req) => {
      await removeWebhook(deps, callerOf(req), idOf(req), originOf(req))
      return { message: 'The webhook was deleted.' }
    })

    app.post('/user/webhooks/:id/rotate', { schema: schemas.rotate, onRequest }, async (req) => {
      const { overlapSeconds = bounds.overlapSecondsUsual } = req.body
      const input = { id: idOf(req), overlapSeconds }
      const { webhook, secret } = await rotateSecret(deps, callerOf(req), input, originOf(req))
      return { webhook: presentWebhook(webhook), secret }
    })

    app.post('/user/webhooks/:id/test', { schema: schemas.test, onRequest: sending }, async (req, reply) => {
      const delivery = await sendTest(db, ownOf(req))
      return reply.code(202).send({ delivery: presentDelivery(delivery) })
    })

    app.get('/user/webhooks/:id/deliveries', { schema: schemas.deliveries, onRequest }, async (req) => {
      const { cursor, limit } = readPageQuery(req.query, pageLimits)
      const { id } = await readWebhook(db, ownOf(req))
      const page = cutPage(await listDeliveries(db, id, { cursor, limit: limit + 1 }), limit)
      return { deliveries: page.rows.map(presentDelivery), nextCursor: page.nextCursor }
    })

    app.get(
      '/user/webhooks/:id/deliveries/:deliveryId',
      { schema: schemas.readDelivery, onRequest },
      async (req) => {
        const own = ownOf(req)
        await readWebhook(db, own)
        const delivery = await readDelivery(db, own, deliveryIdOf(req))
        const attempts = await listAttempts(db, delivery.id, bounds.shownAttemptsMax)
        return { delivery: presentLog(delivery, attempts, addresses()) }
      },
    )

    app.post(
      '/user/webhooks/:id/deliveries/:deliveryId/redeliver',
      { schema: schemas.redeliver, onRequest: sending },
      async (req, reply) => {
        const delivery = await redeliver(db, ownOf(req), deliveryIdOf(req))
        return reply.code(202).send({ delivery: presentDelivery(delivery) })
      },
    )
  }
}

type WebhookRequest = FastifyRequest<{ Params: { id: string } }>

function idOf({ params }: WebhookRequest): string {
  if (!isUuid(params.id)) throw new AppError(webhookErrors.webhook_not_found)
  return params.id
}

function deliveryIdOf({ params }: FastifyRequest<{ Params: { deliveryId: string } }>): string {
  if (!isUuid(params.deliveryId)) throw new AppError(webhookErrors.webhook_delivery_not_found)
  return params.deliveryId
}
