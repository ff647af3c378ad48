import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { type Db, type KeysetCursor, queryNamed, readInPages, type Tx } from '../../platform/db/index.ts'
import type { EventToSend } from './compose-body.ts'
import { testType } from './event-types.ts'
import { type webhookAttempts, webhookDeliveries, webhookEvents } from './tables.ts'

type DeliveryRow = typeof webhookDeliveries.$inferSelect
export type AttemptRow = Omit<typeof webhookAttempts.$inferSelect, 'deliveryId'>

/** A delivery in a list, with its event and the result of its latest attempt that has ended. */
export type ListedDelivery = Pick<
  DeliveryRow,
  'id' | 'webhookId' | 'status' | 'attempts' | 'dueAt' | 'endedAt' | 'createdAt'
> & {
  event: Omit<EventToSend, 'createdAt'> & { createdAt: string }
  isBeingSent: boolean
  answerStatus: number | null
  problem: string | null
}

const columns = `d.id, d.webhook_id as "webhookId", d.status, d.attempts, d.due_at as "dueAt", d.ended_at as "endedAt", d.created_at as "createdAt",
  coalesce(d.claimed_until > now(), false) as "isBeingSent", latest.answer_status as "answerStatus", latest.problem,
  jsonb_build_object('type', e.type, 'data', e.data, 'setId', e.set_id, 'createdAt', e.created_at) as event`

const tables = `webhook_deliveries d join webhook_events e on e.id = d.event_id
  left join lateral (select answer_status, problem from webhook_attempts a where a.delivery_id = d.id and a.took_ms is not null order by number desc limit 1) latest on true`

/** The deliveries of a webhook, newest first, after the cursor if there is one. */
export function listDeliveries(
  db: Db | Tx,
  webhookId: string,
  { cursor, limit }: { cursor: KeysetCursor | undefined; limit: number },
): Promise<ListedDelivery[]> {
  const after = cursor ? 'and (d.created_at, d.id) < ($3::timestamptz, $4::uuid)' : ''
  return queryNamed<ListedDelivery>(
    db,
    `list_webhook_deliveries${cursor ? '_after' : ''}`,
    `select ${columns} from ${tables} where d.webhook_id = $1 ${after} order by d.created_at desc, d.id desc limit $2`,
    cursor ? [webhookId, limit, cursor.createdAt, cursor.id] : [webhookId, limit],
  )
}

/** All deliveries of a webhook, for the export of an account. */
export const readDeliveries = (db: Db, webhookId: string) =>
  readInPages((last: ListedDelivery | undefined, limit) =>
    listDeliveries(db, webhookId, { cursor: last, limit }),
  )

export async function findDelivery(
  db: Db | Tx,
  webhookId: string,
  id: string,
): Promise<ListedDelivery | undefined> {
  const text = `select ${columns} from ${tables} where d.webhook_id = $1 and d.id = $2`
  const [row] = await queryNamed<ListedDelivery>(db, 'find_webhook_delivery', text, [webhookId, id])
  return row
}

/** The newest attempts of a delivery, in the order of their numbers. */
export async function listAttempts(db: Db, deliveryId: string, countMax: number): Promise<AttemptRow[]> {
  const rows = await queryNamed<AttemptRow>(
    db,
    'list_webhook_attempts',
    `select number, started_at as "startedAt", took_ms as "tookMs", answer_status as "answerStatus", answer, answer_is_whole as "answerIsWhole", problem
     from webhook_attempts where delivery_id = $1 order by number desc limit $2`,
    [deliveryId, countMax],
  )
  return rows.reverse()
}

/** A delivery that tries the webhook. @returns its id. */
export async function insertTest(
  tx: Tx,
  { id: webhookId, userId }: { id: string; userId: string },
): Promise<string> {
  const [eventId, id] = [uuidv7(), uuidv7()]
  await tx
    .insert(webhookEvents)
    .values({ id: eventId, userId, type: testType, data: { webhookId }, queuedAt: sql`now()` })
  await tx.insert(webhookDeliveries).values({ id, eventId, webhookId })
  return id
}

/** Sends a delivery again, with its id and the whole schedule; one that is being sent is left as it is. */
export async function requeueDelivery(tx: Tx, webhookId: string, id: string): Promise<void> {
  await queryNamed(
    tx,
    'requeue_webhook_delivery',
    `update webhook_deliveries set status = 'QUEUED', tries = 0, due_at = now(), claimed_until = null, ended_at = null
     where webhook_id = $1 and id = $2 and (claimed_until is null or claimed_until < now()) returning id`,
    [webhookId, id],
  )
}
