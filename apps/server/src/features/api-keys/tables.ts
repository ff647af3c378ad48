import { sql } from 'drizzle-orm'
import { check, date, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { moment } from '../../platform/db/index.ts'
import { users } from '../accounts/index.ts'
import type { AppScope } from './scopes.ts'

/**
 * What a key may do. Its secrets are in their own table, so that it stays the same key when they change. An
 * app that a user has connected by OAuth is a row of the kind `app`; its secrets are access tokens. The
 * membership of a person in a workspace is a row of the kind `member` without secrets: what it may spend is
 * limited and counted as for keys, and it ends as keys do.
 */
export const apiKeys = pgTable(
  'api_keys',
  {
    id: uuid().primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: text({ enum: ['key', 'app', 'member'] })
      .notNull()
      .default('key'),
    name: text().notNull(),
    scopes: text().array().$type<AppScope[]>().notNull(),
    /** Credits that it may spend in a month (UTC); null: as many as its user has. */
    monthlyCredits: integer('monthly_credits'),
    /** Web origins from whose pages it may be used; empty: no page of another site. */
    origins: text().array().notNull(),
    /** Addresses and networks (CIDR) from which it may be used; empty: all. */
    addresses: text().array().notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    /** Null: never. Of an app: when its newest token expires. */
    expiresAt: moment('expires_at'),
    revokedAt: moment('revoked_at'),
    /** Written at most once a minute. */
    lastUsedAt: moment('last_used_at'),
    lastUsedAddress: text('last_used_address'),
  },
  (table) => [
    index('api_keys_user').on(table.userId, table.createdAt),
    index('api_keys_revoked').on(table.revokedAt).where(sql`${table.revokedAt} is not null`),
    index('api_keys_expiry').on(table.expiresAt).where(sql`${table.expiresAt} is not null`),
    check('api_keys_monthly_credits', sql`${table.monthlyCredits} >= 0`),
  ],
)

/** The secrets of keys. A key has one, and for a time after its rotation also the one before. */
export const apiKeySecrets = pgTable(
  'api_key_secrets',
  {
    /** SHA-256 of the whole text of the key, hexadecimal. The text itself is not stored. */
    secretHash: text('secret_hash').primaryKey(),
    keyId: uuid('key_id')
      .notNull()
      .references(() => apiKeys.id, { onDelete: 'cascade' }),
    /** The beginning of the text, by which its owner recognises it. */
    beginning: text().notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    /** Set when another one has replaced it, and for access tokens: it works until then. */
    endsAt: moment('ends_at'),
    /** Of an access token: `api` for every call, `mcp` for `/mcp` alone; null: the secret of a key. */
    audience: text({ enum: ['api', 'mcp'] }),
    /** Of an access token: a part of the scopes of its app; null: all of the key's. */
    scopes: text().array().$type<AppScope[]>(),
  },
  (table) => [
    index('api_key_secrets_key').on(table.keyId),
    index('api_key_secrets_end').on(table.endsAt).where(sql`${table.endsAt} is not null`),
  ],
)

/**
 * Credits that a key has spent, by month (UTC) of the charge, less refunds. Written in the statements that
 * accept and end jobs, after the row of the user has been locked.
 */
export const apiKeyMonths = pgTable(
  'api_key_months',
  {
    keyId: uuid('key_id')
      .notNull()
      .references(() => apiKeys.id, { onDelete: 'cascade' }),
    /** Its first day. */
    month: date({ mode: 'string' }).notNull(),
    spent: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.keyId, table.month] }),
    index('api_key_months_month').on(table.month),
    check('api_key_months_spent', sql`${table.spent} >= 0`),
  ],
)

/** The uses of a key, by UTC day and call, refused ones too. */
export const apiKeyUses = pgTable(
  'api_key_uses',
  {
    keyId: uuid('key_id')
      .notNull()
      .references(() => apiKeys.id, { onDelete: 'cascade' }),
    day: date({ mode: 'string' }).notNull(),
    /** The method and the path of the route, or `socket`. */
    call: text().notNull(),
    uses: integer().notNull(),
    /** How many of the uses were refused because of the key. */
    refusals: integer().notNull(),
    firstAt: moment('first_at').notNull(),
    lastAt: moment('last_at').notNull(),
    firstAddress: text('first_address').notNull(),
    lastAddress: text('last_address').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.keyId, table.day, table.call] }),
    index('api_key_uses_day').on(table.day),
  ],
)
