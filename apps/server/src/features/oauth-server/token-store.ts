import { createHmac } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { type Db, defineStatement, queryNamed, type Tx } from '../../platform/db/index.ts'
import type { oauthTokens } from './tables.ts'

type TokenRow = typeof oauthTokens.$inferSelect

export type TokenKind = TokenRow['kind']
export type StoredToken = Pick<TokenRow, 'payload' | 'consumedAt'>

/** The hash under which a token is stored, or the code that a person types. */
export const hashToken = (key: Uint8Array, kind: TokenKind | 'UserCode', token: string): string =>
  createHmac('sha256', key).update(`${kind}:${token}`).digest('hex')

/** Saves a token, or its changed payload; whether it was used stays as it is. */
export async function saveToken(
  tx: Tx,
  token: Pick<TokenRow, 'hash' | 'kind' | 'appId' | 'userCodeHash' | 'payload' | 'expiresAt'>,
): Promise<void> {
  const { payload, expiresAt, ...rest } = token
  await saving.run(tx, { ...rest, payload: JSON.stringify(payload), expiresAt: expiresAt.toISOString() })
}

/** Also a token that was used or has expired, until it is deleted. */
export async function findToken(db: Db, hash: string): Promise<StoredToken | undefined> {
  const [token] = await queryNamed<StoredToken>(
    db,
    'find_oauth_token',
    'select payload, consumed_at as "consumedAt" from oauth_tokens where hash = $1',
    [hash],
  )
  return token
}

/** The same for a device that asks for its tokens. @returns also whether it asked less than so long ago. */
export async function pollToken(
  db: Db,
  hash: string,
  intervalSeconds: number,
): Promise<(StoredToken & { isTooSoon: boolean }) | undefined> {
  const [token] = await polling.run(db, { hash, intervalSeconds })
  return token
}

/**
 * Marks a token as used. The app's row is locked first, as by everything else that changes both.
 *
 * @returns false if it was used before.
 */
export async function consumeToken(tx: Tx, hash: string): Promise<boolean> {
  return (await consumption.run(tx, { hash })).length > 0
}

export async function deleteToken(tx: Tx, hash: string): Promise<void> {
  await queryNamed(tx, 'delete_oauth_token', 'delete from oauth_tokens where hash = $1', [hash])
}

/** The request of a device for which nobody has decided yet. */
export async function findDeviceRequest(
  db: Db,
  userCodeHash: string,
): Promise<TokenRow['payload'] | undefined> {
  const [token] = await queryNamed<Pick<TokenRow, 'payload'>>(
    db,
    'find_device_request',
    `select payload from oauth_tokens where user_code_hash = $1 and expires_at > now() and not payload ?| array['accountId', 'error']`,
    [userCodeHash],
  )
  return token?.payload
}

/** @returns false if there is no such request, or somebody has decided already. */
export async function decideDeviceRequest(
  tx: Tx,
  userCodeHash: string,
  { appId, ...decision }: { appId: string | null } & Record<string, unknown>,
): Promise<boolean> {
  const rows = await decisionStatement.run(tx, { userCodeHash, appId, decision: JSON.stringify(decision) })
  return rows.length > 0
}

const saving = defineStatement<{
  hash: string
  kind: string
  appId: string | null
  userCodeHash: string | null
  payload: string
  expiresAt: string
}>(
  'save_oauth_token',
  (token) => sql`
    insert into oauth_tokens (hash, kind, app_id, user_code_hash, payload, expires_at)
    values (${token.hash}, ${token.kind}, ${token.appId}::uuid, ${token.userCodeHash}, ${token.payload}::jsonb, ${token.expiresAt}::timestamptz)
    on conflict (hash) do update set payload = excluded.payload, expires_at = excluded.expires_at`,
)

const polling = defineStatement<
  { hash: string; intervalSeconds: number },
  StoredToken & { isTooSoon: boolean }
>(
  'poll_oauth_token',
  ({ hash, intervalSeconds }) => sql`
    with earlier as (select hash, polled_at from oauth_tokens where hash = ${hash} for no key update)
    update oauth_tokens set polled_at = now() from earlier where oauth_tokens.hash = earlier.hash
    returning payload, consumed_at as "consumedAt",
      coalesce(earlier.polled_at > now() - make_interval(secs => ${intervalSeconds}), false) as "isTooSoon"`,
)

const consumption = defineStatement<{ hash: string }>(
  'consume_oauth_token',
  ({ hash }) => sql`
    with app as materialized (
      select id from api_keys where id = (select app_id from oauth_tokens where hash = ${hash}) for no key update
    )
    update oauth_tokens set consumed_at = now() where hash = ${hash} and consumed_at is null and (select count(*) from app) >= 0
    returning hash`,
)

const decisionStatement = defineStatement<{ userCodeHash: string; appId: string | null; decision: string }>(
  'decide_device_request',
  ({ userCodeHash, appId, decision }) => sql`
    update oauth_tokens set payload = payload || ${decision}::jsonb, app_id = ${appId}::uuid
    where user_code_hash = ${userCodeHash} and expires_at > now() and not payload ?| array['accountId', 'error']
    returning hash`,
)
