import { and, asc, eq, gte, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { type Db, deleteRows, queryNamed, type Tx } from '../../platform/db/index.ts'
import { type disabledReasons, webhookSecrets, webhooks } from './tables.ts'

export type WebhookRow = typeof webhooks.$inferSelect
export type DisabledReason = (typeof disabledReasons)[number]

export type ListedWebhook = WebhookRow & {
  /** Until when the secret before the newest one signs; null: there is none. */
  previousEndsAt: Date | null
}

type OwnWebhook = { id: string; userId: string }

const isOwn = ({ id, userId }: OwnWebhook) => and(eq(webhooks.id, id), eq(webhooks.userId, userId))

/** The user's webhooks, the oldest first, or one of them. */
export function listWebhooks(
  db: Db | Tx,
  userId: string,
  id: string | null = null,
): Promise<ListedWebhook[]> {
  return queryNamed<ListedWebhook>(
    db,
    'list_webhooks',
    `select w.id, w.user_id as "userId", w.url, w.events, w.disabled_at as "disabledAt", w.disabled_reason as "disabledReason", w.disabled_note as "disabledNote", w.low_credits as "lowCredits",
       w.failing_since as "failingSince", w.created_at as "createdAt", w.changed_at as "changedAt",
       (select max(ends_at) from webhook_secrets s where s.webhook_id = w.id and s.ends_at > now()) as "previousEndsAt"
     from webhooks w where w.user_id = $1 and ($2::uuid is null or w.id = $2) order by w.created_at, w.id`,
    [userId, id],
  )
}

export async function insertWebhook(
  tx: Tx,
  webhook: Pick<WebhookRow, 'id' | 'userId' | 'url' | 'events' | 'lowCredits'>,
): Promise<void> {
  await tx.insert(webhooks).values(webhook)
}

export type WebhookChange = Partial<Pick<WebhookRow, 'url' | 'events' | 'lowCredits'>> & { enabled?: boolean }

/**
 * Enabling one that is disabled begins anew: it counts as not failing. Disabling one that is disabled keeps
 * the first reason. @returns false when the user has no such webhook.
 */
export async function updateWebhook(tx: Tx, own: OwnWebhook, change: WebhookChange): Promise<boolean> {
  const { enabled, ...settings } = change
  const isEdited = Object.keys(settings).length > 0
  const rows = await tx
    .update(webhooks)
    .set({
      id: own.id,
      ...settings,
      ...(isEdited && { changedAt: sql`now()` }),
      ...(enabled === true && {
        disabledAt: null,
        disabledReason: null,
        disabledNote: null,
        failingSince: null,
      }),
      ...(enabled === false && {
        disabledAt: sql`coalesce(${webhooks.disabledAt}, now())`,
        disabledReason: sql`coalesce(${webhooks.disabledReason}, 'owner')`,
      }),
    })
    .where(isOwn(own))
    .returning({ id: webhooks.id })
  return rows.length > 0
}

/**
 * An administrator's reason replaces others; else a webhook that is disabled already keeps its reason.
 *
 * @returns the webhooks that it disabled.
 */
export async function markDisabled(
  tx: Tx,
  which:
    | { id: string; userId?: string }
    | { userId: string; ids: string[] }
    | { userId: string; since: Date },
  reason: DisabledReason,
  note: string | null = null,
): Promise<WebhookRow[]> {
  const chosen =
    'ids' in which
      ? inArray(webhooks.id, which.ids)
      : 'since' in which
        ? sql`(${gte(webhooks.changedAt, which.since)} or exists (select from ${webhookSecrets} where ${webhookSecrets.webhookId} = ${webhooks.id} and ${gte(webhookSecrets.createdAt, which.since)}))`
        : eq(webhooks.id, which.id)
  return tx
    .update(webhooks)
    .set({ disabledAt: sql`now()`, disabledReason: reason, disabledNote: note })
    .where(
      and(
        chosen,
        reason === 'administrator'
          ? sql`${webhooks.disabledReason} is distinct from 'administrator'`
          : isNull(webhooks.disabledAt),
        which.userId === undefined ? undefined : eq(webhooks.userId, which.userId),
      ),
    )
    .returning()
}

/** With its secrets and its deliveries. @returns what was deleted. */
export async function deleteWebhook(tx: Tx, own: OwnWebhook): Promise<WebhookRow | undefined> {
  const [row] = await tx.delete(webhooks).where(isOwn(own)).returning()
  return row
}

/** The webhook with this id, whoever owns it. */
export async function findWebhook(db: Db, id: string): Promise<WebhookRow | undefined> {
  const [row] = await db.select().from(webhooks).where(eq(webhooks.id, id))
  return row
}

export async function insertSecret(tx: Tx, webhookId: string, sealedSecret: string): Promise<void> {
  await tx.insert(webhookSecrets).values({ id: uuidv7(), webhookId, sealedSecret })
}

/** From now on the secrets of the webhook sign at most for so long; only the newest `countMax` stay. */
export async function endSecrets(
  tx: Tx,
  webhookId: string,
  { overlapSeconds, countMax }: { overlapSeconds: number; countMax: number },
): Promise<void> {
  // Not rounded up by the column, so that an overlap of 0 has ended.
  const end = sql`date_trunc('milliseconds', now()) + make_interval(secs => ${overlapSeconds})`
  await tx
    .update(webhookSecrets)
    .set({ endsAt: sql`least(${webhookSecrets.endsAt}, ${end})` })
    .where(eq(webhookSecrets.webhookId, webhookId))
  const known = await tx
    .select({ id: webhookSecrets.id })
    .from(webhookSecrets)
    .where(and(eq(webhookSecrets.webhookId, webhookId), isNotNull(webhookSecrets.endsAt)))
    .orderBy(asc(webhookSecrets.createdAt), asc(webhookSecrets.id))
  for (const { id } of known.slice(0, Math.max(0, known.length - countMax)))
    await tx.delete(webhookSecrets).where(eq(webhookSecrets.id, id))
}

/**
 * Deletes old events with their deliveries, and secrets that have ended. Deliveries are deleted before their
 * events, without waiting for one that somebody has locked. @returns how many.
 */
export async function purgeWebhooks(db: Db, keptDays: number, rowsMax: number): Promise<number> {
  const old = 'created_at < now() - make_interval(days => $2)'
  const bounds = { values: [keptDays], rowsMax }
  const deliveries = {
    table: 'webhook_deliveries',
    where: `event_id in (select id from webhook_events where ${old})`,
    ...bounds,
  }
  const events = {
    table: 'webhook_events',
    where: `${old} and not exists (select from webhook_deliveries where event_id = webhook_events.id)`,
    ...bounds,
  }
  const secrets = { table: 'webhook_secrets', where: 'ends_at < now()', rowsMax }
  let purged = 0
  for (const rows of [deliveries, events, secrets]) purged += await deleteRows(db, rows)
  return purged
}
