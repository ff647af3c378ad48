import { sql } from 'drizzle-orm'
import { type Db, defineStatement, type Tx } from '../../platform/db/index.ts'
import { batchFragments } from '../jobs/index.ts'
import type { EventToSend } from './compose-body.ts'

const queueing = defineStatement<{ eventsMax: number }, { id: string }>(
  'queue_webhook_events',
  ({ eventsMax }) => sql`
    with picked as materialized (
      select id, user_id from webhook_events where queued_at is null order by created_at, id limit ${eventsMax} for update skip locked
    ), owner as materialized (
      select id from users where id in (select user_id from picked) for key share skip locked
    ), event as (
      update webhook_events event set queued_at = now() from picked join owner on owner.id = picked.user_id where event.id = picked.id
      returning event.id, event.user_id, event.type, event.set_id, event.data, event.created_at
    ), subscribed as materialized (
      select id, user_id, events, low_credits, disabled_at from webhooks where user_id in (select id from owner) order by id for key share
    ), finished as (
      insert into webhook_events (id, user_id, type, set_id, data, queued_at)
      select make_uuid_v7(), ended.user_id, 'set.finished', ended.set_id,
        jsonb_build_object('total', jobs.total, 'succeeded', jobs.succeeded, 'failed', jobs.total - jobs.succeeded), now()
      from (select distinct user_id, set_id from event where set_id is not null) as ended
        cross join lateral ${batchFragments.count(sql`ended.set_id`)} as jobs
      where jobs.unfinished = 0
      order by ended.set_id
      on conflict do nothing
      returning id, user_id, type, data, created_at
    ), delivery as (
      insert into webhook_deliveries (id, event_id, webhook_id)
      select make_uuid_v7(), occurred.id, subscribed.id
      from (select id, user_id, type, data, created_at from event union all select id, user_id, type, data, created_at from finished) as occurred
        join subscribed on subscribed.user_id = occurred.user_id and occurred.type = any(subscribed.events)
          and (subscribed.disabled_at is null or subscribed.disabled_at >= occurred.created_at)
          and (occurred.type <> 'credits.low' or (subscribed.low_credits > (occurred.data->>'credits')::int
            and subscribed.low_credits <= coalesce((occurred.data->>'before')::int, subscribed.low_credits)))
    )
    select id from event`,
)

/**
 * Makes the deliveries of new events for the webhooks that are subscribed to them, and were enabled when they
 * happened. The end of a set follows from the ends of its jobs: an event is visible only after its
 * transaction, so of the statements that see the ends of a set's jobs, at least one sees all of them.
 *
 * Events of accounts that are being deleted are left out: it waits for no row that a deletion has locked.
 *
 * @returns how many events; if that is the maximum, there may be more.
 */
export async function queueEvents(db: Db, eventsMax: number): Promise<number> {
  return (await queueing.run(db, { eventsMax })).length
}

/** A delivery that this sender holds. `attempts` counts this attempt, and distinguishes this claim. */
export type ClaimedDelivery = Omit<EventToSend, 'createdAt'> & {
  id: string
  webhookId: string
  userId: string
  attempts: number
  tries: number
  occurredAt: Date
  sinceEventMs: number
  url: string
  isFailing: boolean
  /** Those that sign, the newest first. */
  sealedSecrets: string[]
}

export type ClaimLimits = {
  countMax: number
  /** Of one webhook in progress at a time, in all processes; of a failing webhook it is one. */
  perWebhookMax: number
  /** Of these, deliveries to failing webhooks. */
  failingMax: number
  leaseMs: number
}

const claim = defineStatement<ClaimLimits, ClaimedDelivery>(
  'claim_webhook_deliveries',
  ({ countMax, perWebhookMax, failingMax, leaseMs }) => sql`
    with recursive waiting as (
      (select webhook_id from webhook_deliveries where status = 'QUEUED' order by webhook_id limit 1)
      union all
      select (select next.webhook_id from webhook_deliveries next where next.status = 'QUEUED' and next.webhook_id > waiting.webhook_id order by next.webhook_id limit 1)
      from waiting where waiting.webhook_id is not null
    ), due as (
      select head.id, head.due_at, head.place, webhooks.failing_since is not null as is_failing
      from waiting join webhooks on webhooks.id = waiting.webhook_id and webhooks.disabled_at is null
        join users on users.id = webhooks.user_id and users.suspended_at is null
        cross join lateral (
          select id, due_at, claimed_until, row_number() over (order by due_at, id) as place
          from (
            select id, due_at, claimed_until from webhook_deliveries
            where webhook_id = waiting.webhook_id and status = 'QUEUED' and due_at <= now()
            order by due_at, id limit case when webhooks.failing_since is null then ${perWebhookMax}::int else 1 end
          ) as first
        ) as head
      where head.claimed_until is null or head.claimed_until < now()
    ), chosen as (
      select id from (select due.*, row_number() over (partition by is_failing order by place, due_at) as rank from due) as ranked
      where not is_failing or rank <= ${failingMax}::int
      order by is_failing, place, due_at limit ${countMax}::int
    ), free as (
      select id from webhook_deliveries where id = any(array(select id from chosen))
        and status = 'QUEUED' and due_at <= now() and (claimed_until is null or claimed_until < now())
      for update skip locked
    ), claimed as (
      update webhook_deliveries delivery set attempts = attempts + 1, tries = tries + 1,
        claimed_until = now() + make_interval(secs => ${leaseMs}::float8 / 1000)
      from free where delivery.id = free.id
      returning delivery.id, delivery.event_id, delivery.webhook_id, delivery.attempts, delivery.tries
    ), attempt as (
      insert into webhook_attempts (delivery_id, number) select id, attempts from claimed
    )
    select claimed.id, claimed.webhook_id as "webhookId", webhooks.user_id as "userId", claimed.attempts, claimed.tries, webhooks.url, webhooks.failing_since is not null as "isFailing",
      event.type, event.data, event.set_id as "setId", event.created_at as "occurredAt",
      (extract(epoch from now() - event.created_at) * 1000)::float8 as "sinceEventMs",
      array(select sealed_secret from webhook_secrets secret where secret.webhook_id = claimed.webhook_id and (ends_at is null or ends_at > now())
        order by created_at desc, id desc) as "sealedSecrets"
    from claimed join webhook_events event on event.id = claimed.event_id join webhooks on webhooks.id = claimed.webhook_id`,
)

/**
 * Claims due deliveries of enabled webhooks. Only the first due ones of each webhook are ever in progress,
 * the first of each before the second of any, and those of failing webhooks last, so a receiver that is slow
 * or down does not hold up others. A claim counts the attempt and opens its row.
 */
export function claimDeliveries(db: Db, limits: ClaimLimits): Promise<ClaimedDelivery[]> {
  return claim.run(db, limits)
}

export type EndedAttempt = {
  id: string
  webhookId: string
  userId: string
  attempts: number
  /** QUEUED: another attempt after `delayMs`. */
  status: 'DELIVERED' | 'FAILED' | 'QUEUED'
  delayMs: number
  /** Whether it says something about the webhook; a test does not. */
  counts: boolean
  tookMs: number
  answerStatus: number | null
  answer: string | null
  answerIsWhole: boolean | null
  problem: string | null
}

const end = defineStatement<EndedAttempt, { failingMs: number | null }>(
  'end_webhook_attempt',
  (ended) => sql`
    with attempt as (
      update webhook_attempts set took_ms = ${ended.tookMs}::int, answer_status = ${ended.answerStatus}::int, answer = ${ended.answer}::text,
        answer_is_whole = ${ended.answerIsWhole}::boolean, problem = ${ended.problem}::text
      where delivery_id = ${ended.id}::uuid and number = ${ended.attempts}::int
    ), owner as materialized (
      select id from users where id = ${ended.userId}::uuid for key share
    ), webhook as materialized (
      select webhooks.id, failing_since from owner join webhooks on webhooks.user_id = owner.id
      where webhooks.id = ${ended.webhookId}::uuid for no key update of webhooks
    ), delivery as (
      update webhook_deliveries set status = ${ended.status}::text, claimed_until = null,
        ended_at = case when ${ended.status} = 'QUEUED' then null else now() end,
        due_at = case when ${ended.status} = 'QUEUED' then now() + make_interval(secs => ${ended.delayMs}::float8 / 1000) else due_at end
      from webhook
      where webhook_deliveries.webhook_id = webhook.id and webhook_deliveries.id = ${ended.id}
        and attempts = ${ended.attempts} and status = 'QUEUED' and claimed_until is not null
      returning webhook.id, webhook.failing_since
    ), counted as (
      update webhooks set failing_since = case when ${ended.status} = 'DELIVERED' then null else now() end
      from delivery
      where webhooks.id = delivery.id and ${ended.counts}::boolean and (delivery.failing_since is null) = (${ended.status} <> 'DELIVERED')
    )
    select (extract(epoch from now() - delivery.failing_since) * 1000)::float8 as "failingMs" from delivery`,
)

/**
 * Writes the result of an attempt. The user is locked before the webhook, and that before the delivery, as in
 * their deletion.
 *
 * @returns for how long the webhook had been failing before this attempt, null: it was not; undefined when
 * another sender has claimed the delivery meanwhile, or it was deleted: then only the attempt was written.
 */
export async function endAttempt(
  db: Db | Tx,
  ended: EndedAttempt,
): Promise<{ failingMs: number | null } | undefined> {
  const [row] = await end.run(db, ended)
  return row
}
