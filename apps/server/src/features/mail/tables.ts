import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { moment } from '../../platform/db/index.ts'
import { users } from '../accounts/index.ts'

/**
 * Emails that are owed or were sent. A row says which email and about what, never its text or a token:
 * those are made when it is sent.
 */
export const outbox = pgTable(
  'mail_letters',
  {
    id: uuid().primaryKey(),
    /** Whose email it is; null when nobody has looked yet whether the address belongs to anyone. */
    userId: uuid('user_id').references(() => users.id, { onDelete: 'cascade' }),
    /** Name of the email's definition. */
    letter: text().notNull(),
    recipient: text().notNull(),
    /** What the definition says that it needs. No secrets. */
    data: jsonb().notNull().default({}),
    /** DROPPED: there was nothing to say any more, or nobody to say it to. FAILED: given up. */
    status: text({ enum: ['QUEUED', 'SENT', 'DROPPED', 'FAILED'] })
      .notNull()
      .default('QUEUED'),
    attempts: integer().notNull().default(0),
    /** Not to be sent before. */
    dueAt: moment('due_at').notNull().defaultNow(),
    /** A worker is sending it; afterwards another may. */
    claimedUntil: moment('claimed_until'),
    endedAt: moment('ended_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    index('mail_letters_due').on(table.dueAt).where(sql`${table.status} = 'QUEUED'`),
    index('mail_letters_created').on(table.createdAt),
    index('mail_letters_user').on(table.userId),
    index('mail_letters_recipient').on(table.recipient, table.createdAt),
    check('mail_letters_status_known', sql`${table.status} in ('QUEUED', 'SENT', 'DROPPED', 'FAILED')`),
    check('mail_letters_ended', sql`(${table.status} = 'QUEUED') = (${table.endedAt} is null)`),
  ],
)
