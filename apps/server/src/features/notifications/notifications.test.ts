import { uuidv7 } from 'uuidv7'
import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import type { Client } from '../../../../../test/harness/client.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import { createMonths, firstUuidOf, openDatabase } from '../../platform/db/index.ts'
import { createLog } from '../../platform/log/index.ts'
import { insertNotification, listAllNotifications } from './index.ts'
import { countUnread, deleteEndsOfJobs, listNotifications, markSeen } from './store.ts'

type Wire = { id: string; title: string; createdAt: string; readAt: string | null }
type Latest = { notifications: Wire[]; nextCursor: string | null }

const api = keepForSuite(await startTestApi())

/** A new user without notifications. */
async function createReader(): Promise<{ client: Client; userId: string }> {
  const { client, id } = await api.signUp()
  await api.database.pool.query('delete from notifications where user_id = $1', [id])
  return { client, userId: id }
}

/**
 * With ids as the service makes them, whose first 48 bits are the time. Two share a millisecond, as can
 * happen.
 */
async function tell(userId: string, count: number, daysAgo = 0): Promise<void> {
  await api.database.pool.query(
    `insert into notifications (id, user_id, type, title, message, data, created_at)
     select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || substr(md5(random()::text), 1, 20))::uuid,
       $1::uuid, 'SYSTEM_ANNOUNCEMENT', 'number ' || n, 'told', '{"page": "home", "count": 3, "none": null}', at
     from generate_series(1, $2::int) n, lateral (select now() - make_interval(days => $3::int, secs => 1 + (n / 2) * 0.002) as at) moments`,
    [userId, count, daysAgo],
  )
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}

const unread = async (client: Client) =>
  ((await client.get('/notification/badge')).body as { unreadCount: number }).unreadCount
const latest = async (client: Client, query = '') =>
  (await client.get(`/notification/latest${query}`)).body as Latest

describe('a notification', () => {
  it('counts as unread until its owner reads it, and later ones count again', async () => {
    const { client, userId } = await createReader()
    expect(await unread(client)).toBe(0)
    await tell(userId, 3)
    expect(await unread(client)).toBe(3)
    const seen = await client.post('/notification/seen')
    expect(seen.status).toBe(200)
    expect(seen.body).toEqual({ ok: true })
    expect(await unread(client)).toBe(0)
    await api.resources.database.db.transaction((tx) =>
      insertNotification(tx, { userId, type: 'LOW_CREDITS', title: 'newer', message: 'one more' }),
    )
    expect(await unread(client)).toBe(1)
    const { notifications } = await latest(client)
    expect(notifications.map(({ readAt }) => readAt !== null)).toEqual([false, true, true, true])
    expect(notifications[0]?.title).toBe('newer')
  })

  it('keeps the time at which it was first seen', async () => {
    const { client, userId } = await createReader()
    await tell(userId, 1)
    expect((await latest(client)).notifications[0]?.readAt).toBeNull()
    await client.post('/notification/seen')
    const { notifications } = await latest(client)
    expect(notifications[0]?.readAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
    await client.post('/notification/seen')
    expect((await latest(client)).notifications).toEqual(notifications)
  })

  it('stays unread when it is committed only after its owner has read the list, although its transaction began before', async () => {
    const { client, userId } = await createReader()
    const writer = await api.database.pool.connect()
    try {
      await writer.query('begin')
      await writer.query(
        `insert into notifications (id, user_id, type, title, message) values ($2, $1, 'JOB_FAILED', 'late', 'late')`,
        [userId, uuidv7()],
      )
      await tell(userId, 1)
      await client.post('/notification/seen')
      await writer.query('commit')
    } finally {
      writer.release()
    }
    expect(await unread(client)).toBe(1)
    const { notifications } = await latest(client)
    expect(notifications.map(({ title, readAt }) => [title, readAt !== null]).sort()).toEqual([
      ['late', false],
      ['number 1', true],
    ])
    await client.post('/notification/seen')
    expect(await unread(client)).toBe(0)
  })

  it('is marked as read once, also with parallel requests', async () => {
    const { client, userId } = await createReader()
    await tell(userId, 40)
    await client.post('/notification/seen')
    await tell(userId, 40)
    const answers = await Promise.all(Array.from({ length: 20 }, () => client.post('/notification/seen')))
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200))
    expect(await unread(client)).toBe(0)
  })

  it('is listed five at a time, newest first, each exactly once by cursor', async () => {
    const { client, userId } = await createReader()
    await tell(userId, 13)
    const pages: Wire[][] = []
    for (let query = ''; pages.length < 5; ) {
      const { notifications, nextCursor } = await latest(client, query)
      pages.push(notifications)
      if (!nextCursor) break
      query = `?cursor=${nextCursor}`
    }
    expect(pages.map((page) => page.length)).toEqual([5, 5, 3])
    const all = pages.flat()
    expect(new Set(all.map(({ id }) => id)).size).toBe(13)
    expect(all.map(({ createdAt }) => createdAt)).toEqual(
      all
        .map(({ createdAt }) => createdAt)
        .sort()
        .reverse(),
    )
    expect(all[0]).toEqual({
      id: expect.any(String),
      type: 'SYSTEM_ANNOUNCEMENT',
      title: 'number 1',
      message: 'told',
      data: { page: 'home', count: 3, none: null },
      createdAt: expect.stringMatching(/Z$/),
      readAt: null,
    })
  })

  it('is listed with a limit from 1 to 50, and refuses what is no number and no cursor', async () => {
    const { client, userId } = await createReader()
    await tell(userId, 60)
    const count = async (limit: string) => (await latest(client, `?limit=${limit}`)).notifications.length
    expect([await count('0'), await count('7'), await count('1000')]).toEqual([1, 7, 50])
    expect(await client.get('/notification/latest?limit=many')).toMatchObject({
      status: 400,
      body: { error: 'limit must be a whole number' },
    })
    for (const cursor of ['nonsense', 'AAAA', '%27%3B--'])
      expect(await client.get(`/notification/latest?cursor=${cursor}`)).toMatchObject({
        status: 400,
        body: { errorCode: 'INVALID_CURSOR' },
      })
  })

  it('belongs to its owner alone', async () => {
    const [owner, other] = [await createReader(), await createReader()]
    await tell(owner.userId, 8)
    const { nextCursor } = await latest(owner.client)
    expect(await unread(other.client)).toBe(0)
    expect((await latest(other.client)).notifications).toEqual([])
    expect((await latest(other.client, `?cursor=${nextCursor}`)).notifications).toEqual([])
    await other.client.post('/notification/seen')
    expect(await unread(owner.client)).toBe(8)
    expect(await collect(listAllNotifications(api.resources.database.db, other.userId))).toEqual([])
    for (const path of ['/notification/badge', '/notification/latest?limit=many'])
      expect((await api.client().get(path)).status).toBe(401)
    expect((await api.client().post('/notification/seen')).status).toBe(401)
    expect((await owner.client.send('POST', '/notification/seen', { csrf: false })).status).toBe(403)
  })

  it('about the end of a job is deleted if its owner has watched it, and others stay', async () => {
    const [owner, other] = [await createReader(), await createReader()]
    const [watched, missed] = [uuidv7(), uuidv7()]
    const { db } = api.resources.database
    for (const [jobId, type, title] of [
      [watched, 'JOB_SUCCEEDED', 'watched'],
      [missed, 'JOB_FAILED', 'missed'],
      [watched, 'LOW_CREDITS', 'last credit'],
    ] as const)
      await api.database.pool.query(
        `insert into notifications (id, user_id, type, title, message, job_id) values ($5, $1, $2, $3, '', $4)`,
        [owner.userId, type, title, jobId, uuidv7()],
      )
    expect(await countUnread(db, owner.userId)).toBe(3)
    await other.client.post('/notification/watched', { jobIds: [watched, missed] })
    expect(await unread(owner.client)).toBe(3)
    expect((await owner.client.post('/notification/watched', { jobIds: [watched] })).status).toBe(200)
    const titles = (await latest(owner.client)).notifications.map(({ title }) => title)
    expect(titles.toSorted()).toEqual(['last credit', 'missed'])
    expect(await unread(owner.client)).toBe(2)
    for (const jobIds of [[], ['no id'], undefined])
      expect((await owner.client.post('/notification/watched', { jobIds })).status).toBe(400)
  })

  it('is exported whole, page after page, as the list shows it', async () => {
    const { client, userId } = await createReader()
    await tell(userId, 450)
    const all = await collect(listAllNotifications(api.resources.database.db, userId))
    expect(new Set(all.map(({ id }) => id)).size).toBe(450)
    expect(all.slice(0, 5)).toEqual((await latest(client)).notifications)
  })
})

describe('among many', () => {
  it('lists, counts, marks and deletes by an index, reading no more than the answer', async () => {
    const { userId } = await createReader()
    const { userId: other } = await createReader()
    await tell(userId, 3_000, 2)
    await tell(other, 20_000, 1)
    // One connection, whose named statements can then be explained unchanged.
    const { db, pool } = keep(
      openDatabase(
        { url: api.database.url, poolMax: 1, applicationName: 'explain' },
        createLog({ level: 'silent', format: 'json' }),
      ),
    )
    await markSeen(db, userId)
    await tell(userId, 30)
    await pool.query('analyze notifications')
    const explain = async (statement: string) => {
      const { rows } = await pool.query(`explain (analyze, format json) ${statement}`)
      return JSON.stringify(rows[0]['QUERY PLAN'])
    }
    const [last] = await listNotifications(db, userId, { cursor: undefined, limit: 1 })
    await listNotifications(db, userId, { cursor: last, limit: 1 })
    expect(await countUnread(db, userId)).toBe(30)
    const after = `'${last?.createdAt.toISOString()}', '${last?.id}'`
    for (const statement of [
      `execute count_unread_notifications('${userId}')`,
      `execute list_notifications('${userId}', 6)`,
      `execute list_notifications_after('${userId}', 6, ${after})`,
      `execute mark_notifications_seen('${userId}')`,
    ]) {
      const plan = await explain(statement)
      expect(plan).toContain('notifications_earlier_user_id_created_at_id_idx')
      expect(plan).not.toMatch(/Seq Scan","[^{]*"Relation Name":"notifications/)
      expect(plan).not.toContain('"Sort"')
      expect(plan.match(/"Rows Removed by Filter":\s*([1-9]\d*)/)).toBeNull()
    }
    await createMonths(db, createLog({ level: 'silent', format: 'json' }))
    await deleteEndsOfJobs(db, userId, [uuidv7()])
    const later = firstUuidOf(new Date(Date.now() + 80 * 86_400_000))
    const deletion = await explain(
      `execute delete_ends_of_jobs('${userId}', array['${later}'::uuid], '${later}')`,
    )
    expect(deletion).toMatch(/"Index Name":"notifications_\d{4}_\d\d_user_id_job_id_idx"/)
    expect(deletion).not.toContain('notifications_earlier')
  })
})
