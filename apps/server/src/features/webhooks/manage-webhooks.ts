import { uuidv7 } from 'uuidv7'
import type { Db, Tx } from '../../platform/db/index.ts'
import { AppError, platformErrors } from '../../platform/errors/index.ts'
import type { Authentication, Caller, Origin } from '../../platform/http/index.ts'
import { type AuditAction, detailsOf, lockUser, recordAuditEvent } from '../accounts/index.ts'
import { insertNotification } from '../notifications/index.ts'
import { bounds } from './bounds.ts'
import { webhookErrors } from './errors.ts'
import { createSecret, sealWebhookSecret } from './secret.ts'
import {
  type DisabledReason,
  deleteWebhook,
  endSecrets,
  insertSecret,
  insertWebhook,
  type ListedWebhook,
  listWebhooks,
  markDisabled,
  updateWebhook,
  type WebhookChange,
  type WebhookRow,
} from './store.ts'

export type ManageWebhooksDeps = {
  db: Db
  authentication: Pick<Authentication, 'isStillValid'>
  /** Encrypts the secrets. */
  secretKey: Uint8Array
}

/** `secret` is in its wire form; it is shown this once. */
type Issued = { webhook: ListedWebhook; secret: string }
type OwnWebhook = { userId: string; id: string }
type AuditOrigin = Parameters<typeof recordAuditEvent>[1]['origin']

/** @throws AppError `too_many_webhooks`, `webhook_disabled_by_administrator`, `invalid_token`. */
export async function createWebhook(
  deps: ManageWebhooksDeps,
  caller: Caller,
  settings: Pick<WebhookRow, 'url' | 'events' | 'lowCredits'>,
  origin: Origin,
): Promise<Issued> {
  const { userId } = caller
  const own = { userId, id: uuidv7() }
  return asCaller(deps, caller, async (tx) => {
    const known = await listWebhooks(tx, userId)
    if (known.length >= bounds.webhooksMax) throw new AppError(webhookErrors.too_many_webhooks)
    assertHostAllowed(known, settings.url)
    await insertWebhook(tx, { ...own, ...settings })
    const secret = await issueSecret(tx, own.id, deps.secretKey)
    await record(tx, 'webhook_created', own, origin, detailsOf(caller))
    return { webhook: await readWebhook(tx, own), secret }
  })
}

/**
 * Changes where its events go and which, or disables or enables it. Deliveries wait while it is disabled.
 *
 * @throws AppError `webhook_not_found`, `webhook_disabled_by_administrator`, `invalid_token`.
 */
export async function changeWebhook(
  deps: ManageWebhooksDeps,
  caller: Caller,
  { id, ...change }: { id: string } & WebhookChange,
  origin: Origin,
): Promise<ListedWebhook> {
  const own = { userId: caller.userId, id }
  return asCaller(deps, caller, async (tx) => {
    await assertOwnersChoice(tx, own)
    if (change.url !== undefined) assertHostAllowed(await listWebhooks(tx, own.userId), change.url)
    await updateWebhook(tx, own, change)
    await record(tx, 'webhook_changed', own, origin, detailsOf(caller))
    return readWebhook(tx, own)
  })
}

/**
 * Gives a webhook another secret. Those before sign too for `overlapSeconds` more.
 *
 * @throws AppError `webhook_not_found`, `invalid_token`.
 */
export async function rotateSecret(
  deps: ManageWebhooksDeps,
  caller: Caller,
  { id, overlapSeconds }: { id: string; overlapSeconds: number },
  origin: Origin,
): Promise<Issued> {
  const own = { userId: caller.userId, id }
  return asCaller(deps, caller, async (tx) => {
    if (!(await updateWebhook(tx, own, {}))) throw new AppError(webhookErrors.webhook_not_found)
    await endSecrets(tx, own.id, { overlapSeconds, countMax: bounds.secretsMax - 1 })
    const secret = await issueSecret(tx, own.id, deps.secretKey)
    await record(tx, 'webhook_rotated', own, origin, detailsOf(caller))
    return { webhook: await readWebhook(tx, own), secret }
  })
}

/**
 * Deletes a webhook with its deliveries. One that is being sent is not recorded.
 *
 * @throws AppError `webhook_not_found`, `webhook_disabled_by_administrator`, `invalid_token`.
 */
export async function removeWebhook(
  deps: ManageWebhooksDeps,
  caller: Caller,
  id: string,
  origin: Origin,
): Promise<void> {
  const own = { userId: caller.userId, id }
  await asCaller(deps, caller, async (tx) => {
    await assertOwnersChoice(tx, own)
    await deleteWebhook(tx, own)
    await record(tx, 'webhook_deleted', own, origin, detailsOf(caller))
  })
}

/**
 * Disables a user's webhook at once, for an administrator. Its owner can neither enable, change nor delete
 * it, nor make another one for its host, until an administrator enables it; the owner sees the note.
 *
 * @throws AppError `webhook_not_found`, also for one that an administrator has disabled already.
 */
export async function disableWebhookIn(
  tx: Tx,
  own: OwnWebhook,
  note: string,
  origin: AuditOrigin,
): Promise<void> {
  await lockUser(tx, own.userId)
  const disabled = await markDisabled(tx, own, 'administrator', note)
  const [webhook] = disabled
  if (!webhook) throw new AppError(webhookErrors.webhook_not_found)
  await recordDisabled(tx, disabled, 'administrator', origin)
  await notifyOwner(tx, webhook, 'A webhook of your account was disabled', `The reason: ${note}`)
}

/**
 * Enables a webhook that an administrator has disabled.
 *
 * @throws AppError `webhook_not_found`, also for one that no administrator has disabled.
 */
export async function enableWebhookIn(tx: Tx, own: OwnWebhook, origin: AuditOrigin): Promise<void> {
  await lockUser(tx, own.userId)
  const webhook = await readWebhook(tx, own)
  if (webhook.disabledReason !== 'administrator') throw new AppError(webhookErrors.webhook_not_found)
  await updateWebhook(tx, own, { enabled: true })
  await record(tx, 'webhook_changed', own, origin)
  await notifyOwner(tx, webhook, 'A webhook of your account was enabled', 'Events are sent to it again.')
}

/**
 * Disables webhooks that were made, changed or rotated since then, because somebody else may have done that.
 */
export async function disableWebhooksSince(
  tx: Tx,
  userId: string,
  since: Date,
  origin: AuditOrigin,
): Promise<void> {
  await recordDisabled(tx, await markDisabled(tx, { userId, since }, 'recovery'), 'recovery', origin)
}

/** The same for these webhooks. The caller holds the lock on the user's row. */
export async function disableWebhooks(
  tx: Tx,
  userId: string,
  ids: string[],
  origin: AuditOrigin,
): Promise<void> {
  await recordDisabled(tx, await markDisabled(tx, { userId, ids }, 'recovery'), 'recovery', origin)
}

/** @throws AppError `webhook_not_found`. */
export async function readWebhook(db: Db | Tx, { userId, id }: OwnWebhook): Promise<ListedWebhook> {
  const [webhook] = await listWebhooks(db, userId, id)
  if (!webhook) throw new AppError(webhookErrors.webhook_not_found)
  return webhook
}

export async function recordDisabled(
  tx: Tx,
  disabled: readonly OwnWebhook[],
  reason: DisabledReason,
  origin: AuditOrigin,
): Promise<void> {
  for (const webhook of disabled) await record(tx, 'webhook_disabled', webhook, origin, { reason })
}

/**
 * With the user's row locked, so that requests at once do not exceed the maximum together, and so that
 * nothing of a caller remains whose session or key is revoked meanwhile.
 */
async function asCaller<Result>(
  { db, authentication }: ManageWebhooksDeps,
  caller: Caller,
  change: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  return db.transaction(async (tx) => {
    if (!(await lockUser(tx, caller.userId)) || !(await authentication.isStillValid(tx, caller)))
      throw new AppError(platformErrors.invalid_token)
    return change(tx)
  })
}

/** @throws AppError `webhook_not_found`, `webhook_disabled_by_administrator`. */
async function assertOwnersChoice(tx: Tx, own: OwnWebhook): Promise<void> {
  const { disabledReason } = await readWebhook(tx, own)
  if (disabledReason === 'administrator')
    throw new AppError(webhookErrors.webhook_disabled_by_administrator.it)
}

/** @throws AppError `webhook_disabled_by_administrator` for the host of a webhook that was disabled so. */
function assertHostAllowed(known: readonly WebhookRow[], url: string): void {
  const { host } = new URL(url)
  if (known.some((one) => one.disabledReason === 'administrator' && new URL(one.url).host === host))
    throw new AppError(webhookErrors.webhook_disabled_by_administrator.host)
}

const notifyOwner = (tx: Tx, { userId, url }: WebhookRow, title: string, text: string) =>
  insertNotification(tx, {
    userId,
    type: 'SYSTEM_ANNOUNCEMENT',
    title,
    message: `It is the webhook for ${new URL(url).host}. ${text}`,
  })

async function issueSecret(tx: Tx, webhookId: string, key: Uint8Array): Promise<string> {
  const secret = createSecret()
  await insertSecret(tx, webhookId, sealWebhookSecret(secret, webhookId, key))
  return secret
}

const record = (
  tx: Tx,
  action: AuditAction,
  { userId, id }: OwnWebhook,
  origin: AuditOrigin,
  details: Record<string, string> = {},
) => recordAuditEvent(tx, { userId, action, succeeded: true, origin, details: { webhookId: id, ...details } })
