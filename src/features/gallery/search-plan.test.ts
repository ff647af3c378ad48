import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApi, type TestApi } from '../../../test/harness/api.ts'
import { listPage } from './list-page.ts'
import { listPictures } from './list-pictures.ts'
import { readListQuery } from './list-query.ts'

const rows = 30_000

let api: TestApi
let ownerId: string

beforeAll(async () => {
  api = await startTestApi()
  ownerId = (await api.client().register()).id
  const { pool } = api.database
  // A common word on every third, one that was common in the older half alone, and one that two old pictures
  // have.
  await pool.query(
    `insert into generations (id, user_id, job_id, prompt, style, model, svg, bytes, privacy, credits_used, created_at)
     select gen_random_uuid(), $1, gen_random_uuid(),
       'picture ' || n || ' of a ' || (array['red fox', 'blue whale', 'green hill'])[1 + n % 3]
         || case when n > $2::int / 2 then ' with yesterday' else '' end || case when n in ($2 - 5, $2 - 901) then ' and a xylophone' else '' end,
       (array['flat', 'outline'])[1 + n % 2], 'composer', repeat('<g/>', 200), 800, n % 10 = 0, 1, now() - make_interval(secs => n)
     from generate_series(1, $2::int) n`,
    [ownerId, rows],
  )
  await pool.query('vacuum analyze generations')
}, 120_000)
afterAll(() => api[Symbol.asyncDispose]())

const range = { usual: 50, max: 100 }
const query = (q: string, more = {}) => readListQuery({ q, ...more }, range, () => true)

type Plan = {
  'Node Type': string
  'Index Name'?: string
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  Plans?: Plan[]
}
type Seen = { text: string; visited: number; scans: string[] }

/**
 * What the database did for a search: every statement that it was sent about pictures, run once more under
 * EXPLAIN.
 */
async function watch(search: () => Promise<unknown>): Promise<Seen[]> {
  const { pool } = api.resources.database
  const sent: { text: string; values: unknown[] }[] = []
  const send = pool.query.bind(pool) as (statement: unknown) => unknown
  // The service's own statements, written down on their way.
  pool.query = ((statement: { text: string; values: unknown[] }) => {
    if (statement.text.includes('from generations')) sent.push(statement)
    return send(statement)
  }) as typeof pool.query
  try {
    await search()
  } finally {
    Reflect.deleteProperty(pool, 'query')
  }
  const seen: Seen[] = []
  for (const { text, values } of sent) {
    const { rows } = await api.database.pool.query(`explain (analyze, format json) ${text}`, values)
    const [{ Plan }] = rows[0]['QUERY PLAN'] as [{ Plan: Plan }]
    const nodes = flatten(Plan)
    const onTable = nodes.filter((node) => node['Relation Name'] === 'generations')
    const visited = onTable.reduce(
      (sum, node) =>
        sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
      0,
    )
    seen.push({ text, visited, scans: nodes.map((node) => node['Index Name'] ?? node['Node Type']) })
  }
  return seen
}

const flatten = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flatten)]
const sum = (seen: Seen[]) => seen.reduce((total, { visited }) => total + visited, 0)

describe('a search of public pictures', () => {
  it.each([
    ['a word that nobody wrote', 'qwertzuiop', 0],
    ['two words that no picture has together', 'fox whale', 0],
    ['a word of two old pictures', 'xylophone', 2],
    ['short words and a rare one', 'a of xylophone', 2],
    ['a common word and a rare one', 'fox xylophone', undefined],
  ])('for %s reads the index of words and no more than the newest thousand rows', async (_what, q, found) => {
    const { rows: pictures } = await listPage(api.resources.database.db, { public: true }, query(q))
    if (found !== undefined) expect(pictures).toHaveLength(found)
    const seen = await watch(() => listPictures(api.resources.database.db, { public: true }, query(q)))
    expect(seen.flatMap(({ scans }) => scans)).toContain('generations_words')
    expect(seen.flatMap(({ scans }) => scans)).not.toContain('Seq Scan')
    // Newest thousand, what was found, and for words that nothing has a second look with near ones.
    expect(sum(seen)).toBeLessThan(2_100)
  })

  it('for a common word stops when the page is full', async () => {
    const seen = await watch(() => listPage(api.resources.database.db, { public: true }, query('fox')))
    expect(seen).toHaveLength(1)
    expect(seen[0]?.visited).toBeLessThanOrEqual(1_000)
  })

  it('for a word that was common once finds the newest of it', async () => {
    const { rows: pictures } = await listPage(api.resources.database.db, { public: true }, query('yesterday'))
    expect(pictures).toHaveLength(50)
    expect(pictures[0]?.prompt).toMatch(/^picture 15001 /)
    const dates = pictures.map(({ createdAt }) => createdAt.getTime())
    expect(dates).toEqual(dates.toSorted((a, b) => b - a))
  })

  it('counts to ten thousand and no further', async () => {
    const { pagination } = await listPictures(api.resources.database.db, { public: true }, query('picture'))
    expect(pagination).toMatchObject({ totalCount: 10_000, hasMore: true })
    const rare = await listPictures(api.resources.database.db, { public: true }, query('xylophone'))
    expect(rare.pagination).toMatchObject({ totalCount: 2, hasMore: false })
  })
})

it('a search of one’s own pictures looks at no picture of others’', async () => {
  const { id } = await api.client().register()
  const seen = await watch(() => listPage(api.resources.database.db, { ownerId: id }, query('fox')))
  expect(sum(seen)).toBeLessThan(100)
})
