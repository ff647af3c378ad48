import type { Db } from '../../platform/db/index.ts'
import { cutPage, type PageQuery } from '../../platform/http/index.ts'
import { listNotifications, type NotificationRow } from './store.ts'

export type NotificationPage = { rows: NotificationRow[]; nextCursor: string | null }

/** One page of the user's notifications, newest first. */
export async function listLatest(
  db: Db,
  userId: string,
  { limit, cursor }: PageQuery,
): Promise<NotificationPage> {
  const found = await listNotifications(db, userId, { cursor, limit: limit + 1 })
  const { rows, nextCursor } = cutPage(found, limit)
  return { rows, nextCursor }
}
