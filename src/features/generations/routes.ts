import type { FastifyRequest } from 'fastify'
import type { Models, Moderation } from '../../models/index.ts'
import { type Db, isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { type App, type Authentication, rateLimitHook } from '../../platform/http/index.ts'
import type { Limiter } from '../../platform/limits/index.ts'
import { readBalance } from '../credits/index.ts'
import { presentJob } from './present.ts'
import type { ReadQueueCounts } from './queue-counts.ts'
import { requestGeneration } from './request-generation.ts'
import type { Ring } from './ring.ts'
import * as schemas from './schemas.ts'
import { findOwnJob, type JobRow } from './store.ts'

export type GenerationRoutesDeps = {
  db: Db
  models: Models
  moderation: Moderation
  authentication: Authentication
  ring: Ring
  /** undefined: the deployment keeps them to itself. */
  readQueueCounts: ReadQueueCounts | undefined
  limiter: Limiter | null
  perDayMax: number | null
  /** Whether only people whose address is verified may ask for pictures. */
  requireVerifiedEmail: boolean
}

export function generationRoutes(deps: GenerationRoutesDeps) {
  const { db, models, moderation, authentication, ring, readQueueCounts, perDayMax } = deps
  const limit = rateLimitHook({
    name: 'generation',
    limiter: deps.limiter,
    message: 'Generation limit reached. Please try again later.',
    keyOf: (req) => authentication.callerOf(req).userId,
  })

  async function requireVerifiedAddress(req: FastifyRequest): Promise<void> {
    if (deps.requireVerifiedEmail && !authentication.callerOf(req).emailVerified) {
      throw new AppError(
        'email_not_verified',
        'Please verify your email address first: we have sent you a link.',
      )
    }
  }

  return (app: App): void => {
    app.post(
      '/svg/generate-svg',
      {
        schema: {
          body: schemas.generateBody,
          response: { 200: schemas.generateAnswer, 202: schemas.generateAnswer },
        },
        onRequest: [authentication.requireCaller, limit],
        preValidation: requireVerifiedAddress,
      },
      async (req, reply) => {
        const caller = { userId: authentication.callerOf(req).userId, requestId: req.id }
        const accepted = await requestGeneration({ db, models, moderation, ring, perDayMax }, caller, {
          ...req.body,
          idempotencyKey: idempotencyKeyOf(req),
        })
        const { job } = accepted
        reply.header('location', `/api/svg/generation-jobs/${job.id}`)
        if (accepted.duplicate) {
          const stored = await findOwnJob(db, caller.userId, job.id)
          const now = stored?.job ?? job
          reply.header('idempotency-replayed', 'true').code(hasEnded(now) ? 200 : 202)
          return { job: presentJob(now, stored?.generation), duplicate: true }
        }
        const queue = await readQueueCounts?.()
        return reply
          .code(202)
          .send({ job: presentJob(job), credits: accepted.credits, ...(queue && { queue }) })
      },
    )

    app.get(
      '/svg/generation-jobs/:id',
      {
        schema: { params: schemas.idParams, response: { 200: schemas.jobAnswer } },
        onRequest: authentication.requireCaller,
      },
      async (req) => {
        const { userId } = authentication.callerOf(req)
        const found = isUuid(req.params.id) ? await findOwnJob(db, userId, req.params.id) : undefined
        if (!found) throw new AppError('job_not_found', 'Generation job not found')
        const job = presentJob(found.job, found.generation)
        if (!hasEnded(found.job)) return { job }
        return { job, credits: (await readBalance(db, userId)).credits }
      },
    )

    app.get('/svg/models', { schema: { response: { 200: schemas.modelsAnswer } } }, async () => ({
      models: models.list(),
    }))
  }
}

const hasEnded = (job: JobRow) => job.status === 'SUCCEEDED' || job.status === 'FAILED'

function idempotencyKeyOf({ headers }: FastifyRequest): string | undefined {
  const key = headers['x-idempotency-key'] ?? headers['idempotency-key']
  return Array.isArray(key) ? key.join(',') : key
}
