import type { FastifyRequest } from 'fastify'
import { type Db, isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import {
  type App,
  type Authentication,
  cutPage,
  rateLimitHook,
  readPageQuery,
} from '../../platform/http/index.ts'
import { clientKey, type Limiter } from '../../platform/limits/index.ts'
import { findAuthorNames, presentAuthorName, readNamedAuthor } from '../authors/index.ts'
import { countPage } from './count-page.ts'
import { downloadLimited, galleryErrors } from './errors.ts'
import { createFileLinks } from './file-links.ts'
import { fileRoutes } from './file-routes.ts'
import type { ReportGuard } from './guard-reports.ts'
import { listOwnPage } from './list-page.ts'
import { readListQuery } from './list-query.ts'
import { presentListed, presentOwn, presentPublic, presentWhole } from './present.ts'
import { type PublicPages, publicLimits } from './public-pages.ts'
import { listPublicOf } from './read-public.ts'
import type { RenderPng } from './render-picture.ts'
import { reportPicture } from './report-picture.ts'
import * as schemas from './schemas.ts'
import { countOwn, deletePicture, findPlan, findVisible, setPrivacy, type VisibleRow } from './store.ts'

export type GalleryRoutesDeps = {
  db: Db
  /** With its own connections and time limit: for public lists and searches, which anybody may request. */
  listDb: Db
  pages: PublicPages
  authentication: Authentication
  /** The public URL of the service; known once it listens. */
  publicUrl: () => string
  /** Whether pages of the web app have this origin. */
  isFrontend: (origin: string) => boolean
  /** Key of the signatures on links that give temporary access to a private picture. */
  urlKey: Uint8Array
  /** null: switched off. */
  downloadLimiter: Limiter | null
  reports: ReportGuard
  renderPng: RenderPng
}

const historyLimits = { usual: 20, max: 100 }
const ownLimits = { usual: 20, max: 100 }

export function galleryRoutes(deps: GalleryRoutesDeps) {
  const { db, listDb, pages, authentication } = deps
  const { takeTurn, knowsModel } = pages
  const links = createFileLinks(deps.urlKey, deps.publicUrl)
  const limitDownloads = rateLimitHook({
    name: 'download',
    limiter: deps.downloadLimiter,
    refusal: downloadLimited,
    keyOf: async (req) => (await authentication.claimedUserId(req)) ?? clientKey(req.ip),
  })

  async function readVisible(req: FastifyRequest<{ Params: { id: string } }>): Promise<VisibleRow> {
    const { id } = req.params
    const viewer = await authentication.findCaller(req)
    const found = isUuid(id) ? await findVisible(db, id, viewer?.userId) : undefined
    if (!found) throw new AppError(galleryErrors.svg_not_found.any)
    return found
  }

  /** The caller and one of their pictures, which they may change. */
  function readOwn(req: FastifyRequest<{ Params: { id: string } }>): { userId: string; id: string } {
    const { id } = req.params
    if (!isUuid(id)) throw new AppError(galleryErrors.svg_not_found.own)
    return { userId: authentication.callerOf(req).userId, id }
  }

  return (app: App): void => {
    app.get(
      '/svg/history',
      {
        schema: schemas.history,
        onRequest: authentication.requireCaller,
      },
      async (req) => {
        const query = readListQuery(req.query, historyLimits, knowsModel)
        const { userId } = authentication.callerOf(req)
        const list = async (from: Db) =>
          countPage(await listOwnPage(from, userId, query), query, (filter) => countOwn(from, filter))
        const { rows, ...rest } = await (query.search === undefined
          ? list(db)
          : takeTurn(userId, () => list(listDb)))
        return { generations: rows.map(presentListed), ...rest }
      },
    )

    app.get(
      '/svg/public',
      {
        schema: schemas.publicGallery,
      },
      async (req, reply) => {
        const page = await pages.read(req.query, () => clientKey(req.ip))
        reply.header('etag', page.etag).header('cache-control', 'public, max-age=0, must-revalidate')
        if (req.headers['if-none-match']?.includes(page.etag)) return reply.code(304).send(null)
        // Rendered once for all requests that arrive together, and sent unchanged.
        return reply.header('content-type', 'application/json; charset=utf-8').send(page.body as never)
      },
    )

    app.post(
      '/gallery/:id/report',
      { schema: schemas.reportPicture, onRequest: deps.reports.limit },
      async (req, reply) => {
        const reporterKey = await deps.reports.readReporterKey(req)
        await reportPicture(db, { pictureId: req.params.id, reporterKey, ...req.body })
        reply.code(202)
        return { ok: true }
      },
    )

    app.get('/authors/:handle/pictures', { schema: schemas.authorPictures }, async (req) => {
      const { limit, cursor } = readPageQuery(req.query, publicLimits)
      const author = await readNamedAuthor(listDb, req.params.handle)
      const found = await listPublicOf(listDb, author.userId, { cursor, limit: limit + 1 })
      const { rows, nextCursor } = cutPage(found, limit)
      const authors = new Map([[author.userId, author]])
      return { publicGenerations: rows.map((row) => presentPublic(row, links, authors)), nextCursor }
    })

    app.get('/svg/:id', { schema: schemas.onePicture }, async (req) => {
      const picture = await readVisible(req)
      const author = (await findAuthorNames(db, [picture.userId])).get(picture.userId)
      return { svgGeneration: { ...presentWhole(picture), ...presentAuthorName(author) } }
    })

    app.get('/svg/:id/source', { schema: schemas.source }, async (req, reply) => {
      const { id, svg } = await readVisible(req)
      reply.header('cache-control', 'no-store')
      return { id, svg }
    })

    app.get('/svg/:id/plan', { schema: schemas.plan }, async (req, reply) => {
      const { id } = req.params
      const viewer = await authentication.findCaller(req)
      const found = isUuid(id) ? await findPlan(db, id, viewer?.userId) : undefined
      if (!found) throw new AppError(galleryErrors.svg_not_found.any)
      if (!found.plan) throw new AppError(galleryErrors.plan_not_found)
      reply.header('cache-control', 'no-store')
      return { ...found.plan, things: [...found.plan.things] }
    })

    app.get(
      '/svg/:id/download',
      {
        schema: schemas.download,
        onRequest: limitDownloads,
      },
      async (req, reply) => {
        const picture = await readVisible(req)
        reply.header('cache-control', 'no-store')
        return { downloadUrl: links.downloadUrl(picture) }
      },
    )

    fileRoutes({ ...deps, links })(app)

    app.get(
      '/user/generations',
      {
        schema: schemas.ownPictures,
        onRequest: authentication.requireCaller,
      },
      async (req) => {
        const { userId } = authentication.callerOf(req)
        const query = readListQuery(req.query, ownLimits, knowsModel)
        const { rows, nextCursor } =
          query.search === undefined
            ? await listOwnPage(db, userId, query)
            : await takeTurn(userId, () => listOwnPage(listDb, userId, query))
        return { generations: rows.map((row) => presentOwn(row, links)), nextCursor }
      },
    )

    app.patch(
      '/user/generations/:id',
      {
        schema: schemas.changePicture,
        onRequest: authentication.requireCaller,
      },
      async (req) => {
        const changed = await setPrivacy(db, readOwn(req), req.body.privacy)
        if (!changed) throw new AppError(galleryErrors.svg_not_found.own)
        if (changed.privacy && !req.body.privacy) throw new AppError(galleryErrors.picture_removed)
        return { success: true, generation: presentOwn(changed, links) }
      },
    )

    app.delete(
      '/user/generations/:id',
      {
        schema: schemas.deletePicture,
        onRequest: authentication.requireCaller,
      },
      async (req) => {
        if (!(await deletePicture(db, readOwn(req), req.query.scope ?? 'tree')))
          throw new AppError(galleryErrors.svg_not_found.own)
        return { success: true }
      },
    )
  }
}
