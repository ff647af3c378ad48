import { motions } from '@chatsvg/svg'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { type App, type Authentication, rateLimitHook } from '../../platform/http/index.ts'
import { clientKey, type Limiter } from '../../platform/limits/index.ts'
import {
  componentNameOf,
  downloadLimited,
  type FileLinks,
  type LinkQuery,
  openFile,
  sendPictureFile,
} from '../gallery/index.ts'
import { readText } from '../storage/index.ts'
import { archivePictures } from './archive-pictures.ts'
import { exportErrors } from './errors.ts'
import { createExporter, type ExporterDeps, type ExportFormat } from './export-picture.ts'
import { cutSizes } from './limits.ts'
import * as schemas from './schemas.ts'
import type { SendArchive } from './send-archive.ts'

export type ExportRoutesDeps = ExporterDeps & {
  db: Db
  authentication: Authentication
  links: FileLinks
  /** null means that it is switched off. */
  downloadLimiter: Limiter | null
  sendArchive: SendArchive
}

type FileRequest = FastifyRequest<{ Params: { id: string }; Querystring: LinkQuery }>

/** Headers of the answer. Code does not get a script type, because a browser must not run it. */
type Sent = { type: string; extension: string; tag: string }

const componentForms = ['tsx', 'jsx', 'vue', 'svelte', 'ts'] as const

const svgType = 'image/svg+xml; charset=utf-8'
const textType = 'text/plain; charset=utf-8'

export function exportRoutes(deps: ExportRoutesDeps) {
  const { db, authentication, links, render, renderPlain, runTask, sendArchive } = deps
  const exporter = createExporter({ render, renderPlain, runTask })
  const clientOf = async (req: FastifyRequest) =>
    (await authentication.claimedUserId(req)) ?? clientKey(req.ip)
  const limitDownloads = rateLimitHook({
    name: 'download',
    limiter: deps.downloadLimiter,
    refusal: downloadLimited,
    keyOf: clientOf,
  })

  async function sendExport(
    req: FileRequest,
    reply: FastifyReply,
    format: ExportFormat,
    { type, extension, tag }: Sent,
  ): Promise<FastifyReply> {
    const file = await openFile({ db, links }, { id: req.params.id, query: req.query }, async () =>
      authentication.findCaller(req).then((caller) => caller?.userId),
    )
    const content = async () => {
      const { id, prompt } = file.picture
      const svg = await readText(db, file.picture)
      const made = await exporter.exportPicture({ id, prompt, svg }, format, await clientOf(req))
      if (format.to === 'component') {
        const name = componentNameOf(prompt)
        reply.header('content-disposition', `attachment; filename="${name}.${extension}"`)
      }
      if (made.leftOut.length > 0) reply.header('export-left-out', made.leftOut.join(', '))
      return made.content
    }
    return sendPictureFile(req, reply, file, { type, extension, tag: `-${tag}`, content })
  }

  return (app: App): void => {
    app.get('/svg/:id/file.pdf', { schema: schemas.pdf }, async (req, reply) =>
      sendExport(req, reply, { to: 'pdf' }, { type: 'application/pdf', extension: 'pdf', tag: 'pdf' }),
    )
    app.get('/svg/:id/favicon.zip', { schema: schemas.favicon }, async (req, reply) =>
      sendExport(
        req,
        reply,
        { to: 'favicon' },
        { type: 'application/zip', extension: 'zip', tag: 'favicon' },
      ),
    )
    app.get('/svg/:id/drawable.xml', { schema: schemas.drawable }, async (req, reply) =>
      sendExport(
        req,
        reply,
        { to: 'drawable' },
        { type: 'application/xml; charset=utf-8', extension: 'xml', tag: 'drawable' },
      ),
    )
    app.get('/svg/:id/picture.swift', { schema: schemas.swift }, async (req, reply) =>
      sendExport(req, reply, { to: 'swift' }, { type: textType, extension: 'swift', tag: 'swift' }),
    )
    app.get('/svg/:id/current-color.svg', { schema: schemas.currentColor }, async (req, reply) =>
      sendExport(req, reply, { to: 'current color' }, { type: svgType, extension: 'svg', tag: 'current' }),
    )
    app.get('/svg/:id/cut.svg', { schema: schemas.cut }, async (req, reply) => {
      const sizeMm = readCutSize(req.query.size)
      return sendExport(
        req,
        reply,
        { to: 'cut', sizeMm },
        { type: svgType, extension: 'svg', tag: `cut-${sizeMm}` },
      )
    })
    app.get('/svg/:id/animated.svg', { schema: schemas.animated }, async (req, reply) => {
      const motion = readMotion(req.query.motion)
      return sendExport(
        req,
        reply,
        { to: 'animated', motion },
        { type: svgType, extension: 'svg', tag: `animated-${motion}` },
      )
    })
    app.get('/svg/:id/lottie.json', { schema: schemas.lottie }, async (req, reply) => {
      const motion = readMotion(req.query.motion)
      return sendExport(
        req,
        reply,
        { to: 'lottie', motion },
        { type: 'application/json; charset=utf-8', extension: 'json', tag: `lottie-${motion}` },
      )
    })

    for (const form of componentForms) {
      app.get(`/svg/:id/component.${form}`, { schema: schemas.component(form) }, async (req, reply) =>
        sendExport(req, reply, { to: 'component', form }, { type: textType, extension: form, tag: form }),
      )
    }

    app.post(
      '/svg/files.zip',
      { schema: schemas.archive, onRequest: [authentication.requireCaller, limitDownloads] },
      async (req, reply) => {
        const { userId } = authentication.callerOf(req)
        const files = await archivePictures({ db, render }, userId, req.body.ids)
        return sendArchive(reply, { userId, fileName: 'chatsvg-pictures.zip' }, files)
      },
    )
  }
}

/** @throws AppError `invalid_motion` */
function readMotion(given = 'draw-in') {
  const motion = motions.find((known) => known === given)
  if (motion === undefined) throw new AppError(exportErrors.invalid_motion)
  return motion
}

/** @throws AppError `invalid_cut_size` */
function readCutSize(given = String(cutSizes.usual)): number {
  const size = /^\d{1,4}$/.test(given) ? Number(given) : 0
  if (size < cutSizes.min || size > cutSizes.max) throw new AppError(exportErrors.invalid_cut_size)
  return size
}
