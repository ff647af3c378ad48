import type { FastifyRequest } from 'fastify'
import { isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { App } from '../../platform/http/index.ts'
import { apiKeyErrors, type Disconnect } from '../api-keys/index.ts'
import { readIdempotencyKey } from '../jobs/index.ts'
import { sessionErrors } from '../sessions/index.ts'
import type { ActBy } from './act-store.ts'
import { changeUser } from './change-user.ts'
import { grantCreditsByHand } from './grant-credits.ts'
import { listPrograms } from './list-programs.ts'
import { listUsers } from './list-users.ts'
import { presentEntry, presentUser } from './present.ts'
import { readUserFacts } from './read-users.ts'
import type { AdminGuard } from './require-admin.ts'
import { revokeProgramByHand } from './revoke-program.ts'
import { showUser } from './show-user.ts'
import { restoreUser, type SuspendUserDeps, suspendUser } from './suspend-user.ts'
import * as schemas from './user-schemas.ts'

export type UserRoutesDeps = SuspendUserDeps & {
  disconnectSession: Disconnect
  requireAdmin: AdminGuard
  actOf: (req: FastifyRequest, reason: string) => ActBy
}

/** Users: search, show, credits, suspend and restore, plan and role, keys and apps. */
export function userRoutes(deps: UserRoutesDeps) {
  const { db, effects, disconnectUser, disconnectSession, requireAdmin, actOf } = deps
  const answerUser = async (userId: string) => ({ user: presentUser(await showUser(db, userId)) })

  return (app: App): void => {
    app.get('/admin/users', { schema: schemas.listUsers, onRequest: requireAdmin }, async (req) => {
      const { rows, nextCursor } = await listUsers(db, req.query)
      return { users: rows.map(presentUser), nextCursor }
    })

    app.get('/admin/users/:id', { schema: schemas.showUser, onRequest: requireAdmin }, async (req) => {
      const user = await showUser(db, req.params.id)
      const [{ sessions, jobs, entries }, programs] = await Promise.all([
        readUserFacts(db, user.id),
        listPrograms(db, user.id),
      ])
      return { user: presentUser(user), sessions, jobs, entries: entries.map(presentEntry), programs }
    })

    app.post(
      '/admin/users/:id/credits',
      { schema: schemas.grantCredits, onRequest: requireAdmin },
      async (req, reply) => {
        const userId = idOf(req)
        const by = {
          ...actOf(req, req.body.reason),
          idempotencyKey: readIdempotencyKey(req.headers, ['idempotency-key', 'x-idempotency-key']),
        }
        const { replayed } = await grantCreditsByHand(db, { userId, amount: req.body.amount }, by)
        if (replayed) reply.header('idempotency-replayed', 'true')
        return answerUser(userId)
      },
    )

    app.post(
      '/admin/users/:id/suspend',
      { schema: schemas.suspendUser, onRequest: requireAdmin },
      async (req) => {
        const userId = idOf(req)
        await suspendUser({ db, effects, disconnectUser }, userId, actOf(req, req.body.reason))
        return answerUser(userId)
      },
    )

    app.post(
      '/admin/users/:id/restore',
      { schema: schemas.restoreUser, onRequest: requireAdmin },
      async (req) => {
        const userId = idOf(req)
        await restoreUser(db, userId, actOf(req, req.body.reason))
        return answerUser(userId)
      },
    )

    app.post(
      '/admin/users/:id/programs/:programId/revoke',
      { schema: schemas.revokeProgram, onRequest: requireAdmin },
      async (req) => {
        const userId = idOf(req)
        const { programId: id } = req.params
        if (!isUuid(id)) throw new AppError(apiKeyErrors.api_key_not_found)
        await revokeProgramByHand({ db, disconnectSession }, { userId, id }, actOf(req, req.body.reason))
        return { programs: await listPrograms(db, userId) }
      },
    )

    app.patch('/admin/users/:id', { schema: schemas.changeUser, onRequest: requireAdmin }, async (req) => {
      const { reason, ...change } = req.body
      const userId = idOf(req)
      await changeUser(db, userId, change, actOf(req, reason))
      return answerUser(userId)
    })
  }
}

function idOf({ params }: FastifyRequest<{ Params: { id: string } }>): string {
  if (!isUuid(params.id)) throw new AppError(sessionErrors.user_not_found)
  return params.id
}
