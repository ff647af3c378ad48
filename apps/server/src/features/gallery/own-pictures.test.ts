import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import type { Client } from '../../../../../test/harness/client.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { openDatabase } from '../../platform/db/index.ts'
import { createLog } from '../../platform/log/index.ts'
import { listOwnPictures } from './index.ts'
import { listOwn, listWholeOf } from './store.ts'

type Own = { id: string; style: string; model: string; privacy: boolean; svgUrl: string; createdAt: string }
type OwnPage = { generations: Own[]; nextCursor: string | null }
type Job = { id: string; status: string; generationId: string | null; generation: unknown }

const api = keepForSuite(await startTestApi({}, { worker: true }))

async function createPainter(): Promise<{ client: Client; userId: string }> {
  const { client, id } = await api.signUp()
  return { client, userId: id }
}

/** Every third is private, every second an outline. Three share a millisecond, as can happen. */
async function draw(userId: string, count: number): Promise<string[]> {
  const { rows } = await api.database.pool.query<{ id: string }>(
    `insert into generations (id, user_id, job_id, prompt, style, model, svg, bytes, privacy, credits_used, created_at)
     select gen_random_uuid(), $1, gen_random_uuid(), 'picture number ' || n, case when n % 2 = 0 then 'outline' else 'flat' end, 'composer',
       '<svg xmlns="http://www.w3.org/2000/svg"/>', 41, n % 3 = 0, 1, now() - make_interval(secs => 1 + n / 3)
     from generate_series(1, $2) n returning id`,
    [userId, count],
  )
  return rows.map(({ id }) => id)
}

const list = async (client: Client, query = '') =>
  (await client.get(`/user/generations${query}`)).body as OwnPage
const remove = (client: Client, id: string) => client.send('DELETE', `/user/generations/${id}`)
const change = (client: Client, id: string, body: unknown) =>
  client.send('PATCH', `/user/generations/${id}`, { body })

async function publicIds(client: Client): Promise<string[]> {
  const { publicGenerations } = (await client.get('/svg/public?limit=100')).body as {
    publicGenerations: { id: string }[]
  }
  return publicGenerations.map(({ id }) => id)
}

/** A picture that a worker drew, with its job and its charge. */
async function generate(client: Client): Promise<Job & { generationId: string }> {
  const accepted = await client.post('/svg/generate-svg', { prompt: 'a red fox in the snow', style: 'flat' })
  const { job } = accepted.body as { job: Job }
  return waitFor('the picture', async () => {
    const now = await readJob(client, job.id)
    return now.status === 'SUCCEEDED' && now.generationId !== null
      ? { ...now, generationId: now.generationId }
      : undefined
  })
}

const readJob = async (client: Client, id: string) =>
  ((await client.get(`/svg/generation-jobs/${id}`)).body as { job: Job }).job

describe('the list of one’s own pictures', () => {
  it('has each exactly once by cursor, newest first, and no one else’s', async () => {
    const [mine, other] = [await createPainter(), await createPainter()]
    const ids = await draw(mine.userId, 47)
    await draw(other.userId, 5)
    const seen: Own[] = []
    let query = '?limit=10'
    for (let page = 0; page < 10; page += 1) {
      const { generations, nextCursor } = await list(mine.client, query)
      seen.push(...generations)
      if (!nextCursor) break
      query = `?limit=10&cursor=${nextCursor}`
    }
    expect(seen).toHaveLength(47)
    expect(new Set(seen.map(({ id }) => id))).toEqual(new Set(ids))
    expect(seen.map(({ createdAt }) => createdAt)).toEqual(
      seen
        .map(({ createdAt }) => createdAt)
        .sort()
        .reverse(),
    )
    expect(seen.find((row) => !row.privacy)).toEqual({
      id: expect.any(String),
      prompt: expect.stringMatching(/^picture number \d+$/),
      style: expect.any(String),
      model: 'composer',
      privacy: false,
      creditsUsed: 1,
      createdAt: expect.stringMatching(/Z$/),
      svgUrl: expect.stringMatching(/^http:\/\/localhost:\d+\/api\/svg\/[0-9a-f-]{36}\/file\.svg$/),
    })
    for (const { privacy, svgUrl } of seen) expect(svgUrl.includes('signature=')).toBe(privacy)
    expect((await api.client().get('/user/generations')).status).toBe(401)
  })

  it('is searched by words of the prompts, along with the filters, by cursor', async () => {
    const [mine, other] = [await createPainter(), await createPainter()]
    await draw(mine.userId, 30)
    await draw(other.userId, 30)
    const first = await list(mine.client, '?q=pict+2&style=outline&limit=4')
    // 2, 20, 22, 24, 26, 28: the even numbers that begin with 2.
    expect(first.generations).toHaveLength(4)
    const rest = await list(mine.client, `?q=pict+2&style=outline&limit=4&cursor=${first.nextCursor}`)
    expect(rest.generations).toHaveLength(2)
    expect(rest.nextCursor).toBeNull()
    expect((await list(mine.client, '?q=zeppelin')).generations).toEqual([])
  })

  it('is filtered by privacy, style and model, and 20 to 100 long', async () => {
    const { client, userId } = await createPainter()
    await draw(userId, 120)
    const count = async (query: string) => (await list(client, `?limit=100&${query}`)).generations.length
    expect(
      await Promise.all(['all', 'private', 'true', 'public', 'false'].map((p) => count(`privacy=${p}`))),
    ).toEqual([100, 40, 40, 80, 80])
    expect(await count('style=outline')).toBe(60)
    expect(await count('style=outline&privacy=private&model=composer')).toBe(20)
    expect((await list(client)).generations).toHaveLength(20)
    expect((await list(client, '?limit=0')).generations).toHaveLength(1)
    expect((await list(client, '?limit=999')).generations).toHaveLength(100)
    const { generations, nextCursor } = await list(client, '?limit=15&privacy=private')
    const rest = await list(client, `?limit=100&privacy=private&cursor=${nextCursor}`)
    expect(new Set([...generations, ...rest.generations].map(({ id }) => id)).size).toBe(40)
  })

  it.each([
    ['privacy=maybe', 'INVALID_PRIVACY'],
    ['privacy=constructor', 'INVALID_PRIVACY'],
    ['style=baroque', 'INVALID_STYLE'],
    ['model=none', 'INVALID_MODEL'],
    ['cursor=nonsense', 'INVALID_CURSOR'],
  ])('refuses %s with %s', async (query, errorCode) => {
    const { client } = await createPainter()
    expect(await client.get(`/user/generations?${query}`)).toMatchObject({ status: 400, body: { errorCode } })
  })

  it('is read from an index up to the end of the page, also among many and with every filter', async () => {
    const { client, userId } = await createPainter()
    const { userId: other } = await createPainter()
    await draw(userId, 600)
    await draw(other, 20_000)
    const { db, pool } = keep(
      openDatabase(
        { url: api.database.url, poolMax: 1, applicationName: 'explain' },
        createLog({ level: 'silent', format: 'json' }),
      ),
    )
    await pool.query('analyze generations')
    const scope = { ownerId: userId }
    const page = { offset: 0, limit: 21 }
    const [last] = await listOwn(db, scope, page)
    if (!last) throw new Error('there is no picture')
    await listOwn(db, scope, { ...page, cursor: last })
    await listOwn(db, { ...scope, style: 'flat', privacy: false }, page)
    await listWholeOf(db, userId, { cursor: last, limit: 20 })
    const after = `'${last.createdAt.toISOString()}', '${last.id}'`
    const plans = [
      `execute list_own('${userId}', 21, 0)`,
      `execute list_own_after('${userId}', ${after}, 21, 0)`,
      `execute list_own_style_privacy('${userId}', 'flat', false, 21, 0)`,
      `execute list_whole_after('${userId}', 20, ${after})`,
    ]
    for (const statement of plans) {
      const { rows } = await pool.query(`explain (analyze, format json) ${statement}`)
      const plan = JSON.stringify(rows[0]['QUERY PLAN'])
      const isExport = statement.includes('list_whole')
      expect(plan).toContain(`"Index Name":"generations_${isExport ? 'user' : 'own'}_newest"`)
      expect(plan).not.toContain('"Sort"')
      const [, readInVain = '0'] = /"Rows Removed by Filter":(\d+)/.exec(plan) ?? []
      expect(Number(readInVain)).toBeLessThan(100)
    }
    await remove(client, last.id)
    expect((await list(client)).generations.map(({ id }) => id)).not.toContain(last.id)
  })
})

describe('deleting a picture', () => {
  it('removes it from every list, and no link opens it', async () => {
    const { client } = await createPainter()
    const { generationId: id } = await generate(client)
    const stranger = api.client()
    await waitFor('the picture in the gallery', async () => (await publicIds(stranger)).includes(id))
    const answer = await remove(client, id)
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({ success: true })
    const deletedAtMs = performance.now()
    for (const path of ['', '/source', '/file.svg', '/download'])
      for (const viewer of [client, stranger])
        expect((await viewer.get(`/svg/${id}${path}`)).status).toBe(404)
    expect((await list(client)).generations).toEqual([])
    expect((await client.get('/svg/history')).body).toMatchObject({ generations: [] })
    await waitFor('the gallery without it', async () => !(await publicIds(stranger)).includes(id))
    expect(performance.now() - deletedAtMs).toBeLessThan(5_000)
    expect(await remove(client, id)).toMatchObject({
      status: 404,
      body: { error: 'SVG generation not found' },
    })
  })

  it('leaves its job, which names no picture any more, and what was paid for it', async () => {
    const { client, userId } = await createPainter()
    const { id: jobId, generationId } = await generate(client)
    const readLedger = async () =>
      (
        await api.database.pool.query(
          `select (select credits from users where id = $1) as balance, sum(delta)::int as total, count(*)::int as entries
           from credit_entries where user_id = $1`,
          [userId],
        )
      ).rows[0]
    const before = await readLedger()
    expect(before).toMatchObject({ balance: 9, total: 9 })
    await remove(client, generationId)
    expect(await readLedger()).toEqual(before)
    expect(await readJob(client, jobId)).toMatchObject({
      status: 'SUCCEEDED',
      generationId: null,
      generation: null,
    })
  })

  it('happens once, however many ask at once', async () => {
    const { client, userId } = await createPainter()
    const [id = ''] = await draw(userId, 1)
    const answers = await Promise.all(Array.from({ length: 8 }, () => remove(client, id)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(404)])
  })
})

describe('the privacy of a picture', () => {
  it('can be changed both ways, and the gallery follows within a second', async () => {
    const { client, userId } = await createPainter()
    const [id = ''] = await draw(userId, 1)
    const stranger = api.client()
    await waitFor('the picture in the gallery', async () => (await publicIds(stranger)).includes(id))
    const hidden = await change(client, id, { privacy: true })
    const hiddenAtMs = performance.now()
    expect(hidden.status).toBe(200)
    const { generations } = await list(client)
    expect(hidden.body).toEqual({ success: true, generation: generations[0] })
    expect(generations[0]).toMatchObject({ id, privacy: true, svgUrl: expect.stringContaining('signature=') })
    expect((await stranger.get(`/svg/${id}/file.svg`)).status).toBe(404)
    await waitFor('the gallery without it', async () => !(await publicIds(stranger)).includes(id))
    expect(performance.now() - hiddenAtMs).toBeLessThan(5_000)

    expect((await change(client, id, { privacy: false })).status).toBe(200)
    expect((await stranger.get(`/svg/${id}/file.svg`)).status).toBe(200)
    await waitFor('the picture in the gallery again', async () => (await publicIds(stranger)).includes(id))
  })

  it('is true or false and nothing else', async () => {
    const { client, userId } = await createPainter()
    const [id = ''] = await draw(userId, 1)
    for (const body of [{}, { privacy: 'true' }, { privacy: 1 }, { privacy: null }, []])
      expect(await change(client, id, body)).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
    expect((await list(client)).generations[0]?.privacy).toBe(false)
  })
})

describe('one user’s pictures', () => {
  const reading = ['', '/source', '/file.svg', '/download']
  const asked = (id: string) => [
    ...reading.map((path) => ({
      what: `GET /svg/:id${path}`,
      method: 'GET',
      path: `/svg/${id}${path}`,
      body: undefined,
    })),
    { what: 'PATCH', method: 'PATCH', path: `/user/generations/${id}`, body: { privacy: false } },
    { what: 'DELETE', method: 'DELETE', path: `/user/generations/${id}`, body: undefined },
  ]

  it('do not exist for another user on any route with an id, nor without a session', async () => {
    const [owner, other] = [await createPainter(), await createPainter()]
    const [, , hidden = ''] = await draw(owner.userId, 3)
    for (const { what, method, path, body } of asked(hidden)) {
      const answer = await other.client.send(method, path, { body })
      expect([what, answer.status]).toEqual([what, 404])
      expect(answer.body).toMatchObject({ code: 'svg_not_found' })
      const anonymous = await api.client().send(method, path, { body })
      expect([what, anonymous.status]).toEqual([what, method === 'GET' ? 404 : 401])
    }
    for (const { what, method, path, body } of asked(hidden)) {
      const answer = await owner.client.send(method, path, { body })
      expect([what, answer.status]).toEqual([what, 200])
    }
  })

  it('are seen and not changed by others when public', async () => {
    const [owner, other] = [await createPainter(), await createPainter()]
    const [shown = ''] = await draw(owner.userId, 1)
    for (const { what, method, path, body } of asked(shown)) {
      const answer = await other.client.send(method, path, { body })
      expect([what, answer.status]).toEqual([what, method === 'GET' ? 200 : 404])
    }
    expect((await list(owner.client)).generations).toMatchObject([{ id: shown, privacy: false }])
  })

  it('are not found by an invalid id', async () => {
    const { client } = await createPainter()
    for (const id of ['nonsense', '0', '%2e%2e', '0190a0b0-0000-7000-8000-00000000000g'])
      for (const { what, method, path, body } of asked(id))
        expect([what, (await client.send(method, path, { body })).status]).toEqual([what, 404])
  })

  it('need the CSRF token to be changed', async () => {
    const { client, userId } = await createPainter()
    const [id] = await draw(userId, 1)
    for (const method of ['PATCH', 'DELETE'])
      expect(
        (await client.send(method, `/user/generations/${id}`, { body: { privacy: true }, csrf: false }))
          .status,
      ).toBe(403)
  })

  it('are all exported, with their SVGs, page by page', async () => {
    const [mine, other] = [await createPainter(), await createPainter()]
    const ids = await draw(mine.userId, 45)
    await draw(other.userId, 3)
    const all = []
    for await (const picture of listOwnPictures(api.resources.database.db, mine.userId)) all.push(picture)
    expect(all).toHaveLength(45)
    expect(new Set(all.map(({ id }) => id))).toEqual(new Set(ids))
    expect(all[0]).toMatchObject({ userId: mine.userId, svg: '<svg xmlns="http://www.w3.org/2000/svg"/>' })
    expect(all[0]?.createdAt).toMatch(/Z$/)
  })
})
