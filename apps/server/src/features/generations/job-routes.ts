import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { type Db, isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { App, Authentication } from '../../platform/http/index.ts'
import { readBalance } from '../credits/index.ts'
import { type CancelGenerationDeps, cancelGeneration, describeRefund } from './cancel-generation.ts'
import { type FollowJobDeps, followJob } from './follow-job.ts'
import { hasEnded } from './job-position.ts'
import { listOwnJobs } from './list-own-jobs.ts'
import type { OpenRequests } from './open-requests.ts'
import { presentJob } from './present.ts'
import * as schemas from './schemas.ts'
import { findOwnJob } from './store.ts'

export type JobRoutesDeps = {
  db: Db
  authentication: Authentication
  cancelling: CancelGenerationDeps
  following: FollowJobDeps
  /** The counter of open event streams. */
  streams: OpenRequests
}

/** Seconds after which one of a user's streams may have ended. */
const retryAfterSeconds = 5

/** Jobs after their acceptance: read, list, follow, cancel. */
export function jobRoutes({ db, authentication, cancelling, following, streams }: JobRoutesDeps) {
  /** The caller, and the id in the path; an id that is not a UUID is no job. */
  function readOwn(req: FastifyRequest<{ Params: { id: string } }>) {
    const jobId = req.params.id
    if (!isUuid(jobId)) throw new AppError('job_not_found', 'Generation job not found')
    const { userId, sessionId, plan } = authentication.callerOf(req)
    return { userId, sessionId, plan, jobId }
  }

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
        if (!found) throw new AppError('job_not_found', 'Generation job not found')
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

    app.get(
      '/svg/generation-jobs/:id/events',
      {
        schema: schemas.followJob,
        onRequest: authentication.requireCaller,
        // A HEAD request would have to open the stream.
        exposeHeadRoute: false,
      },
      async (req, reply) => {
        const own = readOwn(req)
        const request = streams.open(own.userId, reply.raw)
        if (!request) {
          throw new AppError(
            'too_many_streams',
            'Too many event streams are open. Close one and try again.',
            {
              headers: { 'retry-after': String(retryAfterSeconds) },
            },
          )
        }
        const stream = await followJob(following, { ...own, lastEventId: lastEventIdOf(req) }, request)
        reply.header('cache-control', 'no-store')
        // 204 tells the browser not to reconnect (HTML standard, section 9.2.3).
        if (!stream) return reply.code(204).send(null)
        return (
          reply
            .header('content-type', 'text/event-stream; charset=utf-8')
            // Asks nginx, and proxies that know the header, not to buffer.
            .header('x-accel-buffering', 'no')
            .send(Readable.from(stream) as never)
        )
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

function lastEventIdOf({ headers }: FastifyRequest): string | undefined {
  const id = headers['last-event-id']
  return Array.isArray(id) ? id[0] : id
}
