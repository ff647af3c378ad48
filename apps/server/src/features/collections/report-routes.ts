import { uuidv7 } from 'uuidv7'
import { type Db, isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { App } from '../../platform/http/index.ts'
import { authorErrors, readNamedAuthor } from '../authors/index.ts'
import type { ReportGuard } from '../gallery/index.ts'
import { collectionErrors } from './errors.ts'
import { insertPageReport } from './report-store.ts'
import * as schemas from './schemas.ts'

export type ReportRoutesDeps = { db: Db; reports: ReportGuard }

/** Reports of public collections and of pages of authors, as of pictures. */
export function reportRoutes({ db, reports }: ReportRoutesDeps) {
  const onRequest = reports.limit
  return (app: App): void => {
    app.post(
      '/collections/:id/report',
      { schema: schemas.reportCollection, onRequest },
      async (req, reply) => {
        const { id } = req.params
        const { reason, text = null } = req.body
        const report = { id: uuidv7(), reporterKey: await reports.readReporterKey(req), reason, text }
        if (!isUuid(id) || !(await insertPageReport(db, { kind: 'collection', id }, report)))
          throw new AppError(collectionErrors.collection_not_found)
        reply.code(202)
        return { ok: true }
      },
    )

    app.post('/authors/:handle/report', { schema: schemas.reportAuthor, onRequest }, async (req, reply) => {
      const { userId: id } = await readNamedAuthor(db, req.params.handle)
      const { reason, text = null } = req.body
      const report = { id: uuidv7(), reporterKey: await reports.readReporterKey(req), reason, text }
      if (!(await insertPageReport(db, { kind: 'author', id }, report)))
        throw new AppError(authorErrors.author_not_found)
      reply.code(202)
      return { ok: true }
    })
  }
}
