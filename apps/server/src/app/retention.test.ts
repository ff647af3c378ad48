import type pg from 'pg'
import { expect, it } from 'vitest'
import { startTestApi } from '../../../../test/harness/api.ts'
import { createTestDatabase } from '../../../../test/harness/database.ts'
import { keep } from '../../../../test/harness/keep.ts'
import { readConfig } from '../config/index.ts'
import { firstUuidOf, openDatabase } from '../platform/db/index.ts'
import { createLog } from '../platform/log/index.ts'
import { purgeExpired } from './retention.ts'

const day = 24 * 60 * 60 * 1000

it('deletes rows after their retention time, in every table, and no younger ones, also when two run in parallel', async () => {
  const api = keep(await startTestApi())
  const { pool } = api.database
  const { client, id: userId } = await api.signUp()
  const count = async () => {
    const { rows } = await pool.query(`select
      (select count(*)::int from sessions) as sessions, (select count(*)::int from refresh_tokens) as tokens,
      (select count(*)::int from password_resets) as resets, (select count(*)::int from email_verifications) as verifications,
      (select count(*)::int from oauth_transactions) as transactions, (select count(*)::int from mail_letters) as letters,
      (select count(*)::int from audit_events) as events, (select count(*)::int from notifications) as notifications,
      (select count(*)::int from support_messages) as messages,
      (select count(*)::int from picture_reports) as reports`)
    return rows[0] as Record<string, number>
  }
  const before = await count()

  /** One row of each kind that is `days` days old, and ended. */
  async function addAged(days: number): Promise<void> {
    const age = `now() - interval '${days} days'`
    const session = crypto.randomUUID()
    const live = (
      await pool.query('select id from sessions where user_id = $1 and revoked_at is null', [userId])
    ).rows[0].id
    // Ids contain the age, too; the last digits only make them unique.
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
        `insert into audit_events (id, user_id, action, succeeded, created_at) values ($2, $1, 'log_in', true, ${age})`,
        [userId, agedId()],
      ],
      [
        `insert into notifications (id, user_id, type, title, message, created_at) values ($2, $1, 'SYSTEM_ANNOUNCEMENT', 't', 'm', ${age})`,
        [userId, agedId()],
      ],
      [
        `insert into support_messages (id, user_id, type, subject, message, email, created_at) values (gen_random_uuid(), $1, 'idea', 's', 'm', 'a@example.com', ${age})`,
        [userId],
      ],
      [
        `with picture as (
           insert into generations (id, user_id, job_id, prompt, style, model, svg, bytes, privacy, credits_used)
           values (gen_random_uuid(), $1, gen_random_uuid(), 'p', 'flat', 'composer', '<svg/>', 6, false, 1) returning id
         )
         insert into picture_reports (id, picture_id, reporter_key, reason, created_at, resolved_at, resolution)
         select gen_random_uuid(), id, 'r', 'other', ${age}, ${age}, 'dismissed' from picture`,
        [userId],
      ],
    ]
    for (const [text, values] of statements) await pool.query(text, values)
  }

  await addAged(400)
  await addAged(0)
  const { db } = api.resources.database
  const signal = new AbortController().signal
  await Promise.all(
    [1, 2].map(() => purgeExpired(db, api.resources.config.retention, signal, api.resources.log)),
  )

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
    messages: 1,
    reports: 1,
  })
  expect((await client.get('/auth/current-user')).status).toBe(200)
  expect((await client.post('/auth/refresh')).status).toBe(200)
})

it('keeps every row for as long as it is configured', async () => {
  const retention = readConfig({
    KEEP_SESSIONS_DAYS: '1',
    KEEP_LETTERS_DAYS: '2',
    KEEP_SECURITY_LOG_DAYS: '3',
    KEEP_NOTIFICATIONS_DAYS: '4',
    KEEP_SUPPORT_MESSAGES_DAYS: '5',
  }).retention
  const database = keep(await createTestDatabase())
  const { pool } = database
  const userId = crypto.randomUUID()
  await pool.query(`insert into users (id, email, name) values ($1, 'a@example.com', 'Ada')`, [userId])
  for (let days = 0; days < 7; days += 1) {
    // Half a day more, so that none is exactly at a limit.
    const at = `now() - interval '${days} days 12 hours'`
    const id = firstUuidOf(new Date(Date.now() - (days + 0.5) * day))
    for (const statement of [
      `insert into sessions (id, user_id, remember_me, expires_at, absolute_expires_at) values ($1, $2, false, ${at}, ${at})`,
      `insert into mail_letters (id, user_id, letter, recipient, status, created_at, ended_at) values ($1, $2, 'x', 'a@example.com', 'SENT', ${at}, ${at})`,
      `insert into audit_events (id, user_id, action, succeeded, created_at) values ($1, $2, 'log_in', true, ${at})`,
      `insert into notifications (id, user_id, type, title, message, created_at) values ($1, $2, 'SYSTEM_ANNOUNCEMENT', 't', 'm', ${at})`,
      `insert into support_messages (id, user_id, type, subject, message, email, created_at) values ($1, $2, 'idea', 's', 'm', 'a@example.com', ${at})`,
    ])
      await pool.query(statement, [id, userId])
  }
  await purge(database.url, retention)
  const { rows } = await pool.query(`select (select count(*)::int from sessions) as sessions,
    (select count(*)::int from mail_letters) as letters, (select count(*)::int from audit_events) as "securityLog",
    (select count(*)::int from notifications) as notifications, (select count(*)::int from support_messages) as "supportMessages"`)
  expect(rows).toEqual([retention])
})

it('words that no prompt contains any more are deleted, also with accounts', async () => {
  const { url, pool } = keep(await createTestDatabase())
  const readWords = async () =>
    (await pool.query<{ word: string }>('select word from prompt_words order by word')).rows.map(
      ({ word }) => word,
    )
  const [stays, goes] = [crypto.randomUUID(), crypto.randomUUID()]
  for (const [at, id] of [stays, goes].entries()) {
    await pool.query(`insert into users (id, email, name) values ($1, $2, 'Ada')`, [id, `${at}@example.com`])
    await pool.query(
      `insert into generations (id, user_id, job_id, prompt, style, model, svg, bytes, privacy, credits_used)
       values (gen_random_uuid(), $1, gen_random_uuid(), $2, 'flat', 'composer', '<svg/>', 6, true, 1)`,
      [id, at === 0 ? 'a lighthouse' : 'the lighthouse of Ada Lovelace (ada@example.com)'],
    )
  }
  expect(await readWords()).toEqual(['example', 'lighthouse', 'lovelace'])
  await pool.query('delete from users where id = $1', [goes])
  await purge(url, readConfig({}).retention)
  expect(await readWords()).toEqual(['lighthouse'])
})

it('every deletion finds its rows by an index, except in tables that stay small', async () => {
  const { url } = keep(await createTestDatabase())
  const plans = await purge(url, readConfig({}).retention, async (pool) => {
    const { rows } = await pool.query<{ name: string; statement: string; parameters: number }>(
      `select name, statement, cardinality(parameter_types) as parameters from pg_prepared_statements where statement ilike '%delete from%'`,
    )
    await pool.query('set plan_cache_mode = force_generic_plan; set enable_seqscan = off')
    const explained: [string, string][] = []
    for (const { name, parameters } of rows) {
      const values = Array.from({ length: parameters }, () => 'null').join(', ')
      const plan = await pool.query<{ 'QUERY PLAN': string }>(`explain execute "${name}" (${values})`)
      explained.push([name, plan.rows.map((row) => row['QUERY PLAN']).join('\n')])
    }
    return explained
  })
  expect(plans.length).toBeGreaterThan(8)
  const scanning = plans.filter(([, plan]) => plan.includes('Seq Scan')).map(([name]) => name)
  expect(scanning.sort()).toEqual([
    'purge_email_changes',
    'purge_email_verifications',
    'purge_password_resets',
    'purge_sign_in_notices',
  ])
})

/** On one connection, which `look` uses afterwards. */
async function purge<T>(
  url: string,
  retention: ReturnType<typeof readConfig>['retention'],
  look?: (pool: pg.Pool) => Promise<T>,
): Promise<T> {
  const log = createLog({ level: 'silent', format: 'json' })
  await using database = openDatabase({ url, poolMax: 1, applicationName: 'test' }, log)
  await purgeExpired(database.db, retention, new AbortController().signal, log)
  return (await look?.(database.pool)) as T
}
