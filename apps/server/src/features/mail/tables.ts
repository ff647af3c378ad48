import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { moment } from '../../platform/db/index.ts'
import { users } from '../accounts/index.ts'

/**
 * Emails that are queued or were sent. A row says which email and its data, never its text or a token: those
 * are made when it is sent.
 */
export const outbox = pgTable(
  'mail_letters',
  {
    id: uuid().primaryKey(),
    /** The recipient's account; null until it has been looked up whether the address belongs to one. */
    userId: uuid('user_id').references(() => users.id, { onDelete: 'cascade' }),
    /** Name of the email's definition. */
    letter: text().notNull(),
    recipient: text().notNull(),
    /** The data that the definition requires. No secrets. */
    data: jsonb().notNull().default({}),
    /** DROPPED: there was nothing to say any more, or no recipient. FAILED: given up. */
    status: text({ enum: ['QUEUED', 'SENT', 'DROPPED', 'FAILED'] })
      .notNull()
      .default('QUEUED'),
    attempts: integer().notNull().default(0),
    /** Not sent before this time. */
    dueAt: moment('due_at').notNull().defaultNow(),
    /** Until then one worker holds the claim; afterwards another may take it. */
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
