import type { FastifyRequest } from 'fastify'
import type { App, Authentication } from '../../platform/http/index.ts'
import { clientKey } from '../../platform/limits/index.ts'
import { readText } from '../storage/index.ts'
import type { FileLinks, LinkQuery } from './file-links.ts'
import { describeForEmbedding, type EmbeddingDeps } from './oembed.ts'
import { oembed } from './oembed-schema.ts'
import { openFile } from './open-file.ts'
import { createPictureRenderer, type RenderPng, readSize } from './render-picture.ts'
import * as schemas from './schemas.ts'
import { sendPictureFile } from './send-picture-file.ts'

export type FileRoutesDeps = EmbeddingDeps & {
  authentication: Authentication
  links: FileLinks
  renderPng: RenderPng
  isPurged: boolean
}

/** RFC 9213: for CDNs alone, which are told when it is over. */
const cdnCaching = 'public, max-age=2592000'

/**
 * A picture in the formats that every client needs: SVG and PNG. They are available to everybody who may see
 * the picture.
 */
export function fileRoutes(deps: FileRoutesDeps) {
  const { db, authentication, links, renderPng } = deps
  const open = (req: FastifyRequest<{ Params: { id: string }; Querystring: LinkQuery }>) =>
    openFile({ db, links }, { id: req.params.id, query: req.query }, async () =>
      authentication.findCaller(req).then((caller) => caller?.userId),
    )

  const renderPicture = createPictureRenderer(renderPng)

  return (app: App): void => {
    app.get(
      '/svg/:id/file.svg',
      { config: { isPagePart: true }, schema: schemas.svgFile },
      async (req, reply) => {
        const file = await open(req)
        const content = () => readText(db, file.picture)
        const type = 'image/svg+xml; charset=utf-8'
        // Only the plain URL: a CDN keeps each URL, and is told of this one alone.
        if (deps.isPurged && file.by === 'everybody' && !req.url.includes('?'))
          reply.header('cdn-cache-control', cdnCaching)
        return sendPictureFile(req, reply, file, { type, extension: 'svg', tag: '', content })
      },
    )

    app.get('/oembed', { schema: oembed }, async (req, reply) => {
      const description = await describeForEmbedding(deps, req.query, req.host)
      // Pages of every site may read what is public anyway.
      reply.headers({
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
        'cache-control': `public, max-age=${description.cache_age}`,
      })
      return description
    })

    app.get('/svg/:id/file.png', { schema: schemas.pngFile }, async (req, reply) => {
      const size = readSize(req.query.size)
      const file = await open(req)
      const content = async () => {
        const svg = await readText(db, file.picture)
        return renderPicture({ id: file.picture.id, svg }, size, clientKey(req.ip))
      }
      return sendPictureFile(req, reply, file, {
        type: 'image/png',
        extension: 'png',
        tag: `-${size}`,
        content,
      })
    })
  }
}
