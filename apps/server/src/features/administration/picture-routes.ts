import type { FastifyRequest } from 'fastify'
import { type Db, isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { App } from '../../platform/http/index.ts'
import { galleryErrors } from '../gallery/index.ts'
import type { ActBy } from './act-store.ts'
import { listPictures } from './list-pictures.ts'
import * as schemas from './picture-schemas.ts'
import { presentPicture, presentReport } from './present.ts'
import { readReports } from './read-pictures.ts'
import type { AdminGuard } from './require-admin.ts'
import {
  deletePictureByHand,
  dismissReports,
  hidePictureByHand,
  showPictureAgain,
  showPictureByHand,
} from './take-down-picture.ts'

export type PictureRoutesDeps = {
  db: Db
  requireAdmin: AdminGuard
  actOf: (req: FastifyRequest, reason: string) => ActBy
}

/** Reported pictures: show details, hide, show again, delete, dismiss the reports. */
export function pictureRoutes({ db, requireAdmin, actOf }: PictureRoutesDeps) {
  const answerPicture = async (id: string) => ({ picture: presentPicture(await showPictureByHand(db, id)) })

  return (app: App): void => {
    app.get('/admin/pictures', { schema: schemas.listPictures, onRequest: requireAdmin }, async (req) => {
      const { rows, nextCursor } = await listPictures(db, req.query)
      return { pictures: rows.map(presentPicture), nextCursor }
    })

    app.get('/admin/pictures/:id', { schema: schemas.showPicture, onRequest: requireAdmin }, async (req) => {
      const picture = await showPictureByHand(db, idOf(req))
      const reports = await readReports(db, picture.id)
      return { picture: presentPicture(picture), svg: picture.svg, reports: reports.map(presentReport) }
    })

    app.post(
      '/admin/pictures/:id/hide',
      { schema: schemas.hidePicture, onRequest: requireAdmin },
      async (req) => {
        await hidePictureByHand(db, idOf(req), actOf(req, req.body.reason))
        return answerPicture(idOf(req))
      },
    )

    app.post(
      '/admin/pictures/:id/show',
      { schema: schemas.showPictureAgain, onRequest: requireAdmin },
      async (req) => {
        await showPictureAgain(db, idOf(req), actOf(req, req.body.reason))
        return { success: true }
      },
    )

    app.post(
      '/admin/pictures/:id/dismiss-reports',
      { schema: schemas.dismissReports, onRequest: requireAdmin },
      async (req) => {
        await dismissReports(db, idOf(req), actOf(req, req.body.reason))
        return answerPicture(idOf(req))
      },
    )

    app.delete(
      '/admin/pictures/:id',
      { schema: schemas.deletePicture, onRequest: requireAdmin },
      async (req) => {
        await deletePictureByHand(db, idOf(req), actOf(req, req.body.reason))
        return { success: true }
      },
    )
  }
}

function idOf({ params }: FastifyRequest<{ Params: { id: string } }>): string {
  if (!isUuid(params.id)) throw new AppError(galleryErrors.svg_not_found.any)
  return params.id
}
