import { type Db, deleteRows } from '../../platform/db/index.ts'
import { bounds } from './bounds.ts'

/** Deletes what has expired and clients that nobody uses, at most `rowsMax` of each. @returns how many. */
export async function purgeOauthServer(db: Db, rowsMax: number): Promise<number> {
  const tokens = {
    table: 'oauth_tokens',
    key: 'hash',
    // For a day a second use is still told apart from a wrong token.
    where: "expires_at < now() - interval '1 day'",
    rowsMax,
    name: 'purge_oauth_tokens',
  }
  const grants = 'from oauth_grants g join api_keys k on k.id = g.app_id where g.client_id = oauth_clients.id'
  const isUsed = `exists (select ${grants} and k.revoked_at is null and k.expires_at > now())`
  const clients = {
    table: 'oauth_clients',
    // One that nobody has allowed anything is gone after a day.
    where: `not ${isUsed} and (last_used_at < now() - make_interval(days => $2)
      or (last_used_at < now() - interval '1 day' and not exists (select ${grants})))`,
    values: [bounds.unusedClientDays],
    rowsMax,
    name: 'purge_oauth_clients',
  }
  return (await deleteRows(db, tokens)) + (await deleteRows(db, clients))
}
