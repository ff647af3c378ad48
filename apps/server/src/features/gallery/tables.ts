import { sql } from 'drizzle-orm'
import { check, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { moment } from '../../platform/db/index.ts'
import { users } from '../accounts/index.ts'
import { generations } from '../jobs/index.ts'

export const reportReasons = ['sexual', 'violent', 'hateful', 'personal', 'copyright', 'other'] as const
export const reportEnds = ['hidden', 'dismissed'] as const

/** Reports of public pictures. They are deleted with the picture. */
export const pictureReports = pgTable(
  'picture_reports',
  {
    id: uuid().primaryKey(),
    pictureId: uuid('picture_id')
      .notNull()
      .references(() => generations.id, { onDelete: 'cascade' }),
    /** HMAC of the account or address of the reporter: enough to allow one report for each. */
    reporterKey: text('reporter_key').notNull(),
    reason: text({ enum: reportReasons }).notNull(),
    text: text(),
    createdAt: moment('created_at').notNull().defaultNow(),
    /** null: not resolved by an administrator yet. */
    resolvedAt: moment('resolved_at'),
    resolution: text({ enum: reportEnds }),
  },
  (table) => [
    uniqueIndex('picture_reports_open_once')
      .on(table.pictureId, table.reporterKey)
      .where(sql`${table.resolvedAt} is null`),
    index('picture_reports_picture_newest').on(table.pictureId, table.createdAt, table.id),
    index('picture_reports_open_newest')
      .on(table.createdAt, table.id)
      .where(sql`${table.resolvedAt} is null`),
    index('picture_reports_resolved').on(table.resolvedAt).where(sql`${table.resolvedAt} is not null`),
    check(
      'picture_reports_resolved_whole',
      sql`(${table.resolvedAt} is null) = (${table.resolution} is null)`,
    ),
  ],
)

/**
 * What administrators have hidden or deleted of a user. A row remains when the picture is deleted, until an
 * administrator shows the picture again. While there is a row, a trigger on `generations` keeps private every
 * version of the tree, and every picture of the user with the same content.
 */
export const takedowns = pgTable(
  'takedowns',
  {
    pictureId: uuid('picture_id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** The first version of the picture's tree, or the picture itself. */
    treeId: uuid('tree_id').notNull(),
    /** `picture_content_hash` of its text. */
    contentHash: text('content_hash').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    index('takedowns_user_content').on(table.userId, table.contentHash),
    index('takedowns_tree').on(table.treeId),
  ],
)
