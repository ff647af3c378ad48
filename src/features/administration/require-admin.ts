import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../platform/errors/index.ts'
import type { Authentication } from '../../platform/http/index.ts'

/**
 * Lets administrators through. The role is read from the database with the session, for every request; to
 * everybody else who is signed in the route does not exist. What it answers has addresses in it, so nobody
 * keeps it.
 */
export function createAdminGuard({ requireCaller, callerOf }: Authentication) {
  return async (req: FastifyRequest, reply: FastifyReply): Promise<void> => {
    await requireCaller(req, reply)
    if (callerOf(req).role !== 'ADMIN') throw new AppError('not_found', 'Not found')
    reply.header('cache-control', 'no-store')
  }
}

export type AdminGuard = ReturnType<typeof createAdminGuard>
