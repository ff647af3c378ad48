import { index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { moment } from '../../platform/db/index.ts'
import { users } from '../accounts/index.ts'

/**
 * Tokens that emails carry. Each kind has its own table, so a token of one kind cannot be used as another.
 */
export const mailedTokens = (name: string) =>
  pgTable(
    name,
    {
      /** The id of the email that carries the token. */
      id: uuid().primaryKey(),
      userId: uuid('user_id')
        .notNull()
        .references(() => users.id, { onDelete: 'cascade' }),
      /** SHA-256 of the mailed token, hexadecimal. */
      tokenHash: text('token_hash').notNull(),
      expiresAt: moment('expires_at').notNull(),
      usedAt: moment('used_at'),
      createdAt: moment('created_at').notNull().defaultNow(),
    },
    (table) => [
      uniqueIndex(`${name}_token_hash_key`).on(table.tokenHash),
      index(`${name}_user`).on(table.userId),
    ],
  )

export const passwordResets = mailedTokens('password_resets')
export const emailVerifications = mailedTokens('email_verifications')

export type MailedTokens = ReturnType<typeof mailedTokens>
