import type { Answer } from '@chatsvg/client'
import { uuidv7 } from 'uuidv7'
import { deriveKeys } from '../apps/server/src/config/index.ts'
import { hashPassword } from '../apps/server/src/features/accounts/index.ts'
import { beginningOf, createKeyText, hashKey } from '../apps/server/src/features/api-keys/token.ts'
import { accessCookie, createAccessTokens } from '../apps/server/src/features/sessions/index.ts'
import { createRefreshToken, hashRefreshToken } from '../apps/server/src/features/sessions/tokens.ts'
import { Client } from '../test/harness/client.ts'
import { type BenchDatabase, benchSecret } from './stage.ts'

/** A user with a session, as a browser holds it. */
export type BenchUser = {
  userId: string
  email: string
  cookies: Record<string, string>
  refreshToken: string
}

export const password = 'a long walk by the sea'

/** What the requests of a user have in common, at any server. */
export type Sender = {
  email: string
  /** Of the session and of the CSRF token. */
  cookies: Record<string, string>
  /** The CSRF token and the server's host. */
  headers: Record<string, string>
  /** How many pictures the user can pay. */
  credits: number
}

/** Users with a live session each, and credits with their ledger entries. */
export async function createUsers(
  { pool }: BenchDatabase,
  count: number,
  credits = 1_000_000,
): Promise<BenchUser[]> {
  const tokens = createAccessTokens(deriveKeys(benchSecret).accessToken)
  const passwordHash = await hashPassword(password)
  const users = Array.from({ length: count }, (_, at) => {
    const [userId, sessionId, refreshToken] = [uuidv7(), uuidv7(), createRefreshToken()]
    const cookies = { [accessCookie]: tokens.sign({ userId, sessionId }) }
    return { userId, sessionId, email: `user-${at}@example.com`, cookies, refreshToken }
  })
  const columns = [
    users.map(({ userId }) => userId),
    users.map(({ sessionId }) => sessionId),
    users.map(({ email }) => email),
    users.map(({ refreshToken }) => hashRefreshToken(refreshToken)),
    users.map(() => uuidv7()),
    users.map(() => uuidv7()),
  ]
  await pool.query(
    `with account as (
       select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::uuid[])
         as p (user_id, session_id, email, token_hash, token_id, entry_id)
     ), added as (
       insert into users (id, email, name, password_hash, credits)
       select user_id, email, 'Ada', $7, $8::int from account
     ), entry as (
       insert into credit_entries (id, user_id, delta, reason, note)
       select entry_id, user_id, $8::int, 'GRANT', 'benchmark' from account
     ), session as (
       insert into sessions (id, user_id, remember_me, expires_at, absolute_expires_at)
       select session_id, user_id, false, now() + interval '7 days', now() + interval '90 days' from account
     )
     insert into refresh_tokens (id, session_id, token_hash) select token_id, session_id, token_hash from account`,
    [...columns, passwordHash, credits],
  )
  await pool.query('vacuum analyze users, credit_entries, sessions, refresh_tokens')
  return users
}

/** An API key of each user that may draw, with a limit of the month that is never reached. */
export async function createKeys({ pool }: BenchDatabase, users: readonly BenchUser[]): Promise<string[]> {
  const texts = users.map(() => createKeyText('bench'))
  const columns = [
    users.map(({ userId }) => userId),
    users.map(() => uuidv7()),
    texts.map(hashKey),
    texts.map(beginningOf),
  ]
  await pool.query(
    `with given as (
       select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) as p (user_id, key_id, secret_hash, beginning)
     ), key as (
       insert into api_keys (id, user_id, name, scopes, monthly_credits, origins, addresses)
       select key_id, user_id, 'Bench', '{pictures:write}', 1000000, '{}', '{}' from given
     )
     insert into api_key_secrets (secret_hash, key_id, beginning) select secret_hash, key_id, beginning from given`,
    columns,
  )
  await pool.query('vacuum analyze api_keys, api_key_secrets')
  return texts
}

/** What a write needs in addition to the session: the CSRF token, as cookie and as header. */
export async function fetchCsrf(
  origin: string,
): Promise<{ cookies: Record<string, string>; headers: Record<string, string> }> {
  const answer = await fetch(`${origin}/api/csrf`)
  const { csrfToken } = (await answer.json()) as Answer<'GET /api/csrf'>
  return { cookies: { 'csrf-token': csrfToken }, headers: { 'x-csrf-token': csrfToken } }
}

/** New users, who sign up over HTTP, so any server of the contract can have them. Its limits must be off. */
export async function registerSenders(origin: string, count: number): Promise<Sender[]> {
  const senders: Sender[] = []
  for (let at = 0; at < count; at += 1) {
    const client = new Client(origin)
    const { email, credits } = await client.register(undefined, password)
    const cookies = Object.fromEntries(client.cookies)
    const headers = { host: new URL(origin).host, 'x-csrf-token': cookies['csrf-token'] ?? '' }
    senders.push({ email, cookies, headers, credits })
  }
  return senders
}
