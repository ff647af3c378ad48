import { type Db, readInPages } from '../../platform/db/index.ts'
import { presentNotification, type WireNotification } from './present.ts'
import { listNotifications, type NotificationRow } from './store.ts'

/** Everything that the user was told and that is still kept, newest first, for the export of their data. */
export async function* listAllNotifications(db: Db, userId: string): AsyncGenerator<WireNotification> {
  const rows = readInPages((last: NotificationRow | undefined, limit) =>
    listNotifications(db, userId, { cursor: last, limit }),
  )
  for await (const row of rows) yield presentNotification(row)
}
