import type { Db } from '../../platform/db/index.ts'
import { type App, type Authentication, readPageQuery } from '../../platform/http/index.ts'
import { listLatest } from './list-latest.ts'
import { presentNotification } from './present.ts'
import * as schemas from './schemas.ts'
import { countUnread, deleteEndsOfJobs, markSeen } from './store.ts'

export type NotificationRoutesDeps = { db: Db; authentication: Authentication }

const latestLimits = { usual: 5, max: 50 }

export function notificationRoutes({ db, authentication }: NotificationRoutesDeps) {
  const onRequest = authentication.requireCaller

  return (app: App): void => {
    app.get('/notification/badge', { schema: schemas.badge, onRequest }, async (req) => ({
      unreadCount: await countUnread(db, authentication.callerOf(req).userId),
    }))

    app.get('/notification/latest', { schema: schemas.latest, onRequest }, async (req) => {
      const { userId } = authentication.callerOf(req)
      const { rows, nextCursor } = await listLatest(db, userId, readPageQuery(req.query, latestLimits))
      return { notifications: rows.map(presentNotification), nextCursor }
    })

    app.post('/notification/seen', { schema: schemas.seen, onRequest }, async (req) => {
      await markSeen(db, authentication.callerOf(req).userId)
      return { ok: true }
    })

    app.post('/notification/watched', { schema: schemas.watched, onRequest }, async (req) => {
      await deleteEndsOfJobs(db, authentication.callerOf(req).userId, req.body.jobIds)
      return { ok: true }
    })
  }
}
