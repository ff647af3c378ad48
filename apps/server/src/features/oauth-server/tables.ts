import { sql } from 'drizzle-orm'
import { index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { moment } from '../../platform/db/index.ts'
import { apiKeys } from '../api-keys/index.ts'

/** Programs that have registered themselves (RFC 7591). */
export const oauthClients = pgTable(
  'oauth_clients',
  {
    id: text().primaryKey(),
    /** As in RFC 7591, section 2; the secret of a confidential client is encrypted. */
    metadata: jsonb().$type<Record<string, unknown>>().notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    /** When a request of it was last checked; written at most once an hour. */
    lastUsedAt: moment('last_used_at').notNull().defaultNow(),
  },
  (table) => [index('oauth_clients_use').on(table.lastUsedAt)],
)

/** What a user has allowed a program to do. The row of the app has its name, its scopes and its end. */
export const oauthGrants = pgTable(
  'oauth_grants',
  {
    appId: uuid('app_id')
      .primaryKey()
      .references(() => apiKeys.id, { onDelete: 'cascade' }),
    /** An id of `oauth_clients`, the URL of a metadata document, or a client of the service's own. */
    clientId: text('client_id').notNull(),
    /** By resource (RFC 8707): the scopes, separated by spaces. */
    resources: jsonb().$type<Record<string, string>>().notNull(),
  },
  (table) => [index('oauth_grants_client').on(table.clientId)],
)

/** Codes, refresh tokens and requests that wait for a person. */
export const oauthTokens = pgTable(
  'oauth_tokens',
  {
    /** HMAC of the kind and the token, hexadecimal. The token itself is not stored. */
    hash: text().primaryKey(),
    /** A model of the library. */
    kind: text({ enum: ['AuthorizationCode', 'RefreshToken', 'DeviceCode', 'Interaction'] }).notNull(),
    appId: uuid('app_id').references(() => apiKeys.id, { onDelete: 'cascade' }),
    /** The same HMAC of the code that a person types. */
    userCodeHash: text('user_code_hash').unique('oauth_tokens_user_code_key'),
    /** The fields of the library's model, without the token. */
    payload: jsonb().$type<Record<string, unknown>>().notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    expiresAt: moment('expires_at').notNull(),
    /** It was used, and is kept to recognise a second use. */
    consumedAt: moment('consumed_at'),
    /** When a device last asked for its tokens. */
    polledAt: moment('polled_at'),
  },
  (table) => [
    index('oauth_tokens_app').on(table.appId).where(sql`${table.appId} is not null`),
    index('oauth_tokens_expiry').on(table.expiresAt),
  ],
)
