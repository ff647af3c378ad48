import type { FastifyReply } from 'fastify'
import { AppError, platformErrors } from '../../platform/errors/index.ts'
import type { App, Authentication } from '../../platform/http/index.ts'
import type { JobQueue, QueueBoard } from '../../platform/queue/index.ts'
import type { SessionCaller } from '../sessions/index.ts'
import { createAdminGuard } from './require-admin.ts'

export type BoardPagesDeps = {
  authentication: Authentication<SessionCaller>
  queue: Pick<JobQueue, 'openBoard'>
  requireMfa: boolean
}

const place = '/api/admin/board/'

/** The script of the page writes inline styles; everything is loaded from this origin. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * bull-board, a read-only page of the queue's entries for administrators. It has its own files and calls and
 * is not part of the API, so the OpenAPI document does not contain it. It is loaded on first use.
 */
export function boardPages({ authentication, queue, requireMfa }: BoardPagesDeps) {
  const requireAdmin = createAdminGuard(authentication, requireMfa)
  let opening: Promise<QueueBoard> | undefined
  const openBoard = () => {
    opening ??= queue.openBoard().catch((error: unknown) => {
      opening = undefined
      throw error
    })
    return opening
  }

  async function answer(
    path: string,
    query: Record<string, unknown>,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const board = await openBoard()
    const found = await board.answer(`/${path}`, query, place)
    if (!found) throw new AppError(platformErrors.not_found)
    reply.headers({ 'content-type': found.type, 'content-security-policy': policy })
    if (found.isImmutable) reply.header('cache-control', 'private, max-age=3600')
    return reply.code(found.status).send(found.body)
  }

  return (app: App): void => {
    app.get('/api/admin/board', { onRequest: requireAdmin }, async (_req, reply) => reply.redirect(place))
    app.get<{ Params: { '*': string }; Querystring: Record<string, unknown> }>(
      '/api/admin/board/*',
      { onRequest: requireAdmin },
      async (req, reply) => answer(req.params['*'], req.query, reply),
    )
  }
}
