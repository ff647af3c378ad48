import { uuidv7 } from 'uuidv7'
import type { Db, Tx } from '../../platform/db/index.ts'
import { AppError, platformErrors } from '../../platform/errors/index.ts'
import type { Authentication, Caller, Origin } from '../../platform/http/index.ts'
import { type AuditAction, detailsOf, lockUser, recordAuditEvent, rewriteUser } from '../accounts/index.ts'
import type { EnqueueEmail } from '../mail/index.ts'
import { announceSecurity } from '../notifications/index.ts'
import { lockProvenOwner, proveOwner } from '../sessions/index.ts'
import { bounds } from './bounds.ts'
import { apiKeyErrors } from './errors.ts'
import {
  countLiveKeys,
  endSecrets,
  insertKey,
  insertSecret,
  type KeyChange,
  type ListedKey,
  listKeys,
  markRevoked,
  type NewKey,
  type RevokedKey,
  updateKey,
} from './store.ts'
import { beginningOf, createKeyText, hashKey } from './token.ts'

export type ManageKeysDeps = {
  db: Db
  authentication: Pick<Authentication, 'isStillValid'>
  /** The second part of new keys. */
  environment: string
  enqueueEmail: EnqueueEmail
}

/** Closes the sockets and streams of a key, on every instance. */
export type Disconnect = (keyId: string, reason: string) => void

/** What clients of a revoked key's sockets are told. */
export const revokedReason = 'API key revoked'

/** `key` is its text, which is not stored. */
type Issued = { apiKey: ListedKey; key: string }
type Proof = { password?: string | undefined }

/**
 * Makes a key and notifies the owner.
 *
 * @throws AppError `wrong_password`, `reauthentication_required`, `too_many_api_keys`.
 */
export async function createKey(
  deps: ManageKeysDeps,
  caller: Caller,
  { password, ...settings }: Omit<NewKey, 'id' | 'userId'> & Proof,
  origin: Origin,
): Promise<Issued> {
  const { userId } = caller
  const key = { ...settings, id: uuidv7(), userId }
  return asOwner(deps, caller, { password }, async (tx, email) => {
    if ((await countLiveKeys(tx, userId, 'key')) >= bounds.keysMax)
      throw new AppError(apiKeyErrors.too_many_api_keys)
    await insertKey(tx, key)
    const text = await issueSecret(tx, key.id, deps.environment)
    await record(tx, 'api_key_created', key, origin, detailsOf(caller))
    const emailId = await announceSecurity(tx, {
      ...{ userId, email, title: 'An API key was added to your account' },
      message: `The API key "${key.name}" can now use your chatSVG account. If this was not you, revoke it in your settings and choose a new password.`,
    })
    return { emailId, result: { apiKey: await readKey(tx, userId, key.id), key: text } }
  })
}

/**
 * Changes what a key may do, at once.
 *
 * @throws AppError `wrong_password`, `reauthentication_required`, `api_key_not_found`.
 */
export async function changeKey(
  deps: ManageKeysDeps,
  caller: Caller,
  { id, password, ...change }: { id: string } & KeyChange & Proof,
  origin: Origin,
): Promise<ListedKey> {
  const { userId } = caller
  return asOwner(deps, caller, { password }, async (tx) => {
    if (!(await updateKey(tx, { id, userId }, change))) throw new AppError(apiKeyErrors.api_key_not_found)
    const apiKey = await readKey(tx, userId, id)
    await record(tx, 'api_key_changed', { userId, ...apiKey }, origin, detailsOf(caller))
    return { result: apiKey }
  })
}

/**
 * Gives a key another secret. The one before works for `overlapSeconds` more.
 *
 * @throws AppError `wrong_password`, `reauthentication_required`, `api_key_not_found`.
 */
export async function rotateKey(
  deps: ManageKeysDeps,
  caller: Caller,
  { id, overlapSeconds, password }: { id: string; overlapSeconds: number } & Proof,
  origin: Origin,
): Promise<Issued> {
  const { userId } = caller
  return asOwner(deps, caller, { password }, async (tx, email) => {
    if (!(await updateKey(tx, { id, userId }, {}))) throw new AppError(apiKeyErrors.api_key_not_found)
    await endSecrets(tx, id, overlapSeconds)
    const key = await issueSecret(tx, id, deps.environment)
    const apiKey = await readKey(tx, userId, id)
    await record(tx, 'api_key_rotated', { userId, ...apiKey }, origin, detailsOf(caller))
    const emailId = await announceSecurity(tx, {
      ...{ userId, email, title: 'An API key of your account was replaced' },
      message: `The API key "${apiKey.name}" has a new secret. If this was not you, revoke it in your settings and choose a new password.`,
    })
    return { emailId, result: { apiKey, key } }
  })
}

/**
 * Revokes a key or an app at once. Its open streams and sockets end; pictures that it has asked for are
 * finished, and stay charged.
 *
 * @throws AppError `api_key_not_found` or `app_not_found`, also for one that is revoked already;
 * `invalid_token`.
 */
export async function revokeKey(
  {
    db,
    authentication,
    disconnect,
  }: Pick<ManageKeysDeps, 'db' | 'authentication'> & { disconnect: Disconnect },
  caller: Caller,
  { id, kind }: { id: string; kind: RevokedKey['kind'] },
  origin: Origin,
): Promise<void> {
  const { userId } = caller
  await db.transaction(async (tx) => {
    await lockUser(tx, userId)
    await assertStillValid(tx, authentication, caller)
    await revokeKeyIn(tx, { userId, id, kind }, origin, detailsOf(caller))
  })
  disconnect(id, revokedReason)
}

/**
 * For a transaction that does more; the caller disconnects the key after the commit.
 *
 * @returns what was revoked.
 */
export async function revokeKeyIn(
  tx: Tx,
  { userId, id, kind }: { userId: string; id: string; kind?: RevokedKey['kind'] },
  origin: Parameters<typeof record>[3],
  details: Record<string, string> = {},
): Promise<RevokedKey> {
  // A charge that waits for this transaction asks again whether the key may be used.
  await rewriteUser(tx, userId)
  const [revoked] = await markRevoked(tx, userId, { only: [id], ...(kind && { kind }) })
  if (!revoked)
    throw new AppError(kind === 'app' ? apiKeyErrors.app_not_found : apiKeyErrors.api_key_not_found)
  await recordRevocation(tx, userId, revoked, origin, details)
  return revoked
}

/**
 * Revokes the keys that were made or rotated, and the apps that were connected since then, because somebody
 * else may have them. The caller holds the lock on the user's row. @returns their ids, to disconnect after
 * the commit.
 */
export function revokeKeysSince(tx: Tx, userId: string, since: Date, origin: Origin): Promise<string[]> {
  return revokeAll(tx, userId, { since }, origin)
}

/** The same for these keys, as far as they are not revoked. The caller has rewritten the user's row. */
export function revokeKeys(tx: Tx, userId: string, ids: string[], origin: Origin): Promise<string[]> {
  return revokeAll(tx, userId, { only: ids }, origin)
}

async function revokeAll(
  tx: Tx,
  userId: string,
  which: Parameters<typeof markRevoked>[2],
  origin: Origin,
): Promise<string[]> {
  const revoked = await markRevoked(tx, userId, which)
  for (const key of revoked) await recordRevocation(tx, userId, key, origin)
  return revoked.map(({ id }) => id)
}

async function asOwner<Result>(
  { db, authentication, enqueueEmail }: ManageKeysDeps,
  caller: Caller,
  { password }: Proof,
  change: (tx: Tx, email: string) => Promise<{ result: Result; emailId?: string }>,
): Promise<Result> {
  const owner = await proveOwner(db, caller, password)
  const { result, emailId } = await db.transaction(async (tx) => {
    const { email } = await lockProvenOwner(tx, caller, owner)
    await assertStillValid(tx, authentication, caller)
    return change(tx, email)
  })
  if (emailId) enqueueEmail(emailId)
  return result
}

async function assertStillValid(
  tx: Tx,
  authentication: ManageKeysDeps['authentication'],
  caller: Caller,
): Promise<void> {
  if (!(await authentication.isStillValid(tx, caller))) throw new AppError(platformErrors.invalid_token)
}

async function issueSecret(tx: Tx, keyId: string, environment: string): Promise<string> {
  const text = createKeyText(environment)
  await insertSecret(tx, { keyId, secretHash: hashKey(text), beginning: beginningOf(text) })
  return text
}

async function readKey(tx: Tx, userId: string, id: string): Promise<ListedKey> {
  const [key] = await listKeys(tx, userId, id)
  if (!key) throw new AppError(apiKeyErrors.api_key_not_found)
  return key
}

const recordRevocation = (
  tx: Tx,
  userId: string,
  { kind, ...key }: RevokedKey,
  origin: Parameters<typeof record>[3],
  details: Record<string, string> = {},
) => record(tx, kind === 'app' ? 'app_disconnected' : 'api_key_revoked', { userId, ...key }, origin, details)

const record = (
  tx: Tx,
  action: AuditAction,
  { userId, id, name }: { userId: string; id: string; name: string },
  origin: Parameters<typeof recordAuditEvent>[1]['origin'],
  details: Record<string, string> = {},
) =>
  recordAuditEvent(tx, {
    ...{ userId, action, succeeded: true, origin },
    details: { apiKey: name, keyId: id, ...details },
  })
