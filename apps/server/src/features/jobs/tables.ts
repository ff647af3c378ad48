import { getTableColumns, sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { PictureOptions, PictureReport, ScenePlan } from '../../models/index.ts'
import { moment, textSearchVector } from '../../platform/db/index.ts'
import { users } from '../accounts/index.ts'
import { svgObjects } from '../storage/index.ts'

export const jobStatuses = ['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED'] as const
export const jobErrorCodes = [
  'NOT_UNDERSTOOD',
  'INSUFFICIENT_CREDITS',
  'OPENAI_RATE_LIMIT',
  'OPENAI_MODEL_NOT_FOUND',
  'OPENAI_PERMISSION',
  'VALIDATION_ERROR',
  'TIMEOUT',
  'REFUSED',
  'CANCELLED',
  'GENERATION_FAILED',
] as const

/**
 * What a worker must be able to do for a job. A worker takes only jobs of kinds that it knows, so that during
 * an upgrade a worker of the previous version leaves those of a new kind to others. A new kind of job, or an
 * option that a worker must not ignore, gets a new value.
 */
export const jobKinds = ['draw', 'set', 'change', 'trace'] as const

/** In the gallery, the newest public version of each tree. */
const listed = ({ privacy, hasNewerPublic }: Record<'privacy' | 'hasNewerPublic', AnyPgColumn>) =>
  sql`not ${privacy} and not ${hasNewerPublic}`

/** The date by which the gallery sorts. */
const listedAt = ({ listedAt, createdAt }: Record<'listedAt' | 'createdAt', AnyPgColumn>) =>
  sql`coalesce(${listedAt}, ${createdAt})`

export const generations = pgTable(
  'generations',
  {
    id: uuid().primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /**
     * At most one picture per job, even when the job is delivered twice. Null for pictures that no job drew:
     * versions by a list of edits, and uploads.
     */
    jobId: uuid('job_id'),
    /** The first version of the picture's tree; null for a picture that was never changed (decision 46). */
    treeId: uuid('tree_id'),
    /** The version that it was made from; null for the first one, and after all earlier ones are deleted. */
    parentId: uuid('parent_id'),
    /** The picture of another user from which its tree began; it may be deleted or private now. */
    sourceId: uuid('source_id'),
    /** The sentence that made this version of its parent. */
    instruction: text(),
    /** No version of its tree is newer. A trigger writes this column and the next. */
    isNewest: boolean('is_newest').notNull().default(true),
    /** For a public picture: whether a newer version of its tree is public. */
    hasNewerPublic: boolean('has_newer_public').notNull().default(false),
    prompt: text().notNull(),
    style: text().notNull(),
    model: text().notNull(),
    /** Null if the SVG is in an object. */
    svg: text(),
    /** The object that has the SVG; null if it is in this row. */
    svgObject: text('svg_object').references(() => svgObjects.key),
    /** Length of the SVG in UTF-8. */
    bytes: integer().notNull(),
    /** true: only its owner sees it. */
    privacy: boolean().notNull(),
    creditsUsed: integer('credits_used').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    /**
     * For a version, the date of the first version of its tree, by which the gallery sorts, so that a change
     * does not move a picture to the top. Null: `createdAt`.
     */
    listedAt: moment('listed_at'),
    /** When an administrator hid it from everybody but its owner; `privacy` is true while it is hidden. */
    removedAt: moment('removed_at'),
    /** The reason, written for the owner. */
    removedReason: text('removed_reason'),
    /** The value of `privacy` after it is shown again. */
    privacyAfterwards: boolean('privacy_afterwards'),
    /** The API key or the member of a workspace that asked for it; null: its owner, or nobody knows. */
    requestedBy: uuid('requested_by'),
    /** What the picture was drawn from; null for models that do not plan. */
    plan: jsonb().$type<ScenePlan>(),
    /** The search words of the prompt. A trigger writes them for every writer of the row (decision 31). */
    words: textSearchVector(),
  },
  (table) => [
    // Without a list of pending entries, which every search would read from end to end.
    index('generations_words').using('gin', table.words).with({ fastupdate: false }),
    uniqueIndex('generations_job_key').on(table.jobId),
    index('generations_user_newest').on(table.userId, table.createdAt, table.id),
    // Lists have one row for each tree. The indexes that they read contain no other rows.
    index('generations_own_newest').on(table.userId, table.createdAt, table.id).where(sql`${table.isNewest}`),
    // With everything that a page of the gallery reads of its pictures: the columns of its first expression,
    // without which PostgreSQL does not read an index alone, and the owners.
    index('generations_shown_newest_covering')
      .on(listedAt(table), table.id, table.listedAt, table.createdAt, table.userId)
      .where(listed(table)),
    index('generations_shown_style_newest').on(table.style, listedAt(table), table.id).where(listed(table)),
    index('generations_shown_style_model_newest')
      .on(table.style, table.model, listedAt(table), table.id)
      .where(listed(table)),
    index('generations_shown_model_newest').on(table.model, listedAt(table), table.id).where(listed(table)),
    index('generations_shown_author_newest').on(table.userId, listedAt(table), table.id).where(listed(table)),
    index('generations_tree_newest')
      .on(table.treeId, table.createdAt, table.id)
      .where(sql`${table.treeId} is not null`),
    index('generations_object').on(table.svgObject).where(sql`${table.svgObject} is not null`),
    index('generations_removed').on(table.removedAt, table.id).where(sql`${table.removedAt} is not null`),
    check('generations_one_svg', sql`num_nonnulls(${table.svg}, ${table.svgObject}) = 1`),
    check(
      'generations_removed_whole',
      sql`num_nonnulls(${table.removedAt}, ${table.removedReason}, ${table.privacyAfterwards}) = case when ${table.privacy} and ${table.removedAt} is distinct from null then 3 else 0 end`,
    ),
  ],
)

/** Everything but what lists and pages of pictures do not need. */
const { words: _words, plan: _plan, ...columns } = getTableColumns(generations)
export const pictureColumns = columns

/**
 * Every word of four letters or more that a prompt contains, for misspelt searches. A trigger on
 * `generations` adds words; `purge-expired` deletes those that no prompt contains any more. Not in backups:
 * restoring the pictures writes it again.
 */
export const promptWords = pgTable(
  'prompt_words',
  {
    word: text().primaryKey(),
    /** The word, and its prefixes without one or two of their letters. */
    nearKeys: text('near_keys').array().notNull(),
  },
  (table) => [index('prompt_words_near').using('gin', table.nearKeys).with({ fastupdate: false })],
)

export const generationJobs = pgTable(
  'generation_jobs',
  {
    id: uuid().primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: text({ enum: jobKinds }).notNull().default('draw'),
    /**
     * The picture that the job changes; the picture of the job becomes a version of it. Null for new
     * pictures.
     */
    parentId: uuid('parent_id'),
    /** For a change, the instruction. */
    prompt: text().notNull(),
    style: text().notNull(),
    /** The model that serves the job. */
    model: text().notNull(),
    /** The requested model, if it is another one. */
    requestedModel: text('requested_model'),
    privacy: boolean().notNull(),
    /** Null if the request had no options. */
    options: jsonb().$type<PictureOptions>(),
    /**
     * Seed of the picture: the same seed, prompt, style and model draw the same picture again if the model
     * can.
     */
    seed: integer().notNull(),
    /** The id of the set, or of the first variation of the same request; null for other pictures. */
    batchId: uuid('batch_id'),
    /** Jobs with a higher priority run first. */
    priority: smallint().notNull().default(0),
    /**
     * Position among jobs of equal priority, the smallest first: a user's own jobs are one step apart, so
     * that users take turns.
     */
    turnAt: moment('turn_at').notNull().defaultNow(),
    status: text({ enum: jobStatuses }).notNull().default('QUEUED'),
    /** Null if none was given, and once the job has failed: then the key is free again. */
    idempotencyKey: text('idempotency_key'),
    /** SHA-256 of the request's parameters, hexadecimal. */
    requestHash: text('request_hash').notNull(),
    /** Id of the HTTP request, for the worker's log lines. */
    requestId: text('request_id'),
    /** The API key that asked for it, which may be deleted by now. */
    apiKeyId: uuid('api_key_id'),
    /**
     * `traceparent` of the span that accepted the job, for the worker's spans, because a queue entry leads to
     * any due job. Null without tracing.
     */
    traceParent: text('trace_parent'),
    /** The running worker's proof that it still holds the job. */
    leaseToken: uuid('lease_token'),
    leaseExpiresAt: moment('lease_expires_at'),
    attempts: integer().notNull().default(0),
    /** When the job may run next; the sweeper enqueues it again when this is too long ago. */
    runAfter: moment('run_after').notNull().defaultNow(),
    enqueuedAt: moment('enqueued_at'),
    startedAt: moment('started_at'),
    /** How long ended attempts ran, for the job's time budget. */
    ranMs: integer('ran_ms').notNull().default(0),
    lastStartedAt: moment('last_started_at'),
    finishedAt: moment('finished_at'),
    lastFailedAt: moment('last_failed_at'),
    errorCode: text('error_code', { enum: jobErrorCodes }),
    errorMessage: text('error_message'),
    /** Which words of the prompt are in the picture, reported by models that plan; null until it is known. */
    report: jsonb().$type<PictureReport>(),
    /** What the job's model calls used, over all attempts; 0 for models without a price. */
    inputTokens: integer('input_tokens').notNull().default(0),
    outputTokens: integer('output_tokens').notNull().default(0),
    /** Millionths of a US dollar; null if the price of a call is unknown. */
    costMicroUsd: integer('cost_micro_usd').default(0),
    /** Some of it was estimated by us, because the vendor did not report it. */
    usageEstimated: boolean('usage_estimated').notNull().default(false),
    /** Most of the picture was shown in the running attempt. Written before it is shown. */
    mostlyShown: boolean('mostly_shown').notNull().default(false),
    /** Its owner has cancelled it, and it stays charged. */
    chargeKept: boolean('charge_kept').notNull().default(false),
    generationId: uuid('generation_id').references(() => generations.id, { onDelete: 'set null' }),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('generation_jobs_user_key').on(table.userId, table.idempotencyKey),
    index('generation_jobs_user_newest').on(table.userId, table.createdAt, table.id),
    // For the foreign key: deleting a picture looks up its job.
    index('generation_jobs_generation').on(table.generationId).where(sql`${table.generationId} is not null`),
    index('generation_jobs_unfinished')
      .on(table.runAfter)
      .where(sql`${table.status} in ('QUEUED', 'RUNNING')`),
    index('generation_jobs_next')
      .on(table.priority.desc().nullsFirst(), table.turnAt, table.id)
      .where(sql`${table.status} = 'QUEUED'`),
    index('generation_jobs_user_unfinished')
      .on(table.userId)
      .where(sql`${table.status} in ('QUEUED', 'RUNNING')`),
    index('generation_jobs_leases').on(table.leaseExpiresAt).where(sql`${table.status} = 'RUNNING'`),
    index('generation_jobs_batch').on(table.batchId).where(sql`${table.batchId} is not null`),
    check(
      'generation_jobs_status_known',
      sql`${table.status} in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED')`,
    ),
    check(
      'generation_jobs_lease_while_running',
      sql`(${table.status} = 'RUNNING') = (${table.leaseToken} is not null)`,
    ),
    check(
      'generation_jobs_finished_at_end',
      sql`(${table.status} in ('SUCCEEDED', 'FAILED')) = (${table.finishedAt} is not null)`,
    ),
    check(
      'generation_jobs_error_when_failed',
      sql`(${table.status} = 'FAILED') = (${table.errorCode} is not null)`,
    ),
  ],
)

/** Has its one row while the queue is paused. Claims read it. */
export const queuePause = pgTable(
  'queue_pause',
  {
    isPaused: boolean('is_paused').primaryKey().default(true),
    pausedAt: moment('paused_at').notNull().defaultNow(),
    reason: text().notNull(),
  },
  (table) => [check('queue_pause_one_row', sql`${table.isPaused}`)],
)

/** Models that are configured but disabled. */
export const disabledModels = pgTable('disabled_models', {
  modelId: text('model_id').primaryKey(),
  disabledAt: moment('disabled_at').notNull().defaultNow(),
  reason: text().notNull(),
})

/** The cost of model calls of all users, by UTC day. */
export const modelSpend = pgTable(
  'model_spend',
  {
    day: date({ mode: 'string' }).notNull(),
    model: text().notNull(),
    calls: integer().notNull(),
    costMicroUsd: bigint('cost_micro_usd', { mode: 'number' }).notNull(),
    /** Whether a process has reported that the daily limit was reached. */
    limitReported: boolean('limit_told').notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.day, table.model] })],
)

const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })

/** Images that jobs trace, as they were uploaded. A job can be tried again while its image is kept. */
export const tracedImages = pgTable(
  'traced_images',
  {
    id: uuid().primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    image: bytes().notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    index('traced_images_user').on(table.userId),
    index('traced_images_oldest').on(table.createdAt),
  ],
)

/**
 * Idempotency keys of requests that make a picture synchronously; those of jobs are in `generation_jobs`.
 * They are kept for 24 hours. They are deleted with the picture.
 */
export const editKeys = pgTable(
  'edit_keys',
  {
    userId: uuid('user_id').notNull(),
    key: text().notNull(),
    /** SHA-256 of the request's parameters, hexadecimal. */
    requestHash: text('request_hash').notNull(),
    pictureId: uuid('picture_id')
      .notNull()
      .references(() => generations.id, { onDelete: 'cascade' }),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.key] }),
    index('edit_keys_picture').on(table.pictureId),
    index('edit_keys_oldest').on(table.createdAt),
  ],
)
