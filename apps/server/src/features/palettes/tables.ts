import { sql } from 'drizzle-orm'
import { check, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { moment } from '../../platform/db/index.ts'
import { users } from '../accounts/index.ts'

export const palettes = pgTable(
  'palettes',
  {
    id: uuid().primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** As `#rrggbb`, in the order in which they were kept. */
    colors: text().array().notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('palettes_once').on(table.userId, table.colors),
    check('palettes_colors_counted', sql`cardinality(${table.colors}) between 1 and 12`),
  ],
)
