import { describe, expect, it } from 'vitest'
import { signUpAdministrator } from '../../../../../test/harness/administrator.ts'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { errorCodeOf } from '../../../../../test/harness/client.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import { purgeReports } from '../gallery/index.ts'

const api = keepForSuite(await startTestApi({ TRUST_PROXY: '1' }))
const admin = (await signUpAdministrator(api)).client
const { client: owner, id: ownerId } = await api.signUp()

/** Each has another content: what an administrator has taken down cannot be public again. */
async function paint(privacy = false, { pool } = api.database, userId = ownerId): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into generations (id, user_id, job_id, prompt, style, model, svg, bytes, privacy, credits_used)
     values (gen_random_uuid(), $1, gen_random_uuid(), 'a red fox', 'flat', 'composer', $3, octet_length($3), $2, 1) returning id`,
    [userId, privacy, `<svg><!-- ${crypto.randomUUID()} --></svg>`],
  )
  return rows[0]?.id ?? ''
}

const from = (address: string) => ({ 'x-forwarded-for': address })
const report = (id: string, body: object = {}, { client = api.client(), address = '198.51.100.1' } = {}) =>
  client.post(`/gallery/${id}/report`, { reason: 'hateful', ...body }, from(address))

type AdminPicture = { id: string; openReports: number; reasons: string[]; removedAt: string | null }
const list = async (query = '') =>
  (await admin.get(`/admin/pictures?limit=100${query}`)).body as {
    pictures: AdminPicture[]
    nextCursor: string | null
  }
const find = async (id: string, query = '') =>
  (await list(query)).pictures.find((picture) => picture.id === id)

describe('reporting a picture', () => {
  it('is for visitors and signed-in users, once each until an administrator has resolved it', async () => {
    const id = await paint()
    const { client: user } = await api.signUp()
    for (let time = 0; time < 2; time += 1) {
      expect((await report(id, { text: 'It is my house.' })).status).toBe(202)
      expect((await report(id, { reason: 'personal' }, { client: user })).status).toBe(202)
      expect((await report(id, {}, { address: '198.51.100.2' })).status).toBe(202)
    }
    expect(await find(id)).toMatchObject({
      openReports: 3,
      reasons: ['hateful', 'personal'],
      removedAt: null,
    })
    const { reports, svg } = (await admin.get(`/admin/pictures/${id}`)).body as {
      reports: unknown[]
      svg: string
    }
    expect(svg).toMatch(/^<svg>/)
    expect(reports).toHaveLength(3)
    expect(JSON.stringify(reports)).toContain('It is my house.')
  })

  it('in parallel by one client stores one report', async () => {
    const id = await paint()
    const answers = await Promise.all(Array.from({ length: 10 }, () => report(id)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
    expect(await find(id)).toMatchObject({ openReports: 1 })
  })

  it('stores nothing that identifies the reporter', async () => {
    const id = await paint()
    await report(id, {}, { address: '203.0.113.77' })
    const { rows } = await api.database.pool.query('select * from picture_reports where picture_id = $1', [
      id,
    ])
    expect(JSON.stringify(rows)).not.toContain('203.0.113.77')
    expect(rows[0].reporter_key).toMatch(/^[\w-]{43}$/)
  })

  it('is refused for a private picture, for an invalid text, and without a token', async () => {
    const [hidden, shown] = [await paint(true), await paint()]
    for (const id of [hidden, crypto.randomUUID(), 'nothing'])
      expect([(await report(id)).status, errorCodeOf(await report(id))]).toEqual([404, 'svg_not_found'])
    expect((await report(hidden, {}, { client: owner })).status).toBe(404)
    for (const text of ['a\u0007', 'a\u001b[31m', 'x'.repeat(501)])
      expect(errorCodeOf(await report(shown, { text }))).toBe('invalid_report')
    expect((await report(shown, { reason: 'ugly' })).status).toBe(400)
    expect((await report(shown, { text: 5 })).status).not.toBe(500)
    const forged = await api.client().send('POST', `/gallery/${shown}/report`, {
      body: { reason: 'hateful' },
      csrf: false,
    })
    expect(forged.status).toBe(403)
    expect((await report(shown, { text: 'é'.repeat(500) })).status).toBe(202)
  })

  it('is limited by client and day', async () => {
    const limited = keep(await startTestApi({ RATE_LIMIT_REPORT: '3/1d', TRUST_PROXY: '1' }))
    const { id: userId } = await limited.client().register()
    const statuses: number[] = []
    for (let time = 0; time < 4; time += 1) {
      const id = await paint(false, limited.database, userId)
      statuses.push((await report(id, {}, { client: limited.client() })).status)
    }
    expect(statuses).toEqual([202, 202, 202, 429])
    const id = await paint(false, limited.database, userId)
    expect((await report(id, {}, { client: limited.client(), address: '198.51.100.9' })).status).toBe(202)
  })
})

describe('reports', () => {
  it('are dismissed, resolved by hiding or deleted with the picture, and the picture may be reported again', async () => {
    const id = await paint()
    await report(id)
    const reason = { reason: 'it is a fox' }
    expect((await admin.post(`/admin/pictures/${id}/dismiss-reports`, reason)).body).toMatchObject({
      picture: { openReports: 0, removedAt: null },
    })
    expect(await find(id)).toBeUndefined()
    await admin.post(`/admin/pictures/${id}/dismiss-reports`, reason)
    await report(id)
    expect((await admin.post(`/admin/pictures/${id}/hide`, reason)).body).toMatchObject({
      picture: { openReports: 0, removedAt: expect.any(String) },
    })
    expect(await find(id)).toBeUndefined()
    expect(await find(id, '&state=hidden')).toMatchObject({ removedAt: expect.any(String) })
    const { acts } = (await admin.get(`/admin/acts?subject=${id}`)).body as {
      acts: { action: string; details: object }[]
    }
    expect(acts.map(({ action, details }) => [action, details])).toEqual([
      ['picture.hide', { userId: ownerId, reports: 1 }],
      ['picture.dismiss-reports', { userId: ownerId, reports: 1 }],
    ])
    const { reports } = (await admin.get(`/admin/pictures/${id}`)).body as {
      reports: { resolution: string }[]
    }
    expect(reports.map(({ resolution }) => resolution)).toEqual(['hidden', 'dismissed'])
  })

  it('that come while the picture is hidden leave none open', async () => {
    for (let round = 0; round < 15; round += 1) {
      const id = await paint()
      const answers = await Promise.all([
        ...Array.from({ length: 4 }, (_, at) => report(id, {}, { address: `198.51.100.${at + 20}` })),
        admin.post(`/admin/pictures/${id}/hide`, { reason: 'quick' }),
        ...Array.from({ length: 4 }, (_, at) => report(id, {}, { address: `198.51.100.${at + 30}` })),
      ])
      expect(answers.filter(({ status }) => ![200, 202, 404].includes(status))).toEqual([])
      const { rows } = await api.database.pool.query<{ open: number }>(
        'select count(*)::int as open from picture_reports where picture_id = $1 and resolved_at is null',
        [id],
      )
      expect(rows[0]?.open).toBe(0)
    }
  })

  it('are listed by the newest, each picture on one page', async () => {
    const ids: string[] = []
    for (let at = 0; at < 5; at += 1) ids.unshift(await paint())
    for (const id of ids.toReversed()) await report(id)
    await report(ids[4] ?? '', {}, { address: '198.51.100.40' })
    const wanted = [ids[4], ...ids.slice(0, 4)]
    const seen: string[] = []
    let cursor = ''
    do {
      const answer = await admin.get(`/admin/pictures?limit=2${cursor && `&cursor=${cursor}`}`)
      const { pictures, nextCursor } = answer.body as { pictures: AdminPicture[]; nextCursor: string | null }
      seen.push(...pictures.map(({ id }) => id))
      cursor = nextCursor ?? ''
    } while (cursor !== '')
    expect(seen.filter((id) => ids.includes(id))).toEqual(wanted)
    expect(new Set(seen).size).toBe(seen.length)
    expect((await admin.get('/admin/pictures?state=lost')).status).toBe(400)
  })

  it('are deleted 90 days after they were resolved, and kept while they are open', async () => {
    const [resolved, open] = [await paint(), await paint()]
    await report(resolved)
    await report(open)
    await admin.post(`/admin/pictures/${resolved}/dismiss-reports`, { reason: 'it is a fox' })
    const { db, pool } = api.resources.database
    await purgeReports(db, 90, 1_000)
    const count = async () =>
      (await pool.query('select from picture_reports where picture_id = any($1)', [[resolved, open]]))
        .rowCount
    expect(await count()).toBe(2)
    await pool.query(
      `update picture_reports set created_at = now() - interval '99 days',
         resolved_at = case when resolved_at is not null then now() - interval '91 days' end where picture_id = any($1)`,
      [[resolved, open]],
    )
    await purgeReports(db, 90, 1_000)
    expect(await count()).toBe(1)
    expect(await find(open)).toMatchObject({ openReports: 1 })
  })
})
