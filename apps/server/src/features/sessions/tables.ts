import { sql } from 'drizzle-orm'
import { boolean, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { moment } from '../../platform/db/index.ts'
import { users } from '../accounts/index.ts'

/** One row per login: the family of all refresh tokens that descend from it. */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid().primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    rememberMe: boolean('remember_me').notNull(),
    /** How its owner signed in. */
    signedInWith: text('signed_in_with', { enum: ['password', 'google', 'github', 'passkey'] })
      .notNull()
      .default('password'),
    /** Whether its owner has also proven a second factor: a code, or a passkey, which is both factors. */
    isMultiFactor: boolean('is_multi_factor').notNull().default(false),
    /** When its owner last proved who they are; null: at its start. */
    provedAt: moment('proved_at'),
    /** Slides with every rotation, never past `absoluteExpiresAt`. */
    expiresAt: moment('expires_at').notNull(),
    absoluteExpiresAt: moment('absolute_expires_at').notNull(),
    revokedAt: moment('revoked_at'),
    revokedReason: text('revoked_reason', {
      enum: ['logout', 'revoked', 'reuse', 'password_changed', 'account_linked', 'suspended', 'surplus'],
    }),
    ipAddress: text('ip_address'),
    /** Of the last rotation, or of the sign-in if there was none. */
    userAgent: text('user_agent'),
    createdAt: moment('created_at').notNull().defaultNow(),
    lastUsedAt: moment('last_used_at').notNull().defaultNow(),
  },
  (table) => [
    // Every refresh writes `last_used_at` and `expires_at`. No B-tree has them, so the new version of the row
    // stays in its page and no index is written (HOT). A BRIN index does not prevent that, since PostgreSQL
    // 16.
    index('sessions_user').on(table.userId),
    index('sessions_revoked').on(table.revokedAt).where(sql`${table.revokedAt} is not null`),
    index('sessions_expiry_blocks').using('brin', table.expiresAt),
  ],
)

export const refreshTokens = pgTable(
  'refresh_tokens',
  {
    id: uuid().primaryKey(),
    sessionId: uuid('session_id')
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    /** SHA-256 of the token, hexadecimal. The token itself is not stored. */
    tokenHash: text('token_hash').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    /** Set once, when the token was rotated. */
    rotatedAt: moment('rotated_at'),
    replacedBy: uuid('replaced_by'),
    /**
     * Only the previous version, which may run beside this one, writes it. It is dropped one release later.
     */
    heldUntil: moment('held_until'),
  },
  (table) => [
    uniqueIndex('refresh_tokens_hash_key').on(table.tokenHash),
    index('refresh_tokens_session').on(table.sessionId),
  ],
)
