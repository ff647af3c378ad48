import type { FastifyRequest } from 'fastify'
import type { Models } from '../../models/index.ts'
import type { Db } from '../../platform/db/index.ts'
import type { App, Authentication } from '../../platform/http/index.ts'
import type { Disconnect } from '../api-keys/index.ts'
import type { CancelEffects, EnqueueJob, ReadQueueCounts, SwitchableModels } from '../jobs/index.ts'
import type { SessionCaller } from '../sessions/index.ts'
import type { ActBy } from './act-store.ts'
import { codeRoutes } from './code-routes.ts'
import { jobRoutes } from './job-routes.ts'
import { pageRoutes } from './page-routes.ts'
import { pictureRoutes } from './picture-routes.ts'
import { createAdminGuard } from './require-admin.ts'
import { serviceRoutes } from './service-routes.ts'
import { userRoutes } from './user-routes.ts'

export type AdministrationRoutesDeps = {
  db: Db
  authentication: Authentication<SessionCaller>
  /** The configured models, and which of them are enabled at the moment. */
  models: { configured: Pick<Models, 'list'>; switchable: SwitchableModels }
  creditMicroUsd: number | null
  queue: { enqueueJob: EnqueueJob; readCounts: ReadQueueCounts }
  effects: CancelEffects
  disconnectUser: (userId: string, reason: string) => void
  disconnectSession: Disconnect
  /** See `createAdminGuard`. */
  requireMfa: boolean
}

/** All HTTP routes of administrators, behind one guard. */
export function administrationRoutes(deps: AdministrationRoutesDeps) {
  const { db, authentication, models, queue, effects, disconnectUser, disconnectSession } = deps
  const actOf = (req: FastifyRequest, reason: string): ActBy => ({
    actor: { kind: 'user', id: authentication.callerOf(req).userId },
    reason: reason.trim(),
    requestId: req.id,
  })
  const guarded = { db, effects, requireAdmin: createAdminGuard(authentication, deps.requireMfa), actOf }
  return (app: App): void => {
    userRoutes({ ...guarded, disconnectUser, disconnectSession })(app)
    jobRoutes({ ...guarded, models: models.switchable, enqueueJob: queue.enqueueJob })(app)
    pictureRoutes(guarded)(app)
    pageRoutes(guarded)(app)
    codeRoutes(guarded)(app)
    serviceRoutes({ ...guarded, models: models.configured, creditMicroUsd: deps.creditMicroUsd, queue })(app)
  }
}
