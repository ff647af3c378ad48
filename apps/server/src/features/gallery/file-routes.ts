import { toReactComponent } from '@chatsvg/svg'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../../platform/db/index.ts'
import type { App, Authentication } from '../../platform/http/index.ts'
import { clientKey } from '../../platform/limits/index.ts'
import type { FileLinks, LinkQuery } from './file-links.ts'
import { attachmentOf, componentNameOf } from './file-name.ts'
import { type OpenedFile, openFile } from './open-file.ts'
import { createPictureRenderer, type RenderPng, readSize } from './render-picture.ts'
import * as schemas from './schemas.ts'

export type FileRoutesDeps = {
  db: Db
  authentication: Authentication
  links: FileLinks
  renderPng: RenderPng
}

/** What is sent of a picture. `tag` tells apart what the same picture is sent as. */
type Representation = {
  type: string
  extension: string
  tag: string
  content: () => string | Promise<Buffer>
}

/** A picture opened by itself is a document: it may style itself, and do nothing else. */
const fileHeaders = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  'x-content-type-options': 'nosniff',
}

const components = [
  { path: '/svg/:id/component.tsx', extension: 'tsx' },
  { path: '/svg/:id/component.jsx', extension: 'jsx' },
] as const

/**
 * A picture in the forms that other programs take: SVG, PNG, React. Who may see a picture may have all of
 * them.
 */
export function fileRoutes({ db, authentication, links, renderPng }: FileRoutesDeps) {
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
        const { svg } = file.picture
        const type = 'image/svg+xml; charset=utf-8'
        return send(req, reply, file, { type, extension: 'svg', tag: '', content: () => svg })
      },
    )

    app.get('/svg/:id/file.png', { schema: schemas.pngFile }, async (req, reply) => {
      const size = readSize(req.query.size)
      const file = await open(req)
      const content = () => renderPicture(file.picture, size, clientKey(req.ip))
      return send(req, reply, file, { type: 'image/png', extension: 'png', tag: `-${size}`, content })
    })

    for (const { path, extension } of components) {
      app.get(path, { schema: schemas.component(extension) }, async (req, reply) => {
        const file = await open(req)
        const { svg, prompt } = file.picture
        const name = componentNameOf(prompt)
        const content = () => toReactComponent(svg, { name, typescript: extension === 'tsx' })
        reply.header('content-disposition', `attachment; filename="${name}.${extension}"`)
        // No script type: a browser must not run it.
        const type = 'text/plain; charset=utf-8'
        return send(req, reply, file, { type, extension, tag: `-${extension}`, content })
      })
    }
  }
}

async function send(
  req: FastifyRequest,
  reply: FastifyReply,
  file: OpenedFile,
  { type, extension, tag, content }: Representation,
): Promise<FastifyReply> {
  const { picture } = file
  const isDownload = file.by === 'download'
  // A picture never changes, so its id says whether a client already has it.
  const etag = `"${picture.id}${tag}"`
  const isKnown = !isDownload && req.headers['if-none-match']?.includes(etag)
  // Headers that let it be kept are for what could be made, not for an error.
  const body = isKnown ? undefined : await content()
  reply.headers({ ...fileHeaders, 'content-type': type, 'cache-control': cachingOf(file) })
  // Pages of any site may show what anybody may see, and what a signed link opens.
  if (file.by !== 'owner') reply.header('cross-origin-resource-policy', 'cross-origin')
  if (!isDownload) reply.header('etag', etag)
  else if (!reply.hasHeader('content-disposition'))
    reply.header('content-disposition', attachmentOf(picture, extension))
  return isKnown ? reply.code(304).send() : reply.send(body)
}

/**
 * What may be kept. A browser that has shown a public picture keeps it, even when it is deleted or made
 * private later: nothing can call that back. Shared caches ask again after a minute, so that they do not go
 * on showing it to others. A signed link is kept by the browser until it expires.
 */
function cachingOf(file: OpenedFile): string {
  if (file.by === 'everybody') return 'public, max-age=31536000, s-maxage=60, immutable'
  if (file.by === 'link') return `private, max-age=${file.secondsLeft}, immutable`
  return 'private, no-store'
}
