import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApi, type TestApi } from '../../../../../test/harness/api.ts'
import { openListDatabase } from '../../../../../test/harness/list-database.ts'
import { insertManyPictures } from '../../../../../test/harness/many-pictures.ts'
import { type Seen, watchPlans } from '../../../../../test/harness/watch-plans.ts'
import { createFileLinks } from './file-links.ts'
import { listOwnPage, searchPublicPage } from './list-page.ts'
import { createPublicList } from './list-public.ts'
import { type ListQuery, readListQuery } from './list-query.ts'
import { createPublicPages, type PublicPage } from './read-pages.ts'
import { listPublicOf } from './read-public.ts'
import { searchedMax } from './word-query.ts'

const rows = 300_000

let api: TestApi
let lists: ReturnType<typeof openListDatabase>
let ownerId: string

beforeAll(async () => {
  api = await startTestApi()
  lists = openListDatabase(api.database)
  readPublicPage = createPublicPages(listDb(), links.plainUrl)
  ownerId = (await api.client().register()).id
  // Newest first. Some words are on every picture, some on every third, some only on the older half, and one
  // on two old pictures; the newest pictures of one style are old as well. Two styles and two models are
  // common, and only the oldest pictures are flat and by gpt-4o.
  await insertManyPictures(
    api.database,
    `select gen_random_uuid(), $1, gen_random_uuid(), array_to_string(written, ' '),
       case when n > $2::int / 2 and n % 3 = 0 then 'cartoon' else (array['outline', 'flat'])[1 + n % 2] end,
       case when n % 2 = 0 or n > $2 - 200 then 'gpt-4o' else 'composer' end,
       '<svg/>', 6, n % 10 = 0, 1, now() - make_interval(secs => n), array_to_tsvector(written)
     from generate_series($2::int, 1, -1) n, lateral (select array_remove(array[
       'picture', n::text, 'of', 'a', (array['red', 'blue', 'green'])[1 + n % 3], (array['fox', 'whale', 'hill'])[1 + n % 3],
       case when n > $2::int / 2 then 'yesterday' end, case when n > $2 - 9000 then 'ancient' end,
       case when n in ($2 - 5, $2 - 901) then 'xylophone' end, case when n % 2 = 0 then '🦊' end, case when n % 5 = 0 then '!' end, case when n % 12 = 0 then 'owl' end
     ], null) as written) texts`,
    [ownerId, rows],
  )
})
afterAll(async () => {
  await lists[Symbol.asyncDispose]()
  await api[Symbol.asyncDispose]()
})

const range = { usual: 50, max: 100 }
const query = (more: Parameters<typeof readListQuery>[0]) => readListQuery(more, range, () => true)
const listDb = () => lists.db
const links = createFileLinks(new Uint8Array(32), () => 'https://chatsvg.example')
let readPublicPage: ReturnType<typeof createPublicPages>
/** Without the counts of earlier requests. */
async function list(asked: ListQuery) {
  const { search, readByDate, count } = createPublicList({ db: listDb(), links })
  const page = await (asked.search === undefined ? readByDate(asked) : search(asked.search, asked))
  const { rows, ...rest } = await count(page, asked)
  return { ...rest, rows: rows.map((row) => JSON.parse(row) as { prompt: string; createdAt: string }) }
}

const watch = (read: () => Promise<unknown>) => watchPlans(lists.pool, 'generations', read)
const sum = (seen: Seen[]) => seen.reduce((total, { visited }) => total + visited, 0)

/**
 * By date the newest thousand and then the limit, once by the index and once for the count; and the rows of
 * the pages.
 */
const visitedMax = 3 * searchedMax + 2_000

describe('a public list of 300,000', () => {
  it.each<[string, Parameters<typeof readListQuery>[0], number]>([
    ['a word that nobody wrote', { q: 'qwertzuiop' }, 0],
    ['a word that everybody wrote', { q: 'picture' }, 50],
    ['a word that only the oldest pictures have', { q: 'ancient' }, 50],
    ['a word of two old pictures', { q: 'xylophone' }, 2],
    ['two frequent words that no picture has together', { q: 'fox whale' }, 0],
    ['frequent words and a style that none of them has', { q: 'fox', style: '3d' }, 0],
    ['frequent words and a style', { q: 'fox picture', style: 'cartoon' }, 50],
    ['a common word and a rare one', { q: 'fox xylophone' }, 0],
    ['short words and a rare one', { q: 'a of xylophone' }, 2],
    ['more words than the index is asked for', { q: 'picture of a fox yesterday xylophone' }, 0],
    ['a letter that many words begin with', { q: 'p' }, 50],
    ['a letter that no word begins with', { q: 'z' }, 0],
    ['an emoji', { q: '🦊' }, 50],
    ['an emoji that nobody wrote', { q: '🐙' }, 0],
    ['punctuation', { q: '"!?" -- *' }, 0],
    ['a word almost as somebody wrote it', { q: 'xylofone' }, 0],
    ['a page by number', { q: 'picture', page: '180' }, 50],
    ['a style that only old pictures have', { style: 'cartoon' }, 50],
    ['a model', { model: 'gpt-4o' }, 50],
    ['a model that nobody used', { model: 'none' }, 0],
    ['a style and a model that only the oldest have together', { style: 'flat', model: 'gpt-4o' }, 50],
    ['a style and a model that never come together', { style: '3d', model: 'composer' }, 0],
    ['everything', {}, 50],
    ['everything, a page by number', { page: '200' }, 50],
  ])('for %s reads a bounded number of rows, by an index', async (_what, input, found) => {
    const read = () => list(query(input))
    const page = await read()
    expect(page.rows).toHaveLength(found)
    const seen = await watch(read)
    expect(seen.length).toBeGreaterThan(0)
    for (const { scans } of seen) {
      expect(scans).not.toContain('Seq Scan')
      expect(scans.some((scan) => scan.startsWith('generations_'))).toBe(true)
    }
    expect(sum(seen)).toBeLessThanOrEqual(visitedMax)
  })

  it('for a word that too many pictures have reads by date alone', async () => {
    let page: { rows: unknown[] } | undefined
    const seen = await watch(async () => {
      page = await searchPublicPage(listDb(), 'owl', query({ limit: '100' }))
    })
    expect(page?.rows).toHaveLength(100)
    expect(seen.length).toBeGreaterThan(0)
    expect(seen.flatMap(({ scans }) => scans)).not.toContain('generations_words')
    expect(sum(seen)).toBeLessThan(searchedMax + 1_300)
  })

  it('for words that are rare or on every new picture reads few rows', async () => {
    for (const q of ['qwertzuiop', 'xylophone', 'fox whale', 'a of xylophone'])
      expect(sum(await watch(() => list(query({ q }))))).toBeLessThan(2_100)
    expect(sum(await watch(() => searchPublicPage(listDb(), 'picture', query({}))))).toBeLessThanOrEqual(
      1_100,
    )
  })

  it('by style, by model and by both reads the rows of its page alone', async () => {
    for (const more of [{ style: 'cartoon' }, { model: 'gpt-4o' }, { style: 'flat', model: 'gpt-4o' }]) {
      const { nextCursor } = await list(query(more))
      const after = query({ ...more, cursor: nextCursor ?? '' })
      const { rows: shown, hasMore } = await readPublicPage(after)
      const fresh = createPublicPages(listDb(), links.plainUrl)
      const inIndex = shown.length + (hasMore ? 1 : 0)
      expect(sum(await watch(() => fresh(after)))).toBe(inIndex + shown.length)
      // Its rows are cached now.
      expect(sum(await watch(() => fresh(after)))).toBe(inIndex)
    }
  })

  it('is read for several requests at once, each with its own page', async () => {
    const { nextCursor } = await list(query({}))
    const inputs = [
      {},
      { style: 'cartoon' },
      { model: 'gpt-4o' },
      { style: '3d' },
      { limit: '7' },
      { page: '3' },
      { page: '2' },
    ]
    const asked = [...inputs, ...inputs.map((input) => ({ ...input, cursor: nextCursor ?? '' }))].map(query)
    const alone: PublicPage[] = []
    for (const one of asked) alone.push(await readPublicPage(one))
    expect(new Set(alone.map(({ rows }) => rows.join())).size).toBeGreaterThan(8)
    let together: PublicPage[] = []
    const seen = await watch(async () => {
      together = await Promise.all(asked.map((one) => readPublicPage(one)))
    })
    expect(together).toEqual(alone)
    expect(seen.length).toBeLessThan(asked.length)
  })

  it('of one author reads the rows of its page alone, and none of other users', async () => {
    const found = await listPublicOf(listDb(), ownerId, { limit: 51 })
    expect(found).toHaveLength(51)
    const cursor = found.at(-1)
    for (const range of [{ limit: 51 }, { limit: 51, cursor }])
      expect(sum(await watch(() => listPublicOf(listDb(), ownerId, range)))).toBe(51)
    const { id } = await api.client().register()
    const [seen] = await watch(() => listPublicOf(listDb(), id, { limit: 51 }))
    expect(seen).toMatchObject({
      visited: 0,
      scans: expect.arrayContaining(['generations_shown_author_newest']),
    })
  })

  it('at any depth costs the same as the first page', async () => {
    const first = await watch(() => list(query({})))
    const { rows: at } = await api.database.pool.query<{ created_at: Date; id: string }>(
      'select created_at, id from generations where not privacy order by created_at limit 1 offset 10000',
    )
    const cursor = { createdAt: at[0]?.created_at ?? new Date(), id: at[0]?.id ?? '' }
    const deep = await watch(() => list({ ...query({}), cursor }))
    expect(deep[0]?.visited).toBe(first[0]?.visited)
    expect(deep[0]?.blocks).toBeLessThan((first[0]?.blocks ?? 0) + 20)
  })

  it('finds the newest of a word that the newest thousand do not have', async () => {
    const { rows: pictures } = await list(query({ q: 'ancient' }))
    expect(pictures[0]?.prompt).toContain('picture 291001 ')
    const dates = pictures.map(({ createdAt }) => Date.parse(createdAt))
    expect(dates).toEqual(dates.toSorted((a, b) => b - a))
  })

  it('continues to a word that half of all pictures have, and no new one', async () => {
    const found: string[] = []
    let cursor: string | undefined
    let pages = 0
    do {
      const page = await list(query({ q: 'yesterday', ...(cursor && { cursor }) }))
      found.push(...page.rows.map(({ prompt }) => prompt))
      cursor = page.nextCursor ?? undefined
      pages += 1
    } while (cursor !== undefined && found.length < 150)
    expect(pages).toBeLessThan(12)
    const { rows: newest } = await api.database.pool.query<{ prompt: string }>(
      `select prompt from generations where not privacy and words @@ 'yesterday' order by created_at desc, id desc limit $1`,
      [found.length],
    )
    expect(found).toEqual(newest.map(({ prompt }) => prompt))
  })

  it('is counted to ten thousand and no further', async () => {
    for (const more of [{ q: 'picture' }, {}, { style: 'flat' }]) {
      const { pagination } = await list(query(more))
      expect(pagination).toMatchObject({ totalCount: 10_000, totalPages: 200, hasMore: true })
    }
    const rare = await list(query({ q: 'xylophone' }))
    expect(rare.pagination).toMatchObject({ totalCount: 2, hasMore: false })
  })
})

describe('while people search', () => {
  it('for unknown words, accounts answer and so do the searches', async () => {
    const { client: owner } = await api.signUp()
    const startedAtMs = performance.now()
    const searches = Array.from({ length: 10 }, (_, at) =>
      api.client().get(`/svg/public?q=nobody${'x'.repeat(at)}wrote`),
    )
    const profile = await owner.get('/user/profile')
    const profileMs = performance.now() - startedAtMs
    const answers = await Promise.all(searches)
    expect(profile.status).toBe(200)
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
    // Generous limits: one search by date took 1.6 s.
    expect(profileMs).toBeLessThan(5_000)
    expect(performance.now() - startedAtMs).toBeLessThan(10_000)
  })
})

it('a search that reads further by date asks the index once, and its count once', async () => {
  const read = () => list(query({ q: 'yesterday' }))
  expect((await read()).rows).not.toHaveLength(0)
  const seen = await watch(read)
  expect(seen.filter(({ scans }) => scans.includes('generations_words'))).toHaveLength(2)
})

describe("a search of the user's own pictures", () => {
  it('reads no picture of others', async () => {
    const { id } = await api.client().register()
    const seen = await watch(() => listOwnPage(listDb(), id, query({ q: 'fox' })))
    expect(sum(seen)).toBeLessThan(100)
  })

  it.each(['fox whale', 'xylophone'])('for %s reads them by date, also when there are many', async (q) => {
    const seen = await watch(() => listOwnPage(listDb(), ownerId, query({ q })))
    expect(seen.length).toBeGreaterThan(0)
    for (const { scans } of seen) expect(scans).toContain('generations_own_newest')
  })
})

describe('when the index of words lists millions', () => {
  const estimate = (pictures: number) =>
    api.database.pool.query("update pg_class set reltuples = $1 where oid = 'generations'::regclass", [
      pictures,
    ])
  beforeAll(() => estimate(10_000_000))
  afterAll(() => estimate(rows))

  it('a search for common words reads by date, and its count as well', async () => {
    const read = () => list(query({ q: 'fox whale' }))
    expect(await read()).toMatchObject({ rows: [], pagination: { totalCount: 0, hasMore: true } })
    const seen = await watch(read)
    expect(seen.flatMap(({ scans }) => scans)).not.toContain('generations_words')
    // Ten steps further, because nothing is found, and the count.
    expect(sum(seen)).toBeLessThanOrEqual(12 * (searchedMax + 1_000))
  })

  it('a rare word is found by the index, also beside common ones', async () => {
    for (const [q, count] of [
      ['xylophone', 2],
      ['picture of a xylophone', 2],
      ['fox xylophone', 0],
    ] as const) {
      const read = () => list(query({ q }))
      expect((await read()).rows).toHaveLength(count)
      const seen = await watch(read)
      expect(seen.flatMap(({ scans }) => scans)).toContain('generations_words')
      expect(sum(seen)).toBeLessThan(2_100)
    }
  })
})
