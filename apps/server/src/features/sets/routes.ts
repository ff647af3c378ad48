import type { FastifyRequest } from 'fastify'
import { type Db, isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { type App, type Authentication, rateLimitHook } from '../../platform/http/index.ts'
import type { Limiter } from '../../platform/limits/index.ts'
import type { PngRenderer } from '../../platform/png/index.ts'
import type { ThreadPool } from '../../platform/threads/index.ts'
import type { UserCaller } from '../accounts/index.ts'
import { downloadLimited } from '../gallery/index.ts'
import {
  type Acceptance,
  findOwnBatch,
  findOwnJobs,
  type JobWithGeneration,
  presentJob,
  readIdempotencyKey,
} from '../jobs/index.ts'
import { collectPictures } from './collect-pictures.ts'
import { setErrors } from './errors.ts'
import { packSetTask } from './thread-tasks.ts'
import { presentSet } from './present.ts'
import { requestSet } from './request-set.ts'
import * as schemas from './schemas.ts'

export type SetRoutesDeps = Acceptance & {
  db: Db
  authentication: Authentication<UserCaller>
  /** null: switched off. */
  downloadLimiter: Limiter | null
  renderPng: PngRenderer['render']
  runTask: ThreadPool['run']
}

export function setRoutes(deps: SetRoutesDeps) {
  const { db, authentication, requesting, guard, renderPng, runTask } = deps
  const limitDownloads = rateLimitHook({
    name: 'download',
    limiter: deps.downloadLimiter,
    refusal: downloadLimited,
    keyOf: (req) => authentication.callerOf(req).userId,
  })

  async function readOwnSet(req: FastifyRequest<{ Params: { id: string } }>): Promise<JobWithGeneration[]> {
    const { id } = req.params
    const rows = isUuid(id) ? await findOwnBatch(db, authentication.callerOf(req).userId, id) : []
    // A batch without the option is one of variations.
    if (!rows[0]?.job.options?.set) throw new AppError(setErrors.set_not_found)
    return rows
  }

  return (app: App): void => {
    app.post(
      '/svg/sets',
      { schema: schemas.requestSet(requesting.models), ...guard.hooks },
      async (req, reply) => {
        const { userId, plan } = authentication.callerOf(req)
        const key = readIdempotencyKey(req.headers, ['x-idempotency-key', 'idempotency-key'])
        const accepted = await requestSet(requesting, { userId, plan, requestId: req.id }, req.body, key)
        const { jobs, duplicate } = accepted
        const id = jobs[0]?.batchId ?? ''
        reply.code(202).header('location', `/api/svg/sets/${id}`)
        if (!duplicate)
          return { set: { id }, jobs: jobs.map((job) => presentJob(job)), credits: accepted.credits }
        reply.header('idempotency-replayed', 'true')
        const now = await findOwnJobs(db, userId, jobs)
        return { set: { id }, jobs: now.map(({ job, generation }) => presentJob(job, generation)), duplicate }
      },
    )

    app.get(
      '/svg/sets/:id',
      { schema: schemas.readSet, onRequest: authentication.requireCaller },
      async (req) => presentSet(req.params.id, await readOwnSet(req)),
    )

    app.get(
      '/svg/sets/:id/files.zip',
      { schema: schemas.setFiles, onRequest: [authentication.requireCaller, limitDownloads] },
      async (req, reply) => {
        const rows = await readOwnSet(req)
        const pictures = await collectPictures(renderPng, rows, authentication.callerOf(req).userId)
        if (pictures.length === 0) throw new AppError(setErrors.set_not_drawn)
        const archive = await runTask(packSetTask, pictures)
        reply.headers({
          'content-type': 'application/zip',
          'content-disposition': `attachment; filename="chatsvg-${req.params.id.slice(-8)}.zip"`,
          'cache-control': 'no-store',
        })
        return reply.send(Buffer.from(archive))
      },
    )
  }
}
