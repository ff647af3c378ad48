import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { moment } from '../../platform/db/index.ts'
import { planNames, signupPlan } from './plans.ts'

/**
 * One row a user. A column belongs to `accounts` unless its comment says which feature writes it: some counts
 * change in one statement with the user's other columns, under one lock. A test in test/rules compares the
 * code with these comments.
 */
export const users = pgTable(
  'users',
  {
    id: uuid().primaryKey(),
    /** A workspace is an account that nobody signs in to: its members act in it (`workspaces`). */
    kind: text({ enum: ['person', 'workspace'] })
      .notNull()
      .default('person'),
    /** Trimmed and lower-cased. Of a workspace: a text that is no address (`workspaceEmail`). */
    email: text().notNull(),
    /** Argon2id or, from older databases, bcrypt; null for accounts that only sign in with a provider. */
    passwordHash: text('password_hash'),
    name: text().notNull(),
    avatar: text(),
    plan: text({ enum: planNames }).notNull().default(signupPlan),
    role: text({ enum: ['USER', 'ADMIN'] })
      .notNull()
      .default('USER'),
    /** Always the sum of the user's credit entries: one statement changes both. Written by `credits`. */
    credits: integer().notNull().default(0),
    /** The UTC day that `generationsToday` counts. Written by `credits`. */
    generationsOn: date('generations_on', { mode: 'string' }),
    /** Accepted pictures of that day. Written by `credits`. */
    generationsToday: integer('generations_today').notNull().default(0),
    /**
     * The UTC day that `cancelRefundsToday` counts: refunds of pictures that were cancelled while
     * being drawn. Written by `credits`.
     */
    cancelRefundsOn: date('cancel_refunds_on', { mode: 'string' }),
    /** Refunds of that day for pictures that were stopped while drawn. Written by `credits`. */
    cancelRefundsToday: integer('cancel_refunds_today').notNull().default(0),
    /**
     * The UTC day that `uselessToday` counts: pictures that failed because of the model's answer.
     * Written by `credits`.
     */
    uselessOn: date('useless_on', { mode: 'string' }),
    /** Pictures of that day that failed because of the model's answer. Written by `credits`. */
    uselessToday: integer('useless_today').notNull().default(0),
    /** Credits that the user's requests may be charged in a month (UTC), chosen by the user; null: all. */
    monthlyCredits: integer('monthly_credits'),
    /** The first day of the UTC month that `spentThisMonth` counts. Written by `credits`. */
    spentIn: date('spent_in', { mode: 'string' }),
    /** Charges of that month, less refunds. Written by `credits`. */
    spentThisMonth: integer('spent_this_month').notNull().default(0),
    /** The earliest position in the queue for the user's next picture. Written by `jobs`. */
    queueTurnAt: moment('queue_turn_at'),
    /** When the user last got a position in the queue. Written by `jobs`. */
    queueTurnedAt: moment('queue_turned_at'),
    /** The month (UTC) whose free credits were given. Written by `credits`. */
    freeCreditsMonth: date('free_credits_month', { mode: 'string' }),
    emailVerifiedAt: moment('email_verified_at'),
    /** When the account was suspended; null while it is not. */
    suspendedAt: moment('suspended_at'),
    termsAcceptedAt: moment('terms_accepted_at'),
    termsAcceptedIp: text('terms_accepted_ip'),
    /** When the user last looked at their notifications. Written by `notifications`. */
    notificationsSeenAt: moment('notifications_seen_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
    /** Written by whoever changes the row. */
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('users_email_key').on(table.email),
    // Indexes for the searches of administrators: the newest, the prefix of an address or a name, and rare
    // values.
    index('users_newest').on(table.createdAt, table.id),
    index('users_email_prefix').on(table.email.op('text_pattern_ops')),
    index('users_name_prefix').on(sql`lower(${table.name}) text_pattern_ops`),
    index('users_paying').on(table.plan, table.createdAt, table.id).where(sql`${table.plan} <> 'FREE'`),
    index('users_admins').on(table.id).where(sql`${table.role} = 'ADMIN'`),
    index('users_suspended').on(table.createdAt, table.id).where(sql`${table.suspendedAt} is not null`),
    check('users_email_lower_case', sql`${table.email} = lower(${table.email})`),
    check('users_credits_not_negative', sql`${table.credits} >= 0`),
    check('users_plan_known', sql`${table.plan} in ('FREE', 'CUSTOMER', 'UNLIMITED')`),
    check('users_role_known', sql`${table.role} in ('USER', 'ADMIN')`),
    check(
      'users_kind_known',
      sql`case ${table.kind} when 'person' then ${table.email} not like 'workspace:________-____-____-____-____________'
        when 'workspace' then ${table.email} = 'workspace:' || ${table.id} and ${table.passwordHash} is null and ${table.role} = 'USER' else false end`,
    ),
  ],
)

/**
 * Changes of address: requested, confirmed at the new address, undone from the old one. While a change can be
 * undone, nobody else can use the old address.
 */
export const emailChanges = pgTable(
  'email_changes',
  {
    /** The id of the email to the new address. */
    id: uuid().primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    oldEmail: text('old_email').notNull(),
    newEmail: text('new_email').notNull(),
    /** SHA-256 of the token in that email, hexadecimal. */
    tokenHash: text('token_hash').notNull(),
    expiresAt: moment('expires_at').notNull(),
    /** Confirmed, or replaced by a newer one. */
    usedAt: moment('used_at'),
    confirmedAt: moment('confirmed_at'),
    /** SHA-256 of the token in the email to the old address; null until the change is confirmed. */
    undoTokenHash: text('undo_token_hash'),
    undoUntil: moment('undo_until'),
    undoneAt: moment('undone_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('email_changes_token_hash_key').on(table.tokenHash),
    uniqueIndex('email_changes_undo_token_hash_key').on(table.undoTokenHash),
    index('email_changes_user').on(table.userId),
    index('email_changes_held').on(table.oldEmail, table.undoUntil).where(sql`${table.undoneAt} is null`),
  ],
)

/**
 * The security log. When a user is deleted, rows remain without naming the user. Divided by months of `id`
 * (decision 74).
 */
export const auditEvents = pgTable(
  'audit_events',
  {
    id: uuid().primaryKey(),
    userId: uuid('user_id').references(() => users.id, { onDelete: 'cascade' }),
    action: text().notNull(),
    succeeded: boolean().notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    requestId: text('request_id'),
    details: jsonb().$type<Record<string, string | number | boolean | null>>(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [index('audit_events_user_newest').on(table.userId, table.createdAt, table.id)],
)
