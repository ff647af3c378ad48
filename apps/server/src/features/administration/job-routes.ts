import type { FastifyRequest } from 'fastify'
import type { App } from '../../platform/http/index.ts'
import type { CancelEffects } from '../jobs/index.ts'
import type { ActBy } from './act-store.ts'
import { cancelJobByHand } from './cancel-job.ts'
import * as schemas from './job-schemas.ts'
import { listJobs } from './list-jobs.ts'
import { presentEntry, presentJobInFull, presentListedJob } from './present.ts'
import { readJobEntries } from './read-users.ts'
import type { AdminGuard } from './require-admin.ts'
import { type RetryJobDeps, retryJob } from './retry-job.ts'
import { showJob } from './show-job.ts'

export type JobRoutesDeps = RetryJobDeps & {
  effects: CancelEffects
  requireAdmin: AdminGuard
  actOf: (req: FastifyRequest, reason: string) => ActBy
}

/** Jobs of all users: search, show, retry, cancel. */
export function jobRoutes({ db, models, enqueueJob, effects, requireAdmin, actOf }: JobRoutesDeps) {
  return (app: App): void => {
    app.get('/admin/jobs', { schema: schemas.listJobs, onRequest: requireAdmin }, async (req) => {
      const { rows, nextCursor } = await listJobs(db, req.query)
      return { jobs: rows.map(presentListedJob), nextCursor }
    })

    app.get('/admin/jobs/:id', { schema: schemas.showJob, onRequest: requireAdmin }, async (req) => {
      const job = await showJob(db, req.params.id)
      return {
        job: presentJobInFull(job),
        entries: (await readJobEntries(db, job.id)).map(presentEntry),
      }
    })

    app.post(
      '/admin/jobs/:id/retry',
      { schema: schemas.retryJob, onRequest: requireAdmin },
      async (req, reply) => {
        const by = actOf(req, req.body.reason)
        const { job, replayed } = await retryJob({ db, models, enqueueJob }, req.params.id, by)
        if (replayed) reply.header('idempotency-replayed', 'true')
        return reply.code(202).send({ job: presentJobInFull(job) })
      },
    )

    app.post(
      '/admin/jobs/:id/cancel',
      { schema: schemas.cancelJob, onRequest: requireAdmin },
      async (req) => ({
        job: presentJobInFull(
          await cancelJobByHand({ db, effects }, req.params.id, actOf(req, req.body.reason)),
        ),
      }),
    )
  }
}
