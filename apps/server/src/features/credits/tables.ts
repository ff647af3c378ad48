import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { moment } from '../../platform/db/index.ts'
import { users } from '../accounts/index.ts'

export const creditReasons = ['SIGNUP', 'CHARGE', 'REFUND', 'GRANT', 'PURCHASE'] as const

/**
 * Identities that got sign-up credits or had an account: keyed hashes of addresses and of provider accounts.
 * The table names no user, so it remains when the account is deleted.
 */
export const signupGrants = pgTable('signup_grants', {
  /** HMAC-SHA-256, hexadecimal. */
  identityHash: text('identity_hash').primaryKey(),
  createdAt: moment('created_at').notNull().defaultNow(),
})

/** The ledger. It is append-only: a trigger refuses updates and deletes. */
export const creditEntries = pgTable(
  'credit_entries',
  {
    id: uuid().primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** Credits added, or removed when negative. */
    delta: integer().notNull(),
    reason: text({ enum: creditReasons }).notNull(),
    /** The generation job that was charged or refunded. */
    jobId: uuid('job_id'),
    note: text(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('credit_entries_job_reason_key').on(table.jobId, table.reason),
    index('credit_entries_user_newest').on(table.userId, table.createdAt, table.id),
    check(
      'credit_entries_reason_known',
      sql`${table.reason} in ('SIGNUP', 'CHARGE', 'REFUND', 'GRANT', 'PURCHASE')`,
    ),
    check(
      'credit_entries_job_named',
      sql`(${table.reason} in ('CHARGE', 'REFUND')) = (${table.jobId} is not null)`,
    ),
    // A picture may cost nothing: its charge and its refund are then entries of 0.
    check(
      'credit_entries_sign',
      sql`case ${table.reason} when 'CHARGE' then ${table.delta} <= 0 when 'REFUND' then ${table.delta} >= 0 else ${table.delta} <> 0 end`,
    ),
  ],
)
