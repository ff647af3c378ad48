import { expect, it, onTestFinished } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { Client, testPassword } from '../../../../../test/harness/client.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import { limitsOff, startService, testSecret } from '../../../../../test/harness/service.ts'
import { waitForLock } from '../../../../../test/harness/wait.ts'
import { liveSessionsMax } from './lifetimes.ts'

const api = keepForSuite(await startTestApi())

/** Further sessions of the user, last used an hour ago. */
const addSessions = (userId: string, count: number) =>
  api.database.pool.query(
    `insert into sessions (id, user_id, remember_me, expires_at, absolute_expires_at, last_used_at)
     select gen_random_uuid(), $1, false, now() + interval '7 days', now() + interval '90 days', now() - interval '1 hour'
     from generate_series(1, $2)`,
    [userId, count],
  )

it('parallel sign-ins, on two API processes, of a user who has nearly as many sessions as one may have leave no more alive, and the new ones all are', async () => {
  const environment = { ...limitsOff, DATABASE_URL: api.database.url, JWT_SECRET: testSecret }
  const services = [
    keep(await startService('api', environment)),
    keep(await startService('api', environment)),
  ]
  const { client, id, email } = await api.signUp()
  const older = liveSessionsMax - 4
  await addSessions(id, older)
  const browsers = Array.from({ length: 16 }, (_, index) => new Client(services[index % 2]?.url ?? ''))
  const signIns = browsers.map((browser) => browser.post('/auth/login', { email, password: testPassword }))
  expect((await Promise.all(signIns)).map(({ status }) => status)).toEqual(Array(16).fill(200))
  for (const browser of [client, ...browsers])
    expect((await browser.get('/auth/current-user')).status).toBe(200)
  const { rows } = await api.database.pool.query(
    `select count(*) filter (where revoked_at is null)::int as live, count(*) filter (where revoked_reason = 'surplus')::int as surplus
     from sessions where user_id = $1`,
    [id],
  )
  expect(rows).toEqual([{ live: liveSessionsMax, surplus: 1 + older + 16 - liveSessionsMax }])
})

it('two browsers whose users swap accounts at the same time both get their new session and lose the old one', async () => {
  const [ada, bob] = [await api.signUp(), await api.signUp()]
  for (let round = 0; round < 10; round += 1) {
    const copies = [ada.client.fork(), bob.client.fork()]
    const emails = round % 2 === 0 ? [bob.email, ada.email] : [ada.email, bob.email]
    const answers = await Promise.all(
      [ada.client, bob.client].map((client, index) =>
        client.post('/auth/login', { email: emails[index], password: testPassword }),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    for (const copy of copies) expect((await copy.get('/auth/current-user')).status).toBe(401)
    for (const { client } of [ada, bob]) expect((await client.get('/auth/current-user')).status).toBe(200)
  }
})

/** Locks that the test holds are released at the end of the test. */
async function beginByHand() {
  const tx = await api.database.pool.connect()
  onTestFinished(() => tx.release(true))
  await tx.query('begin')
  return tx
}

const whenOneWaits = () => waitForLock(api.database.pool, 'the sign-in to wait')

it('a sign-in that ends several sessions takes them in the order of their ids, so that no two of them wait for each other', async () => {
  const [ada, bob] = [await api.signUp(), await api.signUp()]
  await addSessions(ada.id, liveSessionsMax - 1)
  const { rows } = await api.database.pool.query<{ id: string }>(
    `update sessions set id = overlay(id::text placing '00000000' from 1)::uuid, last_used_at = now() - interval '1 day'
     where id = (select id from sessions where user_id = $1 order by last_used_at limit 1) returning id`,
    [ada.id],
  )
  const other = await beginByHand()
  await other.query('select from sessions where id = $1 for update', [rows[0]?.id])
  const signIn = bob.client.post('/auth/login', { email: ada.email, password: testPassword })
  await whenOneWaits()
  const free = await other.query('select from sessions where user_id = $1 for update skip locked', [bob.id])
  expect(free.rowCount).toBe(1)
  await other.query('commit')
  expect((await signIn).status).toBe(200)
})

it('a sign-in in the browser of somebody whose account is being deleted waits for the deletion, and does not stop it', async () => {
  const [ada, bob] = [await api.signUp(), await api.signUp()]
  const deletion = await beginByHand()
  await deletion.query('select from users where id = $1 for update', [bob.id])
  const signIn = bob.client.post('/auth/login', { email: ada.email, password: testPassword })
  await whenOneWaits()
  await deletion.query('delete from users where id = $1', [bob.id])
  await deletion.query('commit')
  expect((await signIn).status).toBe(200)
  expect((await bob.client.get('/auth/current-user')).body).toMatchObject({ id: ada.id })
})
