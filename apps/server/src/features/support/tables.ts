import { sql } from 'drizzle-orm'
import { check, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { moment } from '../../platform/db/index.ts'
import { users } from '../accounts/index.ts'

export const supportTypes = ['contact', 'bug', 'idea'] as const
export type SupportType = (typeof supportTypes)[number]

export const supportMessages = pgTable(
  'support_messages',
  {
    id: uuid().primaryKey(),
    /** Null for people without an account. */
    userId: uuid('user_id').references(() => users.id, { onDelete: 'cascade' }),
    type: text({ enum: supportTypes }).notNull(),
    subject: text().notNull(),
    message: text().notNull(),
    /** The reply address. */
    email: text().notNull(),
    contextUrl: text('context_url'),
    userAgent: text('user_agent'),
    requestId: text('request_id'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    index('support_messages_created').on(table.createdAt),
    index('support_messages_user').on(table.userId),
    check('support_messages_type_known', sql`${table.type} in ('contact', 'bug', 'idea')`),
  ],
)
