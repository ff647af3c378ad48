import { toComponent } from '@chatsvg/svg'
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

/** The response for a file. `tag` distinguishes the formats of one picture. */
type Representation = {
  type: string
  extension: string
  tag: string
  content: () => string | Promise<Buffer>
}

/** A picture that is opened by itself is a document: it may have styles and nothing else. */
const fileHeaders = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  'x-content-type-options': 'nosniff',
}

const componentForms = ['tsx', 'jsx', 'vue', 'svelte', 'ts'] as const

/**
 * A picture in the formats for other programs: SVG, PNG, React. Whoever may see a picture may get all of
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

    for (const extension of componentForms) {
      app.get(
        `/svg/:id/component.${extension}`,
        { schema: schemas.component(extension) },
        async (req, reply) => {
          const file = await open(req)
          const { svg, prompt } = file.picture
          const name = componentNameOf(prompt)
          const content = () => toComponent(svg, { name, form: extension })
          reply.header('content-disposition', `attachment; filename="${name}.${extension}"`)
          // Not a script type: a browser must not run it.
          const type = 'text/plain; charset=utf-8'
          return send(req, reply, file, { type, extension, tag: `-${extension}`, content })
        },
      )
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
  // A picture never changes, so its id says whether the client's copy is current.
  const etag = `"${picture.id}${tag}"`
  const isKnown = !isDownload && req.headers['if-none-match']?.includes(etag)
  // Set caching headers only when the file was made, not on an error.
  const body = isKnown ? undefined : await content()
  reply.headers({ ...fileHeaders, 'content-type': type, 'cache-control': cachingOf(file) })
  // Pages of every site may show public files, and files with a signed link.
  if (file.by !== 'owner') reply.header('cross-origin-resource-policy', 'cross-origin')
  if (!isDownload) reply.header('etag', etag)
  else if (!reply.hasHeader('content-disposition'))
    reply.header('content-disposition', attachmentOf(picture, extension))
  return isKnown ? reply.code(304).send() : reply.send(body)
}

/**
 * Caching. A browser keeps a public picture that it has shown, even when the picture is later deleted or made
 * private: that cannot be undone. Shared caches revalidate after a minute, so that they stop showing it to
 * others. A browser keeps a file with a signed link until the link expires.
 */
function cachingOf(file: OpenedFile): string {
  if (file.by === 'everybody') return 'public, max-age=31536000, s-maxage=60, immutable'
  if (file.by === 'link') return `private, max-age=${file.secondsLeft}, immutable`
  return 'private, no-store'
}
