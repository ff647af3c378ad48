import { sql } from 'drizzle-orm'
import { boolean, check, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { moment } from '../../platform/db/index.ts'
import { users } from '../accounts/index.ts'

/**
 * What users have written for their public page. A row is kept while the page is switched off, so that nobody
 * else gets the handle and the links to it.
 */
export const authors = pgTable(
  'authors',
  {
    userId: uuid('user_id')
      .primaryKey()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** The last part of the page's URL, in lower case. */
    handle: text().notNull(),
    /** The handle before this one, which stays reserved for the user for a while. */
    formerHandle: text('former_handle'),
    /** When the former handle was given up. */
    handleChangedAt: moment('handle_changed_at'),
    displayName: text('display_name'),
    biography: text(),
    /** Whether there is a page. */
    isPublic: boolean('is_public').notNull(),
    /** When an administrator hid the page. Until it is shown again its user cannot switch it on. */
    removedAt: moment('removed_at'),
    removedReason: text('removed_reason'),
    createdAt: moment('created_at').notNull().defaultNow(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('authors_handle_key').on(table.handle),
    index('authors_former_handle').on(table.formerHandle),
    check('authors_handle_form', sql`${table.handle} ~ '^[a-z0-9][a-z0-9-]{1,28}[a-z0-9]$'`),
  ],
)
