import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  pgSequence,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { moment } from '../../platform/db/index.ts'
import { planNames, users } from '../accounts/index.ts'

export const paymentKinds = ['pack', 'plan'] as const

/**
 * Numbers the readings of Stripe's objects. A number is taken before the reading begins, so a reading with a
 * higher number is not older than one with a lower number, as far as any event before it is concerned.
 */
export const billingReads = pgSequence('billing_reads')

/** The customer at Stripe of a user who has opened a checkout. */
export const billingCustomers = pgTable(
  'billing_customers',
  {
    userId: uuid('user_id')
      .primaryKey()
      .references(() => users.id, { onDelete: 'cascade' }),
    customerId: text('customer_id').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [uniqueIndex('billing_customers_customer_key').on(table.customerId)],
)

/** Customers at Stripe whose accounts were deleted here. They are deleted at Stripe, with their plans. */
export const billingClosures = pgTable('billing_closures', {
  customerId: text('customer_id').primaryKey(),
  createdAt: moment('created_at').notNull().defaultNow(),
})

/** What users have paid, as Stripe reports it: packs of credits, and periods of a plan. */
export const billingPayments = pgTable(
  'billing_payments',
  {
    id: uuid().primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: text({ enum: paymentKinds }).notNull(),
    /** Stripe's id of the checkout session of a pack, or of the invoice of a plan. */
    source: text().notNull(),
    /** Null when nothing had to be paid. */
    paymentIntent: text('payment_intent'),
    currency: text().notNull(),
    /** In the smallest unit of the currency, such as cents. */
    amount: integer().notNull(),
    amountRefunded: integer('amount_refunded').notNull().default(0),
    /** Whether a dispute has withdrawn the money. */
    isDisputed: boolean('is_disputed').notNull().default(false),
    /** Of a pack: its credits. Of a plan: the credits of each month. */
    credits: integer().notNull(),
    /** Credits that were to be taken back, and those that were left to take. */
    askedBack: integer('asked_back').notNull().default(0),
    takenBack: integer('taken_back').notNull().default(0),
    subscriptionId: text('subscription_id'),
    /** How many months of credits the period of a plan has. */
    months: integer(),
    startsAt: moment('starts_at'),
    endsAt: moment('ends_at'),
    /** Whether the credits of a month that were not used end with it. */
    expires: boolean().notNull().default(false),
    /** Of `billing_reads`. */
    readNumber: bigint('read_number', { mode: 'number' }).notNull(),
    paidAt: moment('paid_at').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('billing_payments_source_key').on(table.source),
    uniqueIndex('billing_payments_intent_key').on(table.paymentIntent),
    index('billing_payments_user').on(table.userId, table.paidAt),
    index('billing_payments_subscription')
      .on(table.subscriptionId, table.startsAt)
      .where(sql`${table.subscriptionId} is not null`),
    check('billing_payments_kind_known', sql`${table.kind} in ('pack', 'plan')`),
    check(
      'billing_payments_plan_whole',
      sql`case ${table.kind} when 'plan' then ${table.subscriptionId} is not null and ${table.months} > 0 and ${table.startsAt} < ${table.endsAt}
        else ${table.subscriptionId} is null and ${table.months} is null and ${table.credits} > 0 end`,
    ),
    check(
      'billing_payments_taken',
      sql`${table.takenBack} between 0 and ${table.askedBack} and ${table.credits} >= 0 and ${table.amount} >= 0`,
    ),
  ],
)

/** The months of plans whose credits were given, by their ledger entry. */
export const billingMonths = pgTable(
  'billing_months',
  {
    entryId: uuid('entry_id').primaryKey(),
    paymentId: uuid('payment_id')
      .notNull()
      .references(() => billingPayments.id, { onDelete: 'cascade' }),
    subscriptionId: text('subscription_id').notNull(),
    /** Of the payment's period, from 0. */
    month: integer().notNull(),
    startsAt: moment('starts_at').notNull(),
    credits: integer().notNull(),
  },
  (table) => [
    uniqueIndex('billing_months_once').on(table.paymentId, table.month),
    uniqueIndex('billing_months_start_key').on(table.subscriptionId, table.startsAt),
    check('billing_months_credits', sql`${table.credits} > 0`),
  ],
)

/** Subscriptions to a plan, as Stripe last reported them. */
export const billingSubscriptions = pgTable(
  'billing_subscriptions',
  {
    /** Stripe's. */
    id: text().primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** Stripe's status; see `isLive`. */
    status: text().notNull(),
    /** Null when its price names no plan. */
    plan: text({ enum: planNames }),
    priceId: text('price_id').notNull(),
    /** The credits of a month. */
    credits: integer().notNull(),
    periodEndsAt: moment('period_ends_at').notNull(),
    /** When it will end, if it was cancelled for later. */
    cancelAt: moment('cancel_at'),
    endedAt: moment('ended_at'),
    /** Of `billing_reads`. */
    readNumber: bigint('read_number', { mode: 'number' }).notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [index('billing_subscriptions_user').on(table.userId)],
)

/** Until when Stripe's list of events was processed completely; one row. */
export const billingReconciliation = pgTable(
  'billing_reconciliation',
  {
    isReconciled: boolean('is_reconciled').primaryKey().default(true),
    reconciledAt: moment('reconciled_at').notNull(),
  },
  (table) => [check('billing_reconciliation_one_row', sql`${table.isReconciled}`)],
)

/** Events of Stripe that were processed. The row is written in the transaction of their effect. */
export const billingEvents = pgTable(
  'billing_events',
  {
    /** Stripe's. */
    id: text().primaryKey(),
    type: text().notNull(),
    createdAt: moment('created_at').notNull(),
    processedAt: moment('processed_at').notNull().defaultNow(),
  },
  (table) => [index('billing_events_processed').on(table.processedAt)],
)

/** Codes that give credits. Made by administrators, so that nobody can guess one. */
export const billingCodes = pgTable(
  'billing_codes',
  {
    id: uuid().primaryKey(),
    /** As `readCode` returns it. */
    code: text().notNull(),
    credits: integer().notNull(),
    usesMax: integer('uses_max').notNull(),
    uses: integer().notNull().default(0),
    expiresAt: moment('expires_at'),
    disabledAt: moment('disabled_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('billing_codes_code_key').on(table.code),
    index('billing_codes_newest').on(table.createdAt, table.id),
    check(
      'billing_codes_bounds',
      sql`${table.credits} > 0 and ${table.usesMax} > 0 and ${table.uses} between 0 and ${table.usesMax}`,
    ),
  ],
)

/**
 * Keyed hashes of the addresses that have used a code. They outlive the account, so that a user who returns
 * does not use a code again.
 */
export const billingCodeAddresses = pgTable(
  'billing_code_addresses',
  {
    codeId: uuid('code_id')
      .notNull()
      .references(() => billingCodes.id),
    addressHash: text('address_hash').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.codeId, table.addressHash] })],
)

/** Who has used which code; each person uses a code once, for their own account or for a workspace. */
export const billingCodeUses = pgTable(
  'billing_code_uses',
  {
    codeId: uuid('code_id')
      .notNull()
      .references(() => billingCodes.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** The entry in the ledger of the account that got the credits. */
    entryId: uuid('entry_id').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.codeId, table.userId] }),
    index('billing_code_uses_user').on(table.userId),
  ],
)
