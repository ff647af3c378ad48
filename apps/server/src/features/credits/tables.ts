import { sql } from 'drizzle-orm'
import { bigint, check, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { moment } from '../../platform/db/index.ts'
import { users } from '../accounts/index.ts'

export const creditReasons = [
  'SIGNUP',
  'CHARGE',
  'REFUND',
  'GRANT',
  'PURCHASE',
  'PAYMENT_REFUNDED',
  'CHARGEBACK',
  'EXPIRED',
] as const

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
    /** The payment that bought the credits, or that was returned. */
    paymentId: uuid('payment_id'),
    /**
     * Of a returned payment: the credits that should have been taken back. `delta` has those that were left.
     * Negative when they are given again, because the payment came back.
     */
    asked: integer(),
    note: text(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('credit_entries_job_reason_key').on(table.jobId, table.reason),
    index('credit_entries_user_newest').on(table.userId, table.createdAt, table.id),
    uniqueIndex('credit_entries_purchase_key').on(table.paymentId).where(sql`${table.reason} = 'PURCHASE'`),
    index('credit_entries_payment').on(table.paymentId).where(sql`${table.paymentId} is not null`),
    check(
      'credit_entries_reason_known',
      sql`${table.reason} in ('SIGNUP', 'CHARGE', 'REFUND', 'GRANT', 'PURCHASE', 'PAYMENT_REFUNDED', 'CHARGEBACK', 'EXPIRED')`,
    ),
    check(
      'credit_entries_job_named',
      sql`(${table.reason} in ('CHARGE', 'REFUND')) = (${table.jobId} is not null)`,
    ),
    check(
      'credit_entries_payment_named',
      sql`${table.reason} not in ('PURCHASE', 'PAYMENT_REFUNDED', 'CHARGEBACK') or ${table.paymentId} is not null`,
    ),
    // A picture may cost nothing: its charge and its refund are then entries of 0. So is a returned payment
    // of which no credit was left.
    check(
      'credit_entries_sign',
      sql`case ${table.reason} when 'CHARGE' then ${table.delta} <= 0 when 'REFUND' then ${table.delta} >= 0
        when 'EXPIRED' then ${table.delta} < 0
        when 'PAYMENT_REFUNDED' then ${table.asked} is not null when 'CHARGEBACK' then ${table.asked} is not null
        else ${table.delta} <> 0 end`,
    ),
  ],
)

/**
 * Credits that expire, by the ledger entry that gave them. They are used before all other credits, those that
 * expire first before the others.
 */
export const creditLots = pgTable(
  'credit_lots',
  {
    entryId: uuid('entry_id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    amount: integer().notNull(),
    /** What is left of it, as of `usageMark`. */
    remaining: integer().notNull(),
    /** The credits that the user had used in all when `remaining` was computed. */
    usageMark: bigint('usage_mark', { mode: 'number' }).notNull(),
    expiresAt: moment('expires_at').notNull(),
    /** When what was left was removed; null until then. */
    expiredAt: moment('expired_at'),
  },
  (table) => [
    index('credit_lots_due').on(table.expiresAt).where(sql`${table.expiredAt} is null`),
    index('credit_lots_user').on(table.userId),
    check('credit_lots_remaining', sql`${table.remaining} between 0 and ${table.amount}`),
  ],
)
