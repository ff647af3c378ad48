import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../platform/errors/index.ts'
import { type Authentication, rateLimitHook } from '../../platform/http/index.ts'
import type { Limiter } from '../../platform/limits/index.ts'
import { type Plan, planNames, type UserCaller } from '../accounts/index.ts'
import { generationLimited, jobErrors } from './errors.ts'

export type RequestGuardDeps = {
  authentication: Authentication<UserCaller>
  /** By plan. */
  limiters: Readonly<Record<Plan, Limiter | null>>
  /** Whether only users with a verified address may request pictures. */
  requireVerifiedEmail: boolean
}

type Hook = (req: FastifyRequest, reply: FastifyReply) => Promise<void>

/** Checks who may request pictures, and how often. All routes that accept jobs share the limits. */
export type RequestGuard = {
  /** Hooks of a route that always accepts jobs. */
  hooks: { onRequest: Hook[]; preValidation: Hook }
  /** Only the limit, for a route that accepts jobs for some bodies. */
  limit: Hook
  /** Like the hooks, behind a route that other calls share. */
  admit: Hook
  /** @throws AppError `email_not_verified`. */
  requireVerified(req: FastifyRequest): void
  /** Why the hooks would refuse a request now, which is not counted. */
  findRefusal(req: FastifyRequest): Promise<AppError | undefined>
}

export function createRequestGuard(deps: RequestGuardDeps): RequestGuard {
  const { authentication } = deps
  const limits = new Map(
    planNames.map((plan) => [
      plan,
      rateLimitHook({
        name: 'generation',
        limiter: deps.limiters[plan],
        refusal: generationLimited,
        keyOf: (req) => authentication.callerOf(req).userId,
      }),
    ]),
  )
  const limit: Hook = (req, reply) =>
    limits.get(authentication.callerOf(req).plan)?.(req, reply) ?? Promise.resolve()
  const findUnverified = (req: FastifyRequest) =>
    deps.requireVerifiedEmail && !authentication.callerOf(req).emailVerified
      ? new AppError(jobErrors.email_not_verified)
      : undefined
  function requireVerified(req: FastifyRequest): void {
    const refusal = findUnverified(req)
    if (refusal) throw refusal
  }
  return {
    hooks: {
      onRequest: [authentication.requireCaller, limit],
      preValidation: async (req) => requireVerified(req),
    },
    limit,
    async admit(req, reply) {
      await limit(req, reply)
      requireVerified(req)
    },
    requireVerified,
    async findRefusal(req) {
      const { plan, userId } = authentication.callerOf(req)
      const decision = await deps.limiters[plan]?.peek(userId)
      return decision?.allowed === false ? new AppError(generationLimited) : findUnverified(req)
    },
  }
}
