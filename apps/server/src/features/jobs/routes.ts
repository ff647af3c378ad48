import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../platform/errors/index.ts'
import { type App, type Authentication, rateLimitHook } from '../../platform/http/index.ts'
import type { Limiter } from '../../platform/limits/index.ts'
import { type Plan, planNames, type UserCaller } from '../accounts/index.ts'
import { generationLimited, jobErrors } from './errors.ts'
import { hasEnded } from './events.ts'
import { readIdempotencyKey } from './idempotency-key.ts'
import { preferredWaitSeconds } from './prefer-wait.ts'
import { presentJob } from './present.ts'
import type { ReadQueueCounts } from './queue-counts.ts'
import { type RequestGenerationDeps, requestGeneration } from './request-generation.ts'
import * as schemas from './schemas.ts'
import { findOwnJobs, type JobRow, type JobWithGeneration } from './store.ts'
import type { AwaitedJobs, WaitForJobs } from './wait-for-jobs.ts'

export type GenerationRoutesDeps = {
  authentication: Authentication<UserCaller>
  requesting: RequestGenerationDeps
  waitForJobs: WaitForJobs
  /** undefined: the configuration does not publish them. */
  readQueueCounts: ReadQueueCounts | undefined
  /** By plan. */
  limiters: Readonly<Record<Plan, Limiter | null>>
  /** Whether only users with a verified address may request pictures. */
  requireVerifiedEmail: boolean
}

/** Longer than the server otherwise keeps an idle connection. */
const silenceBeyondWaitMs = 30_000

/** Requesting pictures, and the list of models. */
export function generationRoutes(deps: GenerationRoutesDeps) {
  const { authentication, requesting, waitForJobs, readQueueCounts } = deps
  const limitOf = (plan: Plan) =>
    rateLimitHook({
      name: 'generation',
      limiter: deps.limiters[plan],
      refusal: generationLimited,
      keyOf: (req) => authentication.callerOf(req).userId,
    })
  const limits = new Map(planNames.map((plan) => [plan, limitOf(plan)]))
  const limit = (req: FastifyRequest, reply: FastifyReply) =>
    limits.get(authentication.callerOf(req).plan)?.(req, reply) ?? Promise.resolve()

  async function requireVerifiedAddress(req: FastifyRequest): Promise<void> {
    if (deps.requireVerifiedEmail && !authentication.callerOf(req).emailVerified) {
      throw new AppError(jobErrors.email_not_verified)
    }
  }

  /**
   * Waits as the client prefers. undefined: it does not want to wait, or the user has the maximum of waiting
   * requests.
   *
   * @throws AppError `invalid_token` when the caller's session has ended in the meantime.
   */
  async function waitAsPreferred(
    req: FastifyRequest,
    reply: FastifyReply,
    jobs: readonly JobRow[],
  ): Promise<AwaitedJobs | undefined> {
    const waitSeconds = preferredWaitSeconds(req.headers.prefer)
    if (!waitSeconds) return undefined
    const { userId, sessionId } = authentication.callerOf(req)
    const waitMs = waitSeconds * 1000
    const jobIds = jobs.map(({ id }) => id)
    const waiting = waitForJobs({ userId, sessionId, jobIds, waitMs }, reply.raw)
    if (!waiting) return undefined
    reply.header('preference-applied', `wait=${waitSeconds}`)
    req.raw.setTimeout(waitMs + silenceBeyondWaitMs)
    return waiting
  }

  return (app: App): void => {
    app.post(
      '/svg/generate-svg',
      {
        schema: schemas.generate(requesting.models),
        onRequest: [authentication.requireCaller, limit],
        preValidation: requireVerifiedAddress,
      },
      async (req, reply) => {
        const { userId, plan } = authentication.callerOf(req)
        const accepted = await requestGeneration(
          requesting,
          { userId, plan, requestId: req.id },
          req.body,
          readIdempotencyKey(req.headers, ['x-idempotency-key', 'idempotency-key']),
        )
        const { jobs, duplicate } = accepted
        reply.header('location', `/api/svg/generation-jobs/${jobs[0]?.id}`)
        if (duplicate) reply.header('idempotency-replayed', 'true')
        const awaited = await waitAsPreferred(req, reply, jobs)
        const now =
          awaited?.jobs ?? (duplicate ? await findOwnJobs(requesting.db, userId, jobs) : asNew(jobs))
        const haveEnded = now.every(({ job }) => hasEnded(job))
        const answer = presentBatch(now)
        reply.code(haveEnded ? 200 : 202)
        if (duplicate)
          return { ...answer, duplicate: true, ...(haveEnded && awaited && { credits: awaited.credits }) }
        const credits = awaited?.credits ?? accepted.credits
        const queue = haveEnded ? undefined : await readQueueCounts?.()
        return { ...answer, credits, ...(queue && { queue }) }
      },
    )

    app.get('/svg/models', { schema: schemas.models }, async () => ({
      models: (await requesting.models.read()).list(),
    }))
  }
}

const asNew = (jobs: readonly JobRow[]): JobWithGeneration[] => jobs.map((job) => ({ job, generation: null }))

function presentBatch(rows: readonly JobWithGeneration[]) {
  const jobs = rows.map(({ job, generation }) => presentJob(job, generation))
  const [job] = jobs
  if (!job) throw new AppError(jobErrors.job_not_found)
  return { job, ...(jobs.length > 1 && { jobs }) }
}
