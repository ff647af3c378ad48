import { sql } from 'drizzle-orm'
import { check, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { moment } from '../../platform/db/index.ts'

export const adminActions = [
  'user.grant',
  'user.suspend',
  'user.restore',
  'user.change',
  'user.reset-factors',
  'user.revoke-api-key',
  'user.disconnect-app',
  'user.disable-webhook',
  'user.enable-webhook',
  'job.retry',
  'job.cancel',
  'queue.pause',
  'queue.resume',
  'queue.drain',
  'model.disable',
  'model.enable',
  'picture.hide',
  'picture.show',
  'picture.delete',
  'picture.dismiss-reports',
  'page.hide',
  'page.show',
  'page.dismiss-reports',
  'code.create',
  'code.disable',
] as const

export const subjectKinds = [
  'user',
  'job',
  'queue',
  'model',
  'picture',
  'collection',
  'author',
  'code',
] as const

/**
 * The log of administrators' actions. It is append-only: a trigger refuses updates and deletes. Rows remain
 * when the named users are deleted, and name them only by id.
 */
export const adminActs = pgTable(
  'admin_acts',
  {
    id: uuid().primaryKey(),
    /** A user of the service, or the operator who runs the program on the server. */
    actorKind: text('actor_kind', { enum: ['user', 'command-line'] }).notNull(),
    /** No foreign key: the id remains when the account is deleted. */
    actorId: uuid('actor_id'),
    action: text({ enum: adminActions }).notNull(),
    subjectKind: text('subject_kind', { enum: subjectKinds }).notNull(),
    /** The user, job or model; null for the queue, because there is only one. */
    subjectId: text('subject_id'),
    reason: text().notNull(),
    /** Amounts, plans, ids. No addresses, no prompts. */
    details: jsonb().$type<ActDetails>().notNull().default({}),
    requestId: text('request_id'),
    /** The client's key, for actions that must not happen twice. */
    idempotencyKey: text('idempotency_key'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    index('admin_acts_newest').on(table.createdAt, table.id),
    index('admin_acts_subject').on(table.subjectKind, table.subjectId, table.createdAt, table.id),
    index('admin_acts_actor').on(table.actorId, table.createdAt, table.id),
    index('admin_acts_action').on(table.action, table.createdAt, table.id),
    uniqueIndex('admin_acts_actor_key').on(table.actorId, table.idempotencyKey),
    // A failed job gets one successor, however often a retry is requested, and by whom.
    uniqueIndex('admin_acts_retried_once').on(table.subjectId).where(sql`${table.action} = 'job.retry'`),
    check('admin_acts_actor_named', sql`(${table.actorKind} = 'user') = (${table.actorId} is not null)`),
  ],
)

export type ActDetails = Record<string, string | number | boolean | null>
