import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError, platformErrors } from '../../platform/errors/index.ts'
import type { Authentication } from '../../platform/http/index.ts'
import type { SessionCaller } from '../sessions/index.ts'
import { administrationErrors } from './errors.ts'

/** The caller must have proven who they are within this time. */
const proofSecondsMax = 15 * 60

/**
 * Lets administrators through. The role is read from the database with the session, for every request. For
 * all other signed-in users the route answers 404. Changes also need a recent proof, so that an unattended or
 * stolen session is not enough. Answers contain addresses, so they must not be cached.
 *
 * @param requireMfa whether a session with a second factor is required, also for reading.
 */
export function createAdminGuard(
  { requireCaller, callerOf }: Authentication<SessionCaller>,
  requireMfa: boolean,
) {
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
