import { expect, it } from 'vitest'
import { startTestApi } from '../../test/harness/api.ts'
import { keep } from '../../test/harness/keep.ts'
import { firstUuidOf } from '../platform/db/index.ts'
import { purgeExpired } from './retention.ts'

const day = 24 * 60 * 60 * 1000

it('deletes what has been kept for long enough, in every table, and nothing younger; twice at once is once', async () => {
  const api = keep(await startTestApi())
  const { pool } = api.database
  const client = api.client()
  const { id: userId } = await client.register()
  const count = async () => {
    const { rows } = await pool.query(`select
      (select count(*)::int from sessions) as sessions, (select count(*)::int from refresh_tokens) as tokens,
      (select count(*)::int from password_resets) as resets, (select count(*)::int from email_verifications) as verifications,
      (select count(*)::int from oauth_transactions) as transactions, (select count(*)::int from mail_letters) as letters,
      (select count(*)::int from audit_events) as events, (select count(*)::int from notifications) as notifications`)
    return rows[0] as Record<string, number>
  }
  const before = await count()

  /** One row of each kind that is `days` days old, and over. */
  async function addAged(days: number): Promise<void> {
    const age = `now() - interval '${days} days'`
    const session = crypto.randomUUID()
    const live = (
      await pool.query('select id from sessions where user_id = $1 and revoked_at is null', [userId])
    ).rows[0].id
    // Ids tell the age, too; the last digits only keep them apart.
    const agedId = () =>
      firstUuidOf(new Date(Date.now() - days * day)).slice(0, -12) + crypto.randomUUID().slice(-12)
    const statements: [string, unknown[]][] = [
      [
        `insert into sessions (id, user_id, remember_me, expires_at, absolute_expires_at, created_at) values ($1, $2, false, ${age}, ${age}, ${age})`,
        [session, userId],
      ],
      [
        `insert into refresh_tokens (id, session_id, token_hash, rotated_at) values ($1, $2, gen_random_uuid()::text, ${age})`,
        [agedId(), live],
      ],
      ...['password_resets', 'email_verifications'].map((table): [string, unknown[]] => [
        `insert into ${table} (id, user_id, token_hash, expires_at) values (gen_random_uuid(), $1, gen_random_uuid()::text, ${age})`,
        [userId],
      ]),
      [
        `insert into oauth_transactions (id, state_hash, provider, frontend_origin, redirect_path, expires_at)
         values (gen_random_uuid(), gen_random_uuid()::text, 'google', 'http://localhost', '/', ${age} + interval '1 minute')`,
        [],
      ],
      [
        `insert into mail_letters (id, user_id, letter, recipient, status, created_at, ended_at) values (gen_random_uuid(), $1, 'x', 'a@example.com', 'SENT', ${age}, ${age})`,
        [userId],
      ],
      [
        `insert into audit_events (id, user_id, action, succeeded, created_at) values (gen_random_uuid(), $1, 'log_in', true, ${age})`,
        [userId],
      ],
      [
        `insert into notifications (id, user_id, type, title, message, created_at) values ($2, $1, 'SYSTEM_ANNOUNCEMENT', 't', 'm', ${age})`,
        [userId, agedId()],
      ],
    ]
    for (const [text, values] of statements) await pool.query(text, values)
  }

  await addAged(200)
  await addAged(0)
  const { db } = api.resources.database
  const signal = new AbortController().signal
  await Promise.all([1, 2].map(() => purgeExpired(db, signal, api.resources.log)))

  const added = Object.fromEntries(
    Object.entries(await count()).map(([name, value]) => [name, value - (before[name] ?? 0)]),
  )
  expect(added).toEqual({
    sessions: 1,
    tokens: 1,
    resets: 1,
    verifications: 1,
    transactions: 1,
    letters: 1,
    events: 1,
    notifications: 1,
  })
  expect((await client.get('/auth/current-user')).status).toBe(200)
  expect((await client.post('/auth/refresh')).status).toBe(200)
})
