import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { moment } from '../../platform/db/index.ts'
import { users } from '../accounts/index.ts'
import { bounds } from './bounds.ts'
import type { EventType, testType } from './event-types.ts'

export const disabledReasons = ['owner', 'gone', 'failing', 'administrator', 'recovery'] as const
export const deliveryStatuses = ['QUEUED', 'DELIVERED', 'FAILED'] as const

/** URLs to which a user's events are sent. */
export const webhooks = pgTable(
  'webhooks',
  {
    id: uuid().primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    url: text().notNull(),
    events: text().array().$type<EventType[]>().notNull(),
    /** Null while it is enabled. Then deliveries wait. */
    disabledAt: moment('disabled_at'),
    disabledReason: text('disabled_reason', { enum: disabledReasons }),
    /** What the administrator who disabled it tells its owner. */
    disabledNote: text('disabled_note'),
    /** `credits.low` is sent when fewer are left. */
    lowCredits: integer('low_credits').notNull().default(bounds.lowCreditsUsual),
    /** The first failure since the last success; null: the last delivery succeeded, or there was none. */
    failingSince: moment('failing_since'),
    createdAt: moment('created_at').notNull().defaultNow(),
    /** When its owner last changed its URL or its events. */
    changedAt: moment('changed_at').notNull().defaultNow(),
  },
  (table) => [
    index('webhooks_user').on(table.userId, table.createdAt, table.id),
    check('webhooks_disabled_whole', sql`(${table.disabledAt} is null) = (${table.disabledReason} is null)`),
  ],
)

/** The secrets that sign deliveries. A webhook has one, and for a time after a rotation also earlier ones. */
export const webhookSecrets = pgTable(
  'webhook_secrets',
  {
    id: uuid().primaryKey(),
    webhookId: uuid('webhook_id')
      .notNull()
      .references(() => webhooks.id, { onDelete: 'cascade' }),
    /** Encrypted, and bound to the webhook. */
    sealedSecret: text('sealed_secret').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    /** Set when another one has replaced it: it signs until then. */
    endsAt: moment('ends_at'),
  },
  (table) => [
    index('webhook_secrets_webhook').on(table.webhookId, table.createdAt),
    index('webhook_secrets_end').on(table.endsAt).where(sql`${table.endsAt} is not null`),
  ],
)

/**
 * What has happened. Triggers write a row in the transaction of the event, for users with an enabled webhook;
 * a sender makes its deliveries.
 */
export const webhookEvents = pgTable(
  'webhook_events',
  {
    id: uuid().primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    type: text().$type<EventType | typeof testType>().notNull(),
    /** Ids and states, of which the body is composed. */
    data: jsonb().$type<Record<string, string | number | null>>().notNull(),
    /** For an end of a job of a set, and for the end of the set. */
    setId: uuid('set_id'),
    /** When its deliveries were made; null until then. */
    queuedAt: moment('queued_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    index('webhook_events_unqueued').on(table.createdAt, table.id).where(sql`${table.queuedAt} is null`),
    index('webhook_events_user').on(table.userId, table.createdAt),
    index('webhook_events_created').on(table.createdAt),
    // However many of its jobs end at once, the end of a set is one event.
    uniqueIndex('webhook_events_set_once').on(table.setId).where(sql`${table.type} = 'set.finished'`),
  ],
)

/** One event for one webhook. The id goes out as `webhook-id`, the same at every attempt. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    id: uuid().primaryKey(),
    eventId: uuid('event_id')
      .notNull()
      .references(() => webhookEvents.id, { onDelete: 'cascade' }),
    webhookId: uuid('webhook_id')
      .notNull()
      .references(() => webhooks.id, { onDelete: 'cascade' }),
    /** FAILED: all attempts of the schedule have failed. */
    status: text({ enum: deliveryStatuses }).notNull().default('QUEUED'),
    /** All that were begun. It distinguishes a claim from earlier ones. */
    attempts: integer().notNull().default(0),
    /** Those since it was queued, by which the next delay is chosen. */
    tries: integer().notNull().default(0),
    /** Not sent before this time. */
    dueAt: moment('due_at').notNull().defaultNow(),
    /** Until then one sender holds the claim; afterwards another may take it. */
    claimedUntil: moment('claimed_until'),
    endedAt: moment('ended_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('webhook_deliveries_event_webhook').on(table.eventId, table.webhookId),
    index('webhook_deliveries_due')
      .on(table.webhookId, table.dueAt, table.id)
      .where(sql`${table.status} = 'QUEUED'`),
    index('webhook_deliveries_newest').on(table.webhookId, table.createdAt, table.id),
    check('webhook_deliveries_status_known', sql`${table.status} in ('QUEUED', 'DELIVERED', 'FAILED')`),
    check('webhook_deliveries_ended', sql`(${table.status} = 'QUEUED') = (${table.endedAt} is null)`),
  ],
)

/** The attempts of a delivery. A row without `tookMs` is in progress, or its process died. */
export const webhookAttempts = pgTable(
  'webhook_attempts',
  {
    deliveryId: uuid('delivery_id')
      .notNull()
      .references(() => webhookDeliveries.id, { onDelete: 'cascade' }),
    number: integer().notNull(),
    startedAt: moment('started_at').notNull().defaultNow(),
    tookMs: integer('took_ms'),
    /** The HTTP status of the answer; null: there was none. */
    answerStatus: integer('answer_status'),
    /** Its beginning. */
    answer: text(),
    /** Whether `answer` is all of it. */
    answerIsWhole: boolean('answer_is_whole'),
    /** Why there was no answer. */
    problem: text(),
  },
  (table) => [primaryKey({ columns: [table.deliveryId, table.number] })],
)
