import { date, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'

/**
 * What pictures of a model were charged on a UTC day that is over, from the ledger. It names no user, so it
 * remains when accounts are deleted.
 */
export const modelDays = pgTable(
  'model_days',
  {
    day: date({ mode: 'string' }).notNull(),
    /** Empty in one row of each day, which says that the day is in the table. */
    model: text().notNull(),
    /** Charges, also those of 0. */
    pictures: integer().notNull(),
    charged: integer().notNull(),
    /** By the day of the refund, which may be later than that of the charge. */
    refunded: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.model] })],
)
