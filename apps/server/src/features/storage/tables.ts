import { sql } from 'drizzle-orm'
import { index, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { moment } from '../../platform/db/index.ts'

/**
 * Objects to which a row refers or is about to. The row is written before the object, and deleted before the
 * object is, so every object has a row here or in `svg_object_removals`.
 */
export const svgObjects = pgTable(
  'svg_objects',
  {
    /** SHA-256 of the bytes, hexadecimal; the object's name contains it. */
    key: text().primaryKey(),
    /** The value of `picture_content_hash` for the text, because a trigger cannot read it. */
    contentHash: text('content_hash').notNull(),
    /** When to look whether a picture still refers to it; null after one did, until a picture is deleted. */
    checkAt: moment('check_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [index('svg_objects_to_check').on(table.checkAt).where(sql`${table.checkAt} is not null`)],
)

/** Objects that are being deleted, or were until recently: nobody may rely on one while it has a row here. */
export const svgObjectRemovals = pgTable('svg_object_removals', {
  key: text().primaryKey(),
  startedAt: moment('started_at').notNull().defaultNow(),
  deletedAt: moment('deleted_at'),
})

/**
 * Public files that a CDN may still have: the pictures were deleted or made private. A trigger on
 * `generations` writes them, whether or not there is a CDN.
 */
export const filePurges = pgTable(
  'file_purges',
  {
    pictureId: uuid('picture_id').primaryKey(),
    dueAt: moment('due_at').notNull().defaultNow(),
    /** How often it still has to be purged. */
    passesLeft: smallint('passes_left').notNull(),
    attempts: smallint().notNull().default(0),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [index('file_purges_due').on(table.dueAt), index('file_purges_oldest').on(table.createdAt)],
)
