import { sql } from 'drizzle-orm'
import { check, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { moment } from '../../platform/db/index.ts'
import { users } from '../accounts/index.ts'

export const notificationTypes = [
  'SYSTEM_ANNOUNCEMENT',
  'JOB_SUCCEEDED',
  'JOB_FAILED',
  'LOW_CREDITS',
  'ACCOUNT_SECURITY',
] as const

/** Divided by months of `id` (decision 74). */
export const notifications = pgTable(
  'notifications',
  {
    id: uuid().primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    type: text({ enum: notificationTypes }).notNull(),
    title: text().notNull(),
    message: text().notNull(),
    data: jsonb().$type<Record<string, string | number | null>>().notNull().default({}),
    /** The job that this is about: one notification for each job and type, because a job ends once. */
    jobId: uuid('job_id'),
    readAt: moment('read_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    index('notifications_user_job').on(table.userId, table.jobId).where(sql`${table.jobId} is not null`),
    index('notifications_user_newest').on(table.userId, table.createdAt, table.id),
    check(
      'notifications_type_known',
      sql`${table.type} in ('SYSTEM_ANNOUNCEMENT', 'JOB_SUCCEEDED', 'JOB_FAILED', 'LOW_CREDITS', 'ACCOUNT_SECURITY')`,
    ),
  ],
)
