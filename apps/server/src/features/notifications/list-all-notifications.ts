import { type Db, readInPages } from '../../platform/db/index.ts'
import { presentNotification, type WireNotification } from './present.ts'
import { listNotifications, type NotificationRow } from './store.ts'

/** Every stored notification of the user, newest first, for the export of the user's data. */
export async function* listAllNotifications(db: Db, userId: string): AsyncGenerator<WireNotification> {
  const rows = readInPages((last: NotificationRow | undefined, limit) =>
    listNotifications(db, userId, { cursor: last, limit }),
  )
  for await (const row of rows) yield presentNotification(row)
}
