import type { Moderation } from '../../models/index.ts'
import type { Db } from '../../platform/db/index.ts'
import type { App, Authentication } from '../../platform/http/index.ts'
import { readNamedAuthor } from './find-author.ts'
import { presentAuthor, presentSettings } from './present.ts'
import { saveAuthor } from './save-author.ts'
import * as schemas from './schemas.ts'
import { findOwnAuthor } from './store.ts'

export type AuthorRoutesDeps = { db: Db; moderation: Moderation; authentication: Authentication }

export function authorRoutes({ db, moderation, authentication }: AuthorRoutesDeps) {
  const { requireCaller: onRequest, callerOf } = authentication
  return (app: App): void => {
    app.get('/user/author', { schema: schemas.readOwn, onRequest }, async (req) => {
      const author = await findOwnAuthor(db, callerOf(req).userId)
      return { author: author ? presentSettings(author) : null }
    })

    app.put('/user/author', { schema: schemas.putOwn, onRequest }, async (req) => {
      const { handle, displayName = null, biography = null, isPublic } = req.body
      const settings = { handle, displayName, biography, isPublic }
      const saved = await saveAuthor({ db, moderation }, callerOf(req).userId, settings)
      return { author: presentSettings(saved) }
    })

    app.get('/authors/:handle', { schema: schemas.readAuthor }, async (req) => ({
      author: presentAuthor(await readNamedAuthor(db, req.params.handle)),
    }))
  }
}
