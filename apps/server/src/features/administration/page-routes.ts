import { isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { App } from '../../platform/http/index.ts'
import { collectionErrors, type ReportedPage } from '../collections/index.ts'
import { galleryErrors } from '../gallery/index.ts'
import { readChoice } from './filter.ts'
import { dismissPageReports, hidePage, showPage } from './hide-page.ts'
import * as schemas from './page-schemas.ts'
import type { PictureRoutesDeps } from './picture-routes.ts'
import { presentPage } from './present.ts'
import { readPages } from './read-pages.ts'
import { pictureStates } from './read-pictures.ts'

/** Reported collections and pages of authors: hide, allow again, dismiss the reports. */
export function pageRoutes({ db, requireAdmin, actOf }: PictureRoutesDeps) {
  return (app: App): void => {
    app.get('/admin/pages', { schema: schemas.listPages, onRequest: requireAdmin }, async (req) => {
      const { state = 'reported' } = readChoice('state', req.query, pictureStates)
      return { pages: (await readPages(db, state)).map(presentPage) }
    })

    app.post(
      '/admin/pages/:kind/:id/hide',
      { schema: schemas.hidePage, onRequest: requireAdmin },
      async (req) => {
        await hidePage(db, pageOf(req.params), actOf(req, req.body.reason))
        return { success: true }
      },
    )

    app.post(
      '/admin/pages/:kind/:id/show',
      { schema: schemas.showPage, onRequest: requireAdmin },
      async (req) => {
        await showPage(db, pageOf(req.params), actOf(req, req.body.reason))
        return { success: true }
      },
    )

    app.post(
      '/admin/pages/:kind/:id/dismiss-reports',
      { schema: schemas.dismissReports, onRequest: requireAdmin },
      async (req) => {
        await dismissPageReports(db, pageOf(req.params), actOf(req, req.body.reason))
        return { success: true }
      },
    )
  }
}

const kinds = ['collection', 'author'] as const

function pageOf(params: { kind: string; id: string }): ReportedPage {
  const { kind } = params
  if (kind !== 'collection' && kind !== 'author')
    throw new AppError(galleryErrors.invalid_filter.choice('kind', kinds))
  if (!isUuid(params.id)) throw new AppError(collectionErrors.collection_not_found)
  return { kind, id: params.id }
}
