import { describe, expect, it } from 'vitest'
import { startTestApi, type TestApi } from '../../../../../test/harness/api.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'

type Public = {
  publicGenerations: { id: string; prompt: string; svgUrl: string }[]
  pagination: Record<string, unknown>
  nextCursor: string | null
}
type History = {
  generations: { id: string }[]
  pagination: Record<string, unknown>
  nextCursor: string | null
}

const api = keepForSuite(await startTestApi())
const { client: owner, id: ownerId } = await api.signUp()

const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256"><circle r="9"/></svg>'

/** Pictures as the worker would have written them; several share one millisecond, as can happen. */
async function fill(
  target: TestApi,
  userId: string,
  count: number,
  columns: { privacy?: boolean; style?: string; prompt?: string } = {},
): Promise<string[]> {
  const { rows } = await target.database.pool.query<{ id: string }>(
    `insert into generations (id, user_id, job_id, prompt, style, model, svg, bytes, privacy, credits_used, created_at)
     select gen_random_uuid(), $1, gen_random_uuid(), coalesce($3, 'picture number ' || n), coalesce($4, 'flat'), 'composer', $5, octet_length($5), $6, 1,
       now() - make_interval(secs => n / 3)
     from generate_series(1, $2) n returning id`,
    [userId, count, columns.prompt ?? null, columns.style ?? null, svg, columns.privacy ?? false],
  )
  return rows.map(({ id }) => id)
}

describe('the public gallery', () => {
  it('gives every public picture exactly once by cursor, newest first, and no private one', async () => {
    const fresh = keep(await startTestApi())
    const { id } = await fresh.client().register()
    const shown = await fill(fresh, id, 57)
    await fill(fresh, id, 9, { privacy: true })
    const seen: string[] = []
    let cursor = ''
    for (let page = 0; page < 20; page += 1) {
      const answer = await fresh.client().get(`/svg/public?limit=10${cursor && `&cursor=${cursor}`}`)
      const { publicGenerations, pagination, nextCursor } = answer.body as Public
      expect(pagination).toMatchObject({
        totalCount: 57,
        totalPages: 6,
        limit: 10,
        hasMore: nextCursor !== null,
      })
      seen.push(...publicGenerations.map((row) => row.id))
      if (!nextCursor) break
      cursor = nextCursor
    }
    expect(seen).toHaveLength(57)
    expect(new Set(seen)).toEqual(new Set(shown))
  })

  it('gives pages by number too, and clamps what is out of range', async () => {
    const fresh = keep(await startTestApi())
    const { id } = await fresh.client().register()
    await fill(fresh, id, 23)
    const read = async (query: string) => (await fresh.client().get(`/svg/public?${query}`)).body as Public
    const [first, third] = [await read('limit=10'), await read('limit=10&page=3')]
    expect(third.publicGenerations).toHaveLength(3)
    expect(third.pagination).toEqual({
      currentPage: 3,
      totalPages: 3,
      totalCount: 23,
      limit: 10,
      hasMore: false,
    })
    expect(first.pagination).toMatchObject({ currentPage: 1, hasMore: true })
    expect((await read('limit=0')).pagination).toMatchObject({ limit: 1 })
    expect((await read('limit=1000&page=-4')).pagination).toMatchObject({ limit: 100, currentPage: 1 })
    expect((await read('page=50')).publicGenerations).toEqual([])
  })

  it('filters by style and model and searches the words of prompts', async () => {
    const fresh = keep(await startTestApi())
    const { id } = await fresh.client().register()
    await fill(fresh, id, 3, { style: 'cartoon', prompt: 'A Lighthouse in the fog' })
    await fill(fresh, id, 2, { style: 'flat', prompt: 'une forêt d’été' })
    const count = async (query: string) =>
      ((await fresh.client().get(`/svg/public?${query}`)).body as Public).publicGenerations.length
    expect(await count('style=cartoon')).toBe(3)
    expect(await count('model=composer')).toBe(5)
    expect(await count('q=lightho')).toBe(3)
    expect(await count('q=fog%20light')).toBe(3)
    expect(await count(`q=${encodeURIComponent('FORÊT')}`)).toBe(2)
    expect(await count(`q=${encodeURIComponent("'); drop table users; --")}`)).toBe(0)
    expect(await count('q=fog&style=flat')).toBe(0)
  })

  it('answers a client that has the page with 304, and shows a deletion within a second', async () => {
    const fresh = keep(await startTestApi())
    const { id } = await fresh.client().register()
    const [gone] = await fill(fresh, id, 3)
    const client = fresh.client()
    const first = await client.get('/svg/public')
    const etag = first.headers.get('etag') ?? ''
    const again = await client.get('/svg/public', { 'if-none-match': etag })
    expect(again.status).toBe(304)
    expect(again.text).toBe('')
    await fresh.database.pool.query('delete from generations where id = $1', [gone])
    const startedAtMs = performance.now()
    await waitFor('the deleted picture to be gone', async () => {
      const answer = await client.get('/svg/public', { 'if-none-match': etag })
      return (
        answer.status === 200 && !(answer.body as Public).publicGenerations.some((row) => row.id === gone)
      )
    })
    expect(performance.now() - startedAtMs).toBeLessThan(5_000)
  })

  it('writes the same pictures by date and in a search, whatever they contain', async () => {
    const painter = await api.signUp()
    await painter.client.send('PUT', '/user/author', {
      body: { handle: 'quoted', displayName: 'Ada "the {id}" \\ Lovelace', isPublic: true },
    })
    const prompt = 'quokka "quoted" \\ {id} $1\nwith\ttabs, \u2028, </script> and 🦊'
    await fill(api, painter.id, 3, { prompt })
    await fill(api, ownerId, 1, { prompt })
    const list = async (path: string) => {
      const { publicGenerations } = (await api.client().get(path)).body as Public
      return publicGenerations.filter((row) => row.prompt === prompt)
    }
    const byDate = await list('/svg/public?limit=100')
    expect(byDate).toHaveLength(4)
    expect(byDate.filter((row) => 'author' in row)).toHaveLength(3)
    expect(await list('/svg/public?limit=100&q=quokka')).toEqual(byDate)
  })

  it('points at files that anybody may open', async () => {
    const [id] = await fill(api, ownerId, 1, { style: 'outline' })
    const { publicGenerations } = (await api.client().get('/svg/public?style=outline')).body as Public
    expect(publicGenerations[0]?.svgUrl).toBe(
      `http://localhost:${new URL(api.url).port}/api/svg/${id}/file.svg`,
    )
    const file = await api.client().get(`/svg/${id}/file.svg`)
    expect(file.text).toBe(svg)
    expect(file.headers.get('x-content-type-options')).toBe('nosniff')
    expect(file.headers.get('cache-control')).toContain('immutable')
  })

  it.each([
    ['the first page', ''],
    [
      'a page in the depth',
      'and (coalesce(listed_at, created_at), id) < (now() - interval $$1 hour$$, $$0190a0b0-0000-7000-8000-000000000000$$)',
    ],
    ['a page of one style', 'and style = $$flat$$'],
  ])('reads %s from an index that ends after the page', async (_what, condition) => {
    const fresh = keep(await startTestApi())
    const { id } = await fresh.client().register()
    await fill(fresh, id, 20_000)
    await fresh.database.pool.query('analyze generations')
    const { rows } = await fresh.database.pool.query(
      `explain (analyze, format json) select id, prompt from generations where not privacy and not has_newer_public ${condition} order by coalesce(listed_at, created_at) desc, id desc limit 51`,
    )
    const plan = JSON.stringify(rows[0]['QUERY PLAN'])
    expect(plan).toMatch(/generations_shown_(style_)?newest/)
    expect(plan).not.toContain('"Sort"')
    expect(plan).not.toContain('Seq Scan')
    // Rows that were read and discarded: none, because the cursor is a condition of the index.
    expect(plan.match(/"Rows Removed by Filter":\s*([1-9]\d*)/)).toBeNull()
  })
})

describe('a gallery of pictures with many versions', () => {
  it('reads a row for each tree, at every depth and with every filter, and discards none', async () => {
    const fresh = keep(await startTestApi())
    const { id } = await fresh.client().register()
    await fill(fresh, id, 2_000)
    // Nine newer versions of each picture, all of them public.
    await fresh.database.pool.query(
      'update generations set tree_id = id, has_newer_public = true, is_newest = false',
    )
    await fresh.database.pool.query('alter table generations disable trigger user')
    await fresh.database.pool.query(
      `insert into generations (id, user_id, tree_id, parent_id, prompt, style, model, svg, bytes, privacy, credits_used, created_at, is_newest, has_newer_public)
       select gen_random_uuid(), user_id, id, id, prompt, style, model, svg, bytes, false, 0, created_at + make_interval(secs => n / 10.0), n = 9, n < 9
       from generations, generate_series(1, 9) n`,
    )
    await fresh.database.pool.query('alter table generations enable trigger user')
    await fresh.database.pool.query('analyze generations')
    const seen = new Set<string>()
    let cursor = ''
    for (let page = 0; page < 40; page += 1) {
      const { body } = await fresh.client().get(`/svg/public?limit=50${cursor}`)
      const { publicGenerations, nextCursor } = body as {
        publicGenerations: { id: string }[]
        nextCursor: string
      }
      for (const picture of publicGenerations) seen.add(picture.id)
      cursor = `&cursor=${nextCursor}`
    }
    expect(seen.size).toBe(2_000)
    const { rows } = await fresh.database.pool.query<{ id: string }>(
      'select id from generations where is_newest',
    )
    expect(seen).toEqual(new Set(rows.map((row) => row.id)))
    expect((await fresh.client().get('/svg/public')).body).toMatchObject({
      pagination: { totalCount: 2_000 },
    })
    for (const condition of [
      '',
      "and (style, coalesce(listed_at, created_at), id) < ('flat', now(), 'ffffffff-ffff-ffff-ffff-ffffffffffff') and (style) >= ('flat')",
    ]) {
      const byDate = 'coalesce(listed_at, created_at) desc, id desc'
      const order = condition ? `style desc, ${byDate}` : byDate
      const plan = JSON.stringify(
        (
          await fresh.database.pool.query(
            `explain (analyze, format json) select id from generations where not privacy and not has_newer_public ${condition} order by ${order} limit 51`,
          )
        ).rows,
      )
      expect(plan).toMatch(/generations_shown_(style_)?newest/)
      expect(plan).not.toContain('"Sort"')
      expect(plan.match(/"Rows Removed by Filter":\s*([1-9]\d*)/)).toBeNull()
    }
  })
})

describe('one picture', () => {
  it('is shown to everybody when public, and to its owner alone when private', async () => {
    const [open] = await fill(api, ownerId, 1)
    const [hidden] = await fill(api, ownerId, 1, { privacy: true })
    const { client: stranger } = await api.signUp()
    for (const path of ['', '/source', '/file.svg']) {
      for (const viewer of [api.client(), stranger, owner])
        expect((await viewer.get(`/svg/${open}${path}`)).status).toBe(200)
      for (const viewer of [api.client(), stranger]) {
        const refused = await viewer.get(`/svg/${hidden}${path}`)
        expect(refused.status).toBe(404)
        expect(refused.body).toMatchObject({ error: 'SVG not found' })
      }
      const own = await owner.get(`/svg/${hidden}${path}`)
      expect(own.status).toBe(200)
      if (path !== '') expect(own.headers.get('cache-control')).toContain('no-store')
    }
    expect((await owner.get(`/svg/${hidden}`)).body).toEqual({
      svgGeneration: {
        id: hidden,
        userId: ownerId,
        prompt: 'picture number 1',
        svg,
        style: 'flat',
        model: 'composer',
        creditsUsed: 1,
        privacy: true,
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      },
    })
  })
})

describe('the history', () => {
  it('is one’s own, private and public, by page and by cursor', async () => {
    const { client, id } = await api.signUp()
    await fill(api, id, 15)
    await fill(api, id, 10, { privacy: true })
    const first = (await client.get('/svg/history')).body as History
    expect(first.generations).toHaveLength(20)
    expect(first.pagination).toEqual({
      currentPage: 1,
      totalPages: 2,
      totalCount: 25,
      limit: 20,
      hasMore: true,
    })
    const second = (await client.get('/svg/history?page=2')).body as History
    const byCursor = (await client.get(`/svg/history?cursor=${first.nextCursor}`)).body as History
    expect(byCursor.generations).toEqual(second.generations)
    expect(new Set([...first.generations, ...second.generations].map((row) => row.id)).size).toBe(25)
    expect((await client.get('/svg/history?q=number')).body).toMatchObject({ pagination: { totalCount: 25 } })
    expect((await api.client().get('/svg/history')).status).toBe(401)
  })
})
