import { sql } from 'drizzle-orm'
import { type Db, defineStatement, queryNamed, type Tx } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { bounds } from './bounds.ts'
import { apiKeyErrors } from './errors.ts'
import type { AppScope } from './scopes.ts'
import { countLiveKeys, insertKey } from './store.ts'
import { beginningOf, hashKey } from './token.ts'

/** For `api` it is accepted by every call, for `mcp` by `/mcp` alone. */
export type TokenAudience = 'api' | 'mcp'

export type NewApp = { id: string; userId: string; name: string; scopes: AppScope[]; expiresAt: Date }

/**
 * Adds an app, without tokens. The caller holds the lock on the user's row.
 *
 * @throws AppError `too_many_apps`.
 */
export async function insertApp(tx: Tx, app: NewApp): Promise<void> {
  if ((await countLiveKeys(tx, app.userId, 'app')) >= bounds.appsMax)
    throw new AppError(apiKeyErrors.too_many_apps)
  await insertKey(tx, { ...app, kind: 'app', monthlyCredits: null, origins: [], addresses: [] })
}

/** @returns false for an app that was revoked. */
export async function insertAccessToken(
  tx: Tx,
  token: { text: string; appId: string; audience: TokenAudience; scopes: AppScope[]; expiresAt: Date },
): Promise<boolean> {
  const { text, appId, audience, scopes, expiresAt } = token
  const rows = await insertion.run(tx, {
    ...{ secretHash: hashKey(text), appId, beginning: beginningOf(text), endsAt: expiresAt.toISOString() },
    ...{ audience, scopes },
  })
  return rows.length > 0
}

/** An app lasts as long as the newest of its tokens. */
export async function extendApp(tx: Tx, appId: string, until: Date): Promise<void> {
  await extension.run(tx, { appId, until: until.toISOString() })
}

export type FoundAccessToken = {
  appId: string
  userId: string
  audience: TokenAudience
  scopes: AppScope[]
  createdAt: Date
  endsAt: Date
}

export async function findAccessToken(db: Db, text: string): Promise<FoundAccessToken | undefined> {
  const [token] = await queryNamed<FoundAccessToken>(
    db,
    'find_access_token',
    `select k.id as "appId", k.user_id as "userId", s.audience, s.scopes, s.created_at as "createdAt", s.ends_at as "endsAt"
     from api_key_secrets s join api_keys k on k.id = s.key_id where s.secret_hash = $1 and s.audience is not null`,
    [hashKey(text)],
  )
  return token
}

const insertion = defineStatement<{
  secretHash: string
  appId: string
  beginning: string
  endsAt: string
  audience: TokenAudience
  scopes: AppScope[]
}>(
  'insert_access_token',
  (token) => sql`
    insert into api_key_secrets (secret_hash, key_id, beginning, ends_at, audience, scopes)
    select ${token.secretHash}, id, ${token.beginning}, ${token.endsAt}::timestamptz, ${token.audience}, ${token.scopes}::text[]
    from api_keys where id = ${token.appId}::uuid and revoked_at is null
    returning key_id`,
)

const extension = defineStatement<{ appId: string; until: string }>(
  'extend_app',
  ({ appId, until }) => sql`
    update api_keys set expires_at = greatest(expires_at, ${until}::timestamptz) where id = ${appId}::uuid`,
)
