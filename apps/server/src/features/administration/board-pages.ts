import type { FastifyReply } from 'fastify'
import { AppError, platformErrors } from '../../platform/errors/index.ts'
import type { App, Authentication } from '../../platform/http/index.ts'
import type { JobQueue, QueueBoard } from '../../platform/queue/index.ts'
import { createAdminGuard } from './require-admin.ts'

export type BoardPagesDeps = {
  authentication: Authentication
  queue: Pick<JobQueue, 'openBoard'>
  requireMfa: boolean
}

const place = '/api/admin/board/'

/** Styles stand in the page and are written by its script; everything comes from here. */
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
 * The queue's entries for people: bull-board, for looking only, for administrators alone. It is a page with
 * its own files and calls, no part of the API, so it stands beside the document of that. Loaded when somebody
 * first looks.
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
