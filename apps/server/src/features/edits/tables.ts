import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { moment } from '../../platform/db/index.ts'
import { generations } from '../jobs/index.ts'

/**
 * Idempotency keys of requests that make a picture synchronously. They are kept for 24 hours. They are
 * deleted with the picture.
 */
export const editKeys = pgTable(
  'edit_keys',
  {
    userId: uuid('user_id').notNull(),
    key: text().notNull(),
    /** SHA-256 of the request's parameters, hexadecimal. */
    requestHash: text('request_hash').notNull(),
    pictureId: uuid('picture_id')
      .notNull()
      .references(() => generations.id, { onDelete: 'cascade' }),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.key] }),
    index('edit_keys_picture').on(table.pictureId),
    index('edit_keys_oldest').on(table.createdAt),
  ],
)
