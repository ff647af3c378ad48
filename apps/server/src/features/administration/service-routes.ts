import type { FastifyRequest } from 'fastify'
import type { Models } from '../../models/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { type App, readWhole } from '../../platform/http/index.ts'
import type { CancelEffects, EnqueueJob, ReadQueueCounts } from '../jobs/index.ts'
import { marginDaysMax, readMargins } from '../margins/index.ts'
import type { ActBy } from './act-store.ts'
import { drainQueue } from './drain-queue.ts'
import { listActs } from './list-acts.ts'
import { pauseByHand, resumeByHand } from './pause-queue.ts'
import { presentAct, presentModel } from './present.ts'
import * as queueSchemas from './queue-schemas.ts'
import type { AdminGuard } from './require-admin.ts'
import * as schemas from './schemas.ts'
import { showQueue } from './show-queue.ts'
import { showSpend } from './spend-schemas.ts'
import { listModels, showModel, switchModel } from './switch-model.ts'

export type ServiceRoutesDeps = {
  db: Db
  models: Pick<Models, 'list'>
  /** What a credit sells for, in millionths of a US dollar; null: unknown. */
  creditMicroUsd: number | null
  queue: { enqueueJob: EnqueueJob; readCounts: ReadQueueCounts }
  effects: CancelEffects
  requireAdmin: AdminGuard
  actOf: (req: FastifyRequest, reason: string) => ActBy
}

const daysUsual = 31

/** A number out of range is clamped. @throws AppError `invalid_page`. */
const readDays = (text: string | undefined) =>
  Math.min(Math.max(readWhole(text, daysUsual, 'days'), 1), marginDaysMax)

/** Routes about the whole service: the queue, the models, and the log of actions. */
export function serviceRoutes(deps: ServiceRoutesDeps) {
  const { db, models, creditMicroUsd, queue, effects, requireAdmin, actOf } = deps
  const { enqueueJob, readCounts } = queue
  const answerQueue = () => showQueue({ db, readCounts })
  const answerModel = async (id: string) => ({ model: presentModel(await showModel({ db, models }, id)) })

  return (app: App): void => {
    app.get('/admin/queue', { schema: queueSchemas.showQueue, onRequest: requireAdmin }, answerQueue)

    app.post(
      '/admin/queue/pause',
      { schema: queueSchemas.pauseQueue, onRequest: requireAdmin },
      async (req) => {
        await pauseByHand(db, actOf(req, req.body.reason))
        return answerQueue()
      },
    )

    app.post(
      '/admin/queue/resume',
      { schema: queueSchemas.resumeQueue, onRequest: requireAdmin },
      async (req) => {
        await resumeByHand({ db, enqueueJob }, actOf(req, req.body.reason))
        return answerQueue()
      },
    )

    app.post(
      '/admin/queue/drain',
      { schema: queueSchemas.drainQueue, onRequest: requireAdmin },
      async (req) => ({ cancelled: await drainQueue({ db, effects }, actOf(req, req.body.reason)) }),
    )

    app.get('/admin/models', { schema: schemas.listModels, onRequest: requireAdmin }, async () => ({
      models: (await listModels({ db, models })).map(presentModel),
    }))

    for (const [act, isOn, schema] of [
      ['disable', false, schemas.disableModel],
      ['enable', true, schemas.enableModel],
    ] as const)
      app.post(`/admin/models/:id/${act}`, { schema, onRequest: requireAdmin }, async (req) => {
        const modelId = req.params.id
        await switchModel({ db, models }, { modelId, isOn }, actOf(req, req.body.reason))
        return answerModel(modelId)
      })

    app.get('/admin/spend', { schema: showSpend, onRequest: requireAdmin }, async ({ query }) => ({
      creditMicroUsd,
      spend: await readMargins(db, readDays(query.days), creditMicroUsd),
    }))

    app.get('/admin/acts', { schema: schemas.listActs, onRequest: requireAdmin }, async (req) => {
      const { rows, nextCursor } = await listActs(db, req.query)
      return { acts: rows.map(presentAct), nextCursor }
    })
  }
}
