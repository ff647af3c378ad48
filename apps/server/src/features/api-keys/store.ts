import { and, asc, eq, inArray, isNull, ne, or, sql } from 'drizzle-orm'
import { type Db, deleteRows, queryNamed, type Tx } from '../../platform/db/index.ts'
import type { UserCaller } from '../accounts/index.ts'
import type { AppScope, Scope } from './scopes.ts'
import { apiKeySecrets, apiKeys, apiKeyUses } from './tables.ts'

export type ApiKeyRow = typeof apiKeys.$inferSelect
type ApiKeySecretRow = typeof apiKeySecrets.$inferSelect
export type ApiKeyUseRow = typeof apiKeyUses.$inferSelect

/** A key by one of its secrets, with what its row and its user's row say at this moment. */
export type FoundKey = Omit<UserCaller, 'sessionId' | 'apiKeyId'> & {
  secretHash: string
  keyId: string
  /** Whether it is an app, and the secret an access token. */
  isApp: boolean
  audience: ApiKeySecretRow['audience']
  scopes: AppScope[]
  origins: string[]
  addresses: string[]
  isRevoked: boolean
  hasExpired: boolean
  /** The secret was replaced, and its time is over. */
  wasReplaced: boolean
  isSuspended: boolean
}

/** All requests wait for these, so a connection that does not answer is treated as dead. */
const findTimeoutMs = 3_000

/** The keys with these secrets, in one round trip. */
export function findKeys(db: Db, secretHashes: string[]): Promise<FoundKey[]> {
  return queryNamed<FoundKey>(
    db,
    'find_api_keys',
    `select s.secret_hash as "secretHash", k.id as "keyId", k.kind = 'app' as "isApp", s.audience, coalesce(s.scopes, k.scopes) as scopes, k.origins, k.addresses,
       k.revoked_at is not null as "isRevoked", coalesce(k.expires_at <= now(), false) as "hasExpired",
       coalesce(s.ends_at <= now(), false) as "wasReplaced", u.suspended_at is not null as "isSuspended",
       u.id as "userId", u.email, u.name, u.avatar, u.credits, u.plan, u.role, u.email_verified_at is not null as "emailVerified"
     from api_key_secrets s join api_keys k on k.id = s.key_id join users u on u.id = k.user_id
     where s.secret_hash = any($1::text[])`,
    [secretHashes],
    findTimeoutMs,
  )
}

/** Which of these keys may be used now. */
export async function findLiveKeys(db: Db | Tx, ids: string[]): Promise<{ id: string }[]> {
  return queryNamed<{ id: string }>(
    db,
    'find_live_api_keys',
    `select k.id from api_keys k join users u on u.id = k.user_id
     where k.id = any($1::uuid[]) and k.revoked_at is null and (k.expires_at is null or k.expires_at > now()) and u.suspended_at is null`,
    [ids],
    findTimeoutMs,
  )
}

export type NewKey = Pick<
  ApiKeyRow,
  'id' | 'userId' | 'name' | 'scopes' | 'monthlyCredits' | 'origins' | 'addresses' | 'expiresAt'
>

export async function insertKey(tx: Tx, key: NewKey & Partial<Pick<ApiKeyRow, 'kind'>>): Promise<void> {
  await tx.insert(apiKeys).values(key)
}

export async function insertSecret(tx: Tx, secret: typeof apiKeySecrets.$inferInsert): Promise<void> {
  await tx.insert(apiKeySecrets).values(secret)
}

/** From now on the secrets of the key work at most for so long. */
export async function endSecrets(tx: Tx, keyId: string, overlapSeconds: number): Promise<void> {
  const end = sql`now() + make_interval(secs => ${overlapSeconds})`
  await tx
    .update(apiKeySecrets)
    .set({ endsAt: sql`least(${apiKeySecrets.endsAt}, ${end})` })
    .where(eq(apiKeySecrets.keyId, keyId))
}

export type KeyChange = Partial<Omit<NewKey, 'id' | 'userId'>>

/** @returns false when the user has no such key that is not revoked. */
export async function updateKey(
  tx: Tx,
  { id, userId }: { id: string; userId: string },
  change: KeyChange,
): Promise<boolean> {
  const rows = await tx
    .update(apiKeys)
    .set({ ...change, id })
    .where(
      and(eq(apiKeys.id, id), eq(apiKeys.userId, userId), eq(apiKeys.kind, 'key'), isNull(apiKeys.revokedAt)),
    )
    .returning({ id: apiKeys.id })
  return rows.length > 0
}

/** A key or an app that was revoked. */
export type RevokedKey = Pick<ApiKeyRow, 'id' | 'kind' | 'name'>

/** Revokes keys and apps of the user that are not revoked. @returns those that it revoked. */
export async function markRevoked(
  tx: Tx,
  userId: string,
  which: { only: string[]; kind?: ApiKeyRow['kind'] } | { since: Date },
): Promise<RevokedKey[]> {
  return tx
    .update(apiKeys)
    .set({ revokedAt: sql`now()` })
    .where(
      and(
        eq(apiKeys.userId, userId),
        ne(apiKeys.kind, 'member'),
        isNull(apiKeys.revokedAt),
        'only' in which
          ? and(inArray(apiKeys.id, which.only), which.kind && eq(apiKeys.kind, which.kind))
          : or(
              sql`${apiKeys.createdAt} >= ${which.since.toISOString()}::timestamptz`,
              sql`exists (select from ${apiKeySecrets} where ${apiKeySecrets.keyId} = ${apiKeys.id} and ${apiKeySecrets.audience} is null and ${apiKeySecrets.createdAt} >= ${which.since.toISOString()}::timestamptz)`,
            ),
      ),
    )
    .returning({ id: apiKeys.id, kind: apiKeys.kind, name: apiKeys.name })
}

/** @returns how many keys or apps of the user may be used. */
export async function countLiveKeys(tx: Tx, userId: string, kind: ApiKeyRow['kind']): Promise<number> {
  const [row] = await queryNamed<{ count: number }>(
    tx,
    'count_live_api_keys',
    `select count(*)::int as count from api_keys
     where user_id = $1 and kind = $2 and revoked_at is null and (expires_at is null or expires_at > now())`,
    [userId, kind],
  )
  return row?.count ?? 0
}

export type ListedKey = Omit<ApiKeyRow, 'userId' | 'kind' | 'scopes'> & {
  scopes: Scope[]
  /** Of the newest secret. */
  beginning: string
  /** Until when the secret before it works; null: there is none. */
  previousEndsAt: Date | null
  spentThisMonth: number
}

/** The user's keys, newest first, or one of them; revoked and expired ones too while they are kept. */
export function listKeys(db: Db | Tx, userId: string, id: string | null = null): Promise<ListedKey[]> {
  return queryNamed<ListedKey>(
    db,
    'list_api_keys',
    `select k.id, k.name, k.scopes, k.monthly_credits as "monthlyCredits", k.origins, k.addresses, k.created_at as "createdAt", k.expires_at as "expiresAt",
       k.revoked_at as "revokedAt", k.last_used_at as "lastUsedAt", k.last_used_address as "lastUsedAddress",
       (select beginning from api_key_secrets s where s.key_id = k.id and s.ends_at is null) as beginning,
       (select max(ends_at) from api_key_secrets s where s.key_id = k.id and s.ends_at > now()) as "previousEndsAt",
       coalesce((select m.spent from api_key_months m where m.key_id = k.id and m.month = date_trunc('month', now() at time zone 'utc')::date), 0) as "spentThisMonth"
     from api_keys k where k.user_id = $1 and k.kind = 'key' and ($2::uuid is null or k.id = $2) order by k.created_at desc, k.id desc`,
    [userId, id],
  )
}

type SpendRefusal = {
  /** Null for a key that was deleted. */
  kind: ApiKeyRow['kind'] | null
  isRevoked: boolean
  monthlyCredits: number | null
  spent: number
}

/** Why the key, or the member, may not spend so many credits now. */
export async function findSpendRefusal(
  db: Db,
  keyId: string,
  amount: number,
): Promise<SpendRefusal | undefined> {
  const [row] = await queryNamed<SpendRefusal>(
    db,
    'find_spend_refusal',
    `select (select kind from api_keys where id = $1) as kind, coalesce((select revoked_at is not null from api_keys where id = $1), true) as "isRevoked",
       (select monthly_credits from api_keys where id = $1) as "monthlyCredits",
       coalesce((select m.spent from api_key_months m where key_id = $1 and month = date_trunc('month', now() at time zone 'utc')::date), 0) as spent
     where api_key_refuses($1, $2)`,
    [keyId, amount],
  )
  return row
}

/** The uses of a key of the user, the latest day first. */
export async function listUses(db: Db, userId: string, keyId: string): Promise<ApiKeyUseRow[]> {
  return db
    .select({ use: apiKeyUses })
    .from(apiKeyUses)
    .innerJoin(apiKeys, eq(apiKeys.id, apiKeyUses.keyId))
    .where(and(eq(apiKeys.userId, userId), eq(apiKeyUses.keyId, keyId)))
    .orderBy(sql`${apiKeyUses.day} desc`, asc(apiKeyUses.call))
    .then((rows) => rows.map(({ use }) => use))
}

/** Deletes what has been over for `keptDays`, at most `rowsMax` of each kind. @returns how many. */
export async function purgeApiKeys(db: Db, keptDays: number, rowsMax: number): Promise<number> {
  const ago = 'now() - make_interval(days => $2)'
  const values = [keptDays]
  let purged = 0
  for (const end of ['revoked_at', 'expires_at']) {
    const keys = { table: 'api_keys', where: `${end} < ${ago}`, values, rowsMax }
    purged += await deleteRows(db, { ...keys, name: `purge_api_keys_by_${end}` })
  }
  const secrets = { table: 'api_key_secrets', key: 'secret_hash', where: `ends_at < ${ago}`, values, rowsMax }
  // Nobody asks about them later: an app has another one every hour.
  const over = "audience is not null and ends_at < now() - interval '1 day'"
  const tokens = {
    table: 'api_key_secrets',
    key: 'secret_hash',
    where: over,
    rowsMax,
    name: 'purge_access_tokens',
  }
  const uses = {
    table: 'api_key_uses',
    key: 'key_id, day, call',
    where: `day < (${ago})::date`,
    values,
    rowsMax,
  }
  // The sum of a month is needed until refunds of its charges are over.
  const where = "month < now() - interval '400 days'"
  const months = { table: 'api_key_months', key: 'key_id, month', where, rowsMax }
  for (const deletion of [secrets, tokens, uses, months]) purged += await deleteRows(db, deletion)
  return purged
}
