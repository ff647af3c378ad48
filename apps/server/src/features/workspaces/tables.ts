import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { moment } from '../../platform/db/index.ts'
import { users } from '../accounts/index.ts'
import { apiKeys } from '../api-keys/index.ts'
import { roles } from './roles.ts'

/** Who uses which workspace. Written only while the row of the workspace in `users` is locked. */
export const workspaceMembers = pgTable(
  'workspace_members',
  {
    /** Also the id of the row in `api_keys` that limits and counts what the member spends. */
    id: uuid()
      .primaryKey()
      .references(() => apiKeys.id, { onDelete: 'cascade' }),
    workspaceId: uuid('workspace_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** The person. */
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    role: text({ enum: roles }).notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('workspace_members_person').on(table.userId, table.workspaceId),
    index('workspace_members_workspace').on(table.workspaceId),
    check('workspace_members_role_known', sql`${table.role} in ('viewer', 'member', 'admin', 'owner')`),
  ],
)

/** One is open until it is accepted or revoked; an expired one can be sent again. */
export const workspaceInvitations = pgTable(
  'workspace_invitations',
  {
    id: uuid().primaryKey(),
    workspaceId: uuid('workspace_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** In the form of `users.email`. */
    email: text().notNull(),
    role: text({ enum: roles }).notNull(),
    /** The member's limit; null: none. */
    monthlyCredits: integer('monthly_credits'),
    /** SHA-256 of the token in its last email, hexadecimal. */
    tokenHash: text('token_hash').notNull(),
    invitedBy: uuid('invited_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: moment('created_at').notNull().defaultNow(),
    sentAt: moment('sent_at').notNull().defaultNow(),
    expiresAt: moment('expires_at').notNull(),
    acceptedAt: moment('accepted_at'),
    revokedAt: moment('revoked_at'),
  },
  (table) => [
    uniqueIndex('workspace_invitations_token_hash_key').on(table.tokenHash),
    uniqueIndex('workspace_invitations_open')
      .on(table.workspaceId, table.email)
      .where(sql`${table.acceptedAt} is null and ${table.revokedAt} is null`),
    index('workspace_invitations_email').on(table.email),
    index('workspace_invitations_inviter').on(table.invitedBy),
    index('workspace_invitations_expiry').on(table.expiresAt),
    check('workspace_invitations_role_known', sql`${table.role} in ('viewer', 'member', 'admin')`),
    check('workspace_invitations_limit', sql`${table.monthlyCredits} >= 0`),
  ],
)
