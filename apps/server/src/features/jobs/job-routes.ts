import type { FastifyRequest } from 'fastify'
import { type Db, isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { App, Authentication, Caller } from '../../platform/http/index.ts'
import type { UserCaller } from '../accounts/index.ts'
import { readBalance } from '../credits/index.ts'
import { type CancelGenerationDeps, cancelGeneration, describeRefund } from './cancel-generation.ts'
import { jobErrors } from './errors.ts'
import { hasEnded } from './events.ts'
import { listOwnJobs } from './list-own-jobs.ts'
import { presentJob } from './present.ts'
import * as schemas from './schemas.ts'
import { findOwnJob } from './store.ts'

export type JobRoutesDeps = {
  db: Db
  authentication: Authentication<UserCaller>
  cancelling: CancelGenerationDeps
}

/** Routes that read, list and cancel accepted jobs. */
export function jobRoutes({ db, authentication, cancelling }: JobRoutesDeps) {
  const readOwn = (req: FastifyRequest<{ Params: { id: string } }>) => readOwnJob(authentication, req)

  return (app: App): void => {
    app.get(
      '/svg/generation-jobs/:id',
      {
        schema: schemas.readJob,
        onRequest: authentication.requireCaller,
      },
      async (req) => {
        const { userId, jobId } = readOwn(req)
        const found = await findOwnJob(db, userId, jobId)
        if (!found) throw new AppError(jobErrors.job_not_found)
        const job = presentJob(found.job, found.generation)
        if (!hasEnded(found.job)) return { job }
        return { job, credits: (await readBalance(db, userId)).credits }
      },
    )

    app.get(
      '/svg/generation-jobs',
      {
        schema: schemas.listJobs,
        onRequest: authentication.requireCaller,
      },
      async (req) => {
        const { jobs, nextCursor } = await listOwnJobs(db, authentication.callerOf(req).userId, req.query)
        return { jobs: jobs.map(({ job, generation }) => presentJob(job, generation)), nextCursor }
      },
    )

    app.post(
      '/svg/generation-jobs/:id/cancel',
      {
        schema: schemas.cancelJob,
        onRequest: authentication.requireCaller,
      },
      async (req) => {
        const { job, credits } = await cancelGeneration(cancelling, readOwn(req))
        return { job: presentJob(job), credits, ...describeRefund(job) }
      },
    )
  }
}

/**
 * The caller, and the id of the job in the path.
 *
 * @throws AppError `job_not_found` when the id is no UUID.
 */
export function readOwnJob<Known extends Caller>(
  authentication: Authentication<Known>,
  req: FastifyRequest<{ Params: { id: string } }>,
): Known & { jobId: string } {
  const jobId = req.params.id
  if (!isUuid(jobId)) throw new AppError(jobErrors.job_not_found)
  return { ...authentication.callerOf(req), jobId }
}
