import { sql } from 'drizzle-orm'
import { boolean, check, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { moment } from '../../platform/db/index.ts'
import { users } from '../accounts/index.ts'
import { authors } from '../authors/index.ts'
import { reportEnds, reportReasons } from '../gallery/index.ts'
import { generations } from '../jobs/index.ts'

export const collections = pgTable(
  'collections',
  {
    id: uuid().primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    description: text(),
    /** true: only its owner sees it. */
    privacy: boolean().notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    /** When an administrator hid it. Until it is shown again its owner cannot publish it. */
    removedAt: moment('removed_at'),
    removedReason: text('removed_reason'),
  },
  (table) => [index('collections_user_newest').on(table.userId, table.createdAt, table.id)],
)

/** A version of a picture, as likes name one. The row stays while the picture is private. */
export const collectionPictures = pgTable(
  'collection_pictures',
  {
    collectionId: uuid('collection_id')
      .notNull()
      .references(() => collections.id, { onDelete: 'cascade' }),
    pictureId: uuid('picture_id')
      .notNull()
      .references(() => generations.id, { onDelete: 'cascade' }),
    addedAt: moment('added_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.collectionId, table.pictureId] }),
    index('collection_pictures_newest').on(table.collectionId, table.addedAt, table.pictureId),
    index('collection_pictures_picture').on(table.pictureId),
  ],
)

/** Reports of public collections and of pages of authors. They are deleted with what they are about. */
export const pageReports = pgTable(
  'page_reports',
  {
    id: uuid().primaryKey(),
    collectionId: uuid('collection_id').references(() => collections.id, { onDelete: 'cascade' }),
    /** The user whose page it is. */
    authorId: uuid('author_id').references(() => authors.userId, { onDelete: 'cascade' }),
    /** As in `picture_reports`. */
    reporterKey: text('reporter_key').notNull(),
    reason: text({ enum: reportReasons }).notNull(),
    text: text(),
    createdAt: moment('created_at').notNull().defaultNow(),
    /** null: not resolved by an administrator yet. */
    resolvedAt: moment('resolved_at'),
    resolution: text({ enum: reportEnds }),
  },
  (table) => [
    uniqueIndex('page_reports_collection_once')
      .on(table.collectionId, table.reporterKey)
      .where(sql`${table.resolvedAt} is null`),
    uniqueIndex('page_reports_author_once')
      .on(table.authorId, table.reporterKey)
      .where(sql`${table.resolvedAt} is null`),
    index('page_reports_collection').on(table.collectionId),
    index('page_reports_author').on(table.authorId),
    index('page_reports_resolved').on(table.resolvedAt).where(sql`${table.resolvedAt} is not null`),
    check('page_reports_one_page', sql`(${table.collectionId} is null) <> (${table.authorId} is null)`),
    check('page_reports_resolved_whole', sql`(${table.resolvedAt} is null) = (${table.resolution} is null)`),
  ],
)
