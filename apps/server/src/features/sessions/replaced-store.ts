import { queryNamed, type Tx } from '../../platform/db/index.ts'

/** What a new session replaces. */
export type Replacement = {
  userId: string
  /** By the access token of the browser. */
  sessionId: string | null
  /** By the refresh token of the browser. */
  tokenHash: string | null
  /** How many of the user's other sessions remain, most recently used first. */
  keptMax: number
}

export type ReplacedSession = { id: string; userId: string; reason: 'logout' | 'surplus' }

/**
 * Revokes the live sessions of the tokens, whoever owns them, as a logout does, and those of the user beyond
 * `keptMax`. It locks the owner of each session first, as everywhere, in the order of their ids: two sign-ins
 * that end each other's sessions then wait in one direction only and cannot deadlock.
 */
export async function revokeReplaced(tx: Tx, replacement: Replacement): Promise<ReplacedSession[]> {
  const { userId, sessionId, tokenHash, keptMax } = replacement
  return queryNamed<ReplacedSession>(
    tx,
    'revoke_replaced',
    `with held as (
       select $2::uuid as id union select session_id from refresh_tokens where token_hash = $3
     ), surplus as (
       select id from sessions
       where user_id = $1 and revoked_at is null and expires_at > now() and not exists (select from held where held.id = sessions.id)
       order by last_used_at desc, id desc offset $4
     ), ended as (
       select id, 'logout' as reason from held union all select id, 'surplus' from surplus
     ), locked as (
       select sessions.id, ended.reason
       from ended join sessions on sessions.id = ended.id join users on users.id = sessions.user_id
       where sessions.revoked_at is null and sessions.expires_at > now()
       order by sessions.id for key share of users for no key update of sessions
     )
     update sessions set revoked_at = now(), revoked_reason = locked.reason
     from locked where sessions.id = locked.id
     returning sessions.id, sessions.user_id as "userId", locked.reason`,
    [userId, sessionId, tokenHash, keptMax],
  )
}
