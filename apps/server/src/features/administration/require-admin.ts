import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError, platformErrors } from '../../platform/errors/index.ts'
import type { Authentication } from '../../platform/http/index.ts'
import { administrationErrors } from './errors.ts'

/** Who acts has shown who they are within this time. */
const proofSecondsMax = 15 * 60

/**
 * Lets administrators through. The role is read from the database with the session, for every request; to
 * everybody else who is signed in the route does not exist. What changes something also asks for a proof that
 * is not old, so that a session that was left open, or stolen, is not enough. What it answers has addresses
 * in it, so nobody keeps it.
 *
 * @param requireMfa whether a session with a second factor is asked for, also for looking.
 */
export function createAdminGuard({ requireCaller, callerOf }: Authentication, requireMfa: boolean) {
  return async (req: FastifyRequest, reply: FastifyReply): Promise<void> => {
    await requireCaller(req, reply)
    const { role, isMultiFactor, provedAgoSeconds } = callerOf(req)
    if (role !== 'ADMIN') throw new AppError(platformErrors.not_found)
    if (requireMfa && !isMultiFactor) throw new AppError(administrationErrors.mfa_required)
    if (!isReading.has(req.method) && provedAgoSeconds > proofSecondsMax)
      throw new AppError(administrationErrors.proof_required)
    reply.header('cache-control', 'no-store')
  }
}

const isReading = new Set(['GET', 'HEAD'])

export type AdminGuard = ReturnType<typeof createAdminGuard>
