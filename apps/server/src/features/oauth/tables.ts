import { index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { moment } from '../../platform/db/index.ts'
import { users } from '../accounts/index.ts'

export const providerNames = ['google', 'github'] as const
export type ProviderName = (typeof providerNames)[number]

/**
 * Provider accounts that sign in to an account here. The key is the provider's own id of the user, never an
 * address.
 */
export const oauthAccounts = pgTable(
  'oauth_accounts',
  {
    id: uuid().primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    provider: text({ enum: providerNames }).notNull(),
    /** The provider's stable id of the user. */
    providerId: text('provider_id').notNull(),
    email: text(),
    /**
     * The picture that the provider returned last; a user's avatar follows it as long as the two are equal.
     */
    avatar: text(),
    createdAt: moment('created_at').notNull().defaultNow(),
    lastUsedAt: moment('last_used_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('oauth_accounts_provider_id_key').on(table.provider, table.providerId),
    uniqueIndex('oauth_accounts_user_provider_key').on(table.userId, table.provider),
  ],
)

/** Sign-ins in progress at a provider. The one callback that may use a row deletes it. */
export const oauthTransactions = pgTable(
  'oauth_transactions',
  {
    id: uuid().primaryKey(),
    /**
     * SHA-256 of the state's random part, hexadecimal. The PKCE verifier and the nonce are derived from that
     * part and not stored.
     */
    stateHash: text('state_hash').notNull(),
    provider: text({ enum: providerNames }).notNull(),
    /** Origin of the front end to which the user returns. */
    frontendOrigin: text('frontend_origin').notNull(),
    /** Path on it, with query and fragment. */
    redirectPath: text('redirect_path').notNull(),
    /** The session that asked to link the account; null for a sign-in. */
    linkSessionId: uuid('link_session_id'),
    expiresAt: moment('expires_at').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('oauth_transactions_state_hash_key').on(table.stateHash),
    index('oauth_transactions_expiry').on(table.expiresAt),
  ],
)
