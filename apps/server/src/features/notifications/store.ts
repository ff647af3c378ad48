import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import {
  type Db,
  firstUuidOf,
  type KeysetCursor,
  literal,
  momentOfUuid,
  queryNamed,
  type SqlPart,
  type Tx,
} from '../../platform/db/index.ts'
import { notifications, type notificationTypes } from './tables.ts'

export type NewNotification = {
  userId: string
  type: (typeof notificationTypes)[number]
  title: string
  message: string
  data?: NotificationRow['data']
}

/** A notification as its owner sees it; `readAt` is null while it is unread. */
export type NotificationRow = Pick<
  typeof notifications.$inferSelect,
  'id' | 'type' | 'title' | 'message' | 'data' | 'createdAt' | 'readAt'
>

/** By so much the clocks of processes may differ, generously: ids have their times. */
const clockSlackMs = 24 * 60 * 60 * 1_000

/**
 * A row's time is the start of its transaction. So a row that was not yet committed when the user read the
 * list may be older than that moment. No transaction lasts this long: older rows without a time of reading
 * were visible then.
 */
const commitSlack = `interval '2 minutes'`

const seenAt = '(select notifications_seen_at from users where id = $1)'

/**
 * Unread notifications `n` of the user `$1`: newer than the last reading, or committed after it. The row's
 * `read_at` decides; the bounds keep the index scan short. The upper bound excludes nothing, but only with
 * both bounds does the planner estimate the range as narrow as it is.
 */
const isUnread = `n.read_at is null and n.created_at between coalesce(${seenAt}, '-infinity') - ${commitSlack} and 'infinity'`

const listedColumns = `n.id, n.type, n.title, n.message, n.data, n.created_at as "createdAt",
  case when ${isUnread} then null else coalesce(n.read_at, ${seenAt}) end as "readAt"`

export async function insertNotification(tx: Tx, notification: NewNotification): Promise<void> {
  await tx.insert(notifications).values({ id: uuidv7(), ...notification })
}

/** Welcomes a user who has just got an account with its first credits. */
export async function insertWelcome(
  tx: Tx,
  { userId, credits }: { userId: string; credits: number },
): Promise<void> {
  await insertNotification(tx, {
    userId,
    type: 'SYSTEM_ANNOUNCEMENT',
    title: 'Welcome to chatSVG',
    message:
      credits > 0
        ? `You have ${credits} credits. Describe a picture in a sentence to draw your first one.`
        : 'You have no credits yet. The gallery shows what others have drawn.',
  })
}

export async function countUnread(db: Db, userId: string): Promise<number> {
  const [row] = await queryNamed<{ count: number }>(
    db,
    'count_unread_notifications',
    `select count(*)::int as count from notifications n where n.user_id = $1 and ${isUnread}`,
    [userId],
  )
  return row?.count ?? 0
}

/** The user's notifications, newest first, after the cursor if there is one. */
export async function listNotifications(
  db: Db,
  userId: string,
  page: { cursor: KeysetCursor | undefined; limit: number },
): Promise<NotificationRow[]> {
  const { cursor, limit } = page
  const after = cursor ? 'and (n.created_at, n.id) < ($3::timestamptz, $4::uuid)' : ''
  return queryNamed<NotificationRow>(
    db,
    `list_notifications${cursor ? '_after' : ''}`,
    `select ${listedColumns} from notifications n
     where n.user_id = $1 ${after} order by n.created_at desc, n.id desc limit $2`,
    cursor ? [userId, limit, cursor.createdAt, cursor.id] : [userId, limit],
  )
}

/**
 * Records that the user has read the list. Rows are marked one by one, so that exactly the rows that this
 * statement found are marked: no row that is created later, nor one whose transaction commits later. All
 * times are the database's.
 */
export async function markSeen(db: Db, userId: string): Promise<void> {
  await queryNamed(
    db,
    'mark_notifications_seen',
    `with seen as (
       update users set notifications_seen_at = greatest(notifications_seen_at, now()) where id = $1
     )
     update notifications n set read_at = now() where n.user_id = $1 and ${isUnread} and n.created_at <= now()`,
    [userId],
  )
}

/**
 * Deletes the user's notifications about the end of these jobs, because the user has watched it. Jobs of
 * other users and running jobs are ignored. They are not older than the oldest job, so older months are not
 * searched.
 */
export async function deleteEndsOfJobs(db: Db, userId: string, jobIds: readonly string[]): Promise<void> {
  const oldestMs = Math.min(...jobIds.map((id) => momentOfUuid(id).getTime()))
  await queryNamed(
    db,
    'delete_ends_of_jobs',
    `delete from notifications
     where user_id = $1 and job_id = any($2::uuid[]) and type in ('JOB_SUCCEEDED', 'JOB_FAILED') and id >= $3::uuid`,
    [userId, jobIds, firstUuidOf(new Date(Math.max(0, oldestMs - clockSlackMs)))],
  )
}

/**
 * A fragment of the caller's statement: notifies the users in the table expression `from` about their job.
 */
export const notificationFragments = {
  aboutJob: (params: {
    id: SqlPart
    type: NewNotification['type']
    title: string
    message: SqlPart
    data: SqlPart
    /** A table expression with `user_id` and `job_id`; called `source` in the other parts. */
    from: SqlPart
  }) => sql`
    notice as (
      insert into notifications (id, user_id, type, title, message, data, job_id)
      select ${params.id}::uuid, source.user_id, ${literal(params.type)}, ${literal(params.title)}, ${params.message}, ${params.data}, source.job_id
      from ${params.from} source
    )`,
}
