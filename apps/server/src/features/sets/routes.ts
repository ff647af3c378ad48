import type { FastifyRequest } from 'fastify'
import type { PictureOptions } from '../../models/index.ts'
import { type Db, isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { type App, type Authentication, rateLimitHook } from '../../platform/http/index.ts'
import type { Limiter } from '../../platform/limits/index.ts'
import type { PngRenderer } from '../../platform/png/index.ts'
import type { ThreadPool } from '../../platform/threads/index.ts'
import type { UserCaller } from '../accounts/index.ts'
import type { SendArchive } from '../exports/index.ts'
import { downloadLimited } from '../gallery/index.ts'
import {
  type Acceptance,
  findOwnBatch,
  findOwnJobs,
  listOwnBatch,
  presentJob,
  readIdempotencyKey,
} from '../jobs/index.ts'
import { archiveSet } from './archive-set.ts'
import { setErrors } from './errors.ts'
import { presentSet } from './present.ts'
import { requestSet } from './request-set.ts'
import * as schemas from './schemas.ts'

export type SetRoutesDeps = Acceptance & {
  db: Db
  authentication: Authentication<UserCaller>
  /** null: switched off. */
  downloadLimiter: Limiter | null
  renderPng: PngRenderer['render']
  /** Runs a task in a pool for exports. */
  runTask: ThreadPool['run']
  sendArchive: SendArchive
}

export function setRoutes(deps: SetRoutesDeps) {
  const { db, authentication, requesting, guard, renderPng, runTask, sendArchive } = deps
  const limitDownloads = rateLimitHook({
    name: 'download',
    limiter: deps.downloadLimiter,
    refusal: downloadLimited,
    keyOf: (req) => authentication.callerOf(req).userId,
  })

  async function readOwnSet<Row>(
    req: FastifyRequest<{ Params: { id: string } }>,
    read: (db: Db, userId: string, id: string) => Promise<Row[]>,
    optionsOf: (row: Row) => PictureOptions | null,
  ): Promise<Row[]> {
    const { id } = req.params
    const rows = isUuid(id) ? await read(db, authentication.callerOf(req).userId, id) : []
    const [first] = rows
    // A batch without the option is one of variations.
    if (!first || !optionsOf(first)?.set) throw new AppError(setErrors.set_not_found)
    return rows
  }

  return (app: App): void => {
    app.post(
      '/svg/sets',
      { schema: schemas.requestSet(requesting.models), ...guard.hooks },
      async (req, reply) => {
        const { userId, plan, apiKeyId } = authentication.callerOf(req)
        const key = readIdempotencyKey(req.headers, ['x-idempotency-key', 'idempotency-key'])
        const accepted = await requestSet(
          requesting,
          { userId, plan, apiKeyId, requestId: req.id },
          req.body,
          key,
        )
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
      async (req) => presentSet(req.params.id, await readOwnSet(req, findOwnBatch, ({ job }) => job.options)),
    )

    app.get(
      '/svg/sets/:id/files.zip',
      { schema: schemas.setFiles, onRequest: [authentication.requireCaller, limitDownloads] },
      async (req, reply) => {
        const jobs = await readOwnSet(req, listOwnBatch, ({ options }) => options)
        if (jobs.every(({ generationId }) => generationId === null))
          throw new AppError(setErrors.set_not_drawn)
        const { userId } = authentication.callerOf(req)
        const about = { userId, fileName: `chatsvg-${req.params.id.slice(-8)}.zip` }
        return sendArchive(reply, about, archiveSet({ db, render: renderPng, runTask }, userId, jobs))
      },
    )
  }
}
