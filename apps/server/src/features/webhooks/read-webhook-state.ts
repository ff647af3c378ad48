import { type Db, queryNamed } from '../../platform/db/index.ts'

export type WebhookState = {
  /** Deliveries of enabled webhooks that could be sent now. */
  due: number
  /** Those that are due later, after a failure. */
  delayed: number
  enabled: number
  /** Enabled webhooks whose latest delivery has failed. */
  failing: number
  disabled: number
}

const patienceMs = 3_000

/** The state of all webhooks, by the rows. Reads every webhook and every delivery that waits. */
export async function readWebhookState(db: Db): Promise<WebhookState | undefined> {
  const [state] = await queryNamed<WebhookState>(
    db,
    'read_webhook_state',
    `select waiting.*, hooks.* from (
       select count(*) filter (where due_at <= now())::int as due, count(*) filter (where due_at > now())::int as delayed
       from webhook_deliveries d join webhooks w on w.id = d.webhook_id join users u on u.id = w.user_id
       where d.status = 'QUEUED' and w.disabled_at is null and u.suspended_at is null
     ) as waiting, (
       select count(*) filter (where disabled_at is null and failing_since is null)::int as enabled,
         count(*) filter (where disabled_at is null and failing_since is not null)::int as failing,
         count(*) filter (where disabled_at is not null)::int as disabled
       from webhooks
     ) as hooks`,
    [],
    patienceMs,
  )
  return state
}
