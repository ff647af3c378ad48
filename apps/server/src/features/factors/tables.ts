import {
  bigint,
  boolean,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { moment } from '../../platform/db/index.ts'
import { users } from '../accounts/index.ts'

const ownerId = () =>
  uuid('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' })

/** Passkeys (WebAuthn Level 3, section 4): keys on a device of the user that sign in to the account. */
export const passkeys = pgTable(
  'passkeys',
  {
    id: uuid().primaryKey(),
    userId: ownerId(),
    /** As the authenticator named it, base64url. */
    credentialId: text('credential_id').notNull(),
    /** COSE_Key (RFC 9052, section 7), base64url. */
    publicKey: text('public_key').notNull(),
    /** The counter of the last use; 0 for authenticators that do not count. */
    counter: bigint({ mode: 'number' }).notNull(),
    transports: jsonb().$type<string[]>().notNull(),
    name: text().notNull(),
    /** Whether the passkey is synchronised to other devices of its owner. */
    isSynced: boolean('is_synced').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    lastUsedAt: moment('last_used_at'),
  },
  (table) => [
    uniqueIndex('passkeys_credential_key').on(table.credentialId),
    index('passkeys_user').on(table.userId),
  ],
)

/** Challenges that an authenticator has signed: each is accepted once. */
export const usedChallenges = pgTable(
  'used_challenges',
  {
    /** SHA-256 of the challenge, hexadecimal. */
    challengeHash: text('challenge_hash').primaryKey(),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [index('used_challenges_expiry').on(table.expiresAt)],
)

/** The secret from which a user's authenticator app computes codes (RFC 6238). */
export const totpSecrets = pgTable('totp_secrets', {
  userId: ownerId().primaryKey(),
  /** Encrypted: see `sealSecret`. */
  sealedSecret: text('sealed_secret').notNull(),
  /** Time step of the last accepted code: no code of this step, or of an earlier one, is accepted again. */
  lastStep: bigint('last_step', { mode: 'number' }).notNull().default(0),
  /** Null until its owner has entered a code; no sign-in requires a code before. */
  confirmedAt: moment('confirmed_at'),
  createdAt: moment('created_at').notNull().defaultNow(),
})

/** Codes that replace a lost authenticator app, each once. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    userId: ownerId(),
    /** SHA-256, hexadecimal: a code has 80 random bits, so no salt is needed. */
    codeHash: text('code_hash').notNull(),
    usedAt: moment('used_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.codeHash] })],
)

/** Sign-ins that wait for their second factor. */
export const secondFactorTickets = pgTable(
  'second_factor_tickets',
  {
    /** SHA-256 of the ticket, hexadecimal. */
    ticketHash: text('ticket_hash').primaryKey(),
    userId: ownerId(),
    /** SHA-256 of the password's hash at that time: a new password invalidates the ticket. */
    passwordStamp: text('password_stamp').notNull(),
    rememberMe: boolean('remember_me').notNull(),
    signedInWith: text('signed_in_with', { enum: ['password', 'google', 'github'] }).notNull(),
    wrongCodes: bigint('wrong_codes', { mode: 'number' }).notNull().default(0),
    expiresAt: moment('expires_at').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    index('second_factor_tickets_user').on(table.userId),
    index('second_factor_tickets_expiry').on(table.expiresAt),
  ],
)
