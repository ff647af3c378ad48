import { type Db, isUuid, queryNamed, type Tx } from '../../platform/db/index.ts'
import type { AppScope } from '../api-keys/index.ts'
import { oauthGrants } from './tables.ts'

export async function insertGrant(tx: Tx, grant: typeof oauthGrants.$inferInsert): Promise<void> {
  await tx.insert(oauthGrants).values(grant)
}

export type FoundGrant = { userId: string; clientId: string; resources: Record<string, string> }

/** What an app may do; undefined once it is revoked or its user is suspended. */
export async function findGrant(db: Db, appId: string): Promise<FoundGrant | undefined> {
  if (!isUuid(appId)) return undefined
  const [grant] = await queryNamed<FoundGrant>(
    db,
    'find_oauth_grant',
    `select k.user_id as "userId", g.client_id as "clientId", g.resources
     from oauth_grants g join api_keys k on k.id = g.app_id join users u on u.id = k.user_id
     where g.app_id = $1 and k.revoked_at is null and u.suspended_at is null`,
    [appId],
  )
  return grant
}

/** Whether the user exists and is not suspended. */
export async function isUserActive(db: Db, userId: string): Promise<boolean> {
  if (!isUuid(userId)) return false
  const rows = await queryNamed(
    db,
    'is_user_active',
    'select from users where id = $1 and suspended_at is null',
    [userId],
  )
  return rows.length > 0
}

export type ListedApp = {
  id: string
  name: string
  clientId: string
  scopes: AppScope[]
  spentThisMonth: number
  createdAt: Date
  expiresAt: Date
  lastUsedAt: Date | null
  lastUsedAddress: string | null
}

/** The apps that can use the account now, newest first. */
export function listApps(db: Db, userId: string): Promise<ListedApp[]> {
  return queryNamed<ListedApp>(
    db,
    'list_apps',
    `select k.id, k.name, g.client_id as "clientId", k.scopes, k.created_at as "createdAt", k.expires_at as "expiresAt",
       k.last_used_at as "lastUsedAt", k.last_used_address as "lastUsedAddress",
       coalesce((select m.spent from api_key_months m where m.key_id = k.id and m.month = date_trunc('month', now() at time zone 'utc')::date), 0) as "spentThisMonth"
     from api_keys k join oauth_grants g on g.app_id = k.id
     where k.user_id = $1 and k.revoked_at is null and k.expires_at > now() order by k.created_at desc, k.id desc`,
    [userId],
  )
}

/** An app that is not revoked. */
export async function findLiveApp(
  db: Db | Tx,
  appId: string,
): Promise<{ userId: string; name: string } | undefined> {
  const [app] = await queryNamed<{ userId: string; name: string }>(
    db,
    'find_live_app',
    'select k.user_id as "userId", k.name from api_keys k where k.id = $1 and k.revoked_at is null',
    [appId],
  )
  return app
}
