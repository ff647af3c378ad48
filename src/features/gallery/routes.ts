import type { FastifyRequest } from 'fastify'
import type { Models } from '../../models/index.ts'
import { type Db, isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { App, Authentication } from '../../platform/http/index.ts'
import type { GenerationRow } from '../generations/index.ts'
import { createCountCache } from './count-cache.ts'
import { listPictures } from './list-pictures.ts'
import { readListQuery } from './list-query.ts'
import { createPageCache } from './page-cache.ts'
import { presentListed, presentPublic, presentWhole } from './present.ts'
import * as schemas from './schemas.ts'
import { findVisible } from './store.ts'

export type GalleryRoutesDeps = {
  db: Db
  models: Models
  authentication: Authentication
  /** How people reach the service; known once it listens. */
  publicUrl: () => string
}

const historyLimits = { usual: 20, max: 100 }
const publicLimits = { usual: 50, max: 100 }

/** A picture opened by itself is a document: it may style itself, and do nothing else. */
const fileHeaders = {
  'content-type': 'image/svg+xml; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  'x-content-type-options': 'nosniff',
}

export function galleryRoutes({ db, models, authentication, publicUrl }: GalleryRoutesDeps) {
  const countPictures = createCountCache()
  const cachedPage = createPageCache()
  // A model that is not offered any more cannot be filtered by, though its pictures stay.
  const knowsModel = (id: string) => models.list().some((model) => model.id === id)

  async function readVisible(req: FastifyRequest<{ Params: { id: string } }>): Promise<GenerationRow> {
    const { id } = req.params
    const viewer = await authentication.findCaller(req)
    const found = isUuid(id) ? await findVisible(db, id, viewer?.userId) : undefined
    if (!found) throw new AppError('svg_not_found', 'SVG not found')
    return found
  }

  return (app: App): void => {
    app.get(
      '/svg/history',
      {
        schema: { querystring: schemas.historyQuery, response: { 200: schemas.historyAnswer } },
        onRequest: authentication.requireCaller,
      },
      async (req) => {
        const query = readListQuery(req.query, historyLimits, knowsModel)
        const { rows, ...rest } = await listPictures(
          db,
          { ownerId: authentication.callerOf(req).userId },
          query,
        )
        return { generations: rows.map(presentListed), ...rest }
      },
    )

    app.get(
      '/svg/public',
      {
        schema: {
          querystring: schemas.publicQuery,
          response: { 200: schemas.publicAnswer, 304: schemas.notModified },
        },
      },
      async (req, reply) => {
        const query = readListQuery(req.query, publicLimits, knowsModel)
        const page = await cachedPage(JSON.stringify(query), async () => {
          const { rows, ...rest } = await listPictures(db, { public: true }, query, countPictures)
          return JSON.stringify({
            publicGenerations: rows.map((row) => presentPublic(row, publicUrl())),
            ...rest,
          })
        })
        reply.header('etag', page.etag).header('cache-control', 'public, max-age=0, must-revalidate')
        if (req.headers['if-none-match']?.includes(page.etag)) return reply.code(304).send(null)
        // Rendered once for all who ask within the same second, and sent as it is.
        return reply.header('content-type', 'application/json; charset=utf-8').send(page.body as never)
      },
    )

    app.get(
      '/svg/:id',
      { schema: { params: schemas.idParams, response: { 200: schemas.oneAnswer } } },
      async (req) => ({
        svgGeneration: presentWhole(await readVisible(req)),
      }),
    )

    app.get(
      '/svg/:id/source',
      { schema: { params: schemas.idParams, response: { 200: schemas.sourceAnswer } } },
      async (req, reply) => {
        const { id, svg } = await readVisible(req)
        reply.header('cache-control', 'no-store')
        return { id, svg }
      },
    )

    app.get('/svg/:id/file.svg', { schema: { params: schemas.idParams } }, async (req, reply) => {
      const { svg, privacy } = await readVisible(req)
      reply.headers({
        ...fileHeaders,
        'cache-control': privacy ? 'private, no-store' : 'public, max-age=31536000, immutable',
      })
      return reply.send(svg)
    })
  }
}
