import { beforeAll, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { openListDatabase } from '../../../../../test/harness/list-database.ts'
import { insertManyPictures } from '../../../../../test/harness/many-pictures.ts'
import { watchPlans } from '../../../../../test/harness/watch-plans.ts'
import { searchedMax } from '../gallery/index.ts'
import { decodeLikesCursor } from './likes-cursor.ts'
import { listMostLiked, type MostLikedQuery } from './list-most-liked.ts'

const rows = 120_000

const api = keepForSuite(await startTestApi())
const lists = keepForSuite(openListDatabase(api.database))

/** Every picture is liked, the first ones most. Only the last ones are cartoons and have rare words. */
beforeAll(async () => {
  const { id } = await api.signUp()
  await insertManyPictures(
    api.database,
    `select gen_random_uuid(), $1, gen_random_uuid(), array_to_string(written, ' '),
       case when n > $2::int - 900 then 'cartoon' else 'flat' end, case when n % 2 = 0 then 'gpt-4o' else 'composer' end,
       '<svg/>', 6, n % 10 = 0, 1, now() - make_interval(secs => n), array_to_tsvector(written)
     from generate_series(1, $2::int) n, lateral (select array_remove(array[
       'picture', n::text, (array['red', 'blue', 'green'])[1 + n % 3],
       case when n > $2 / 2 then 'yesterday' end, case when n > $2 - 9000 then 'ancient' end,
       case when n in ($2 - 5, $2 - 901) then 'xylophone' end
     ], null) as written) texts`,
    [id, rows],
  )
  await api.database.pool.query(
    `insert into like_counts (picture_id, likes)
     select id, greatest(1, ($1::int - extract(epoch from now() - created_at)) / 100)::int from generations`,
    [rows],
  )
  await api.database.pool.query('analyze like_counts')
})

const none = { search: undefined, style: undefined, model: undefined, cursor: undefined, limit: 50 }
const list = (more: Partial<MostLikedQuery>) => listMostLiked(lists.db, { ...none, ...more })

/** The rows of pictures and of counts that a request reads. */
async function countVisited(more: Partial<MostLikedQuery>): Promise<number> {
  let visited = 0
  for (const table of ['generations', 'like_counts'])
    for (const { visited: count, scans } of await watchPlans(lists.pool, table, () => list(more))) {
      expect(scans).not.toContain('Seq Scan')
      visited += count
    }
  return visited
}

/** First some counts, then the index of words, then more counts, each with its pictures. */
const visitedMax = 6 * searchedMax + 5_000

it.each<[string, Partial<MostLikedQuery>, number]>([
  ['everything', {}, 50],
  ['a word that every picture has', { search: 'picture' }, 50],
  ['a word of two pictures with few likes', { search: 'xylophone' }, 2],
  ['a word that nobody wrote, and no similar one', { search: 'xylofone' }, 0],
  ['a word that only pictures with few likes have', { search: 'ancient' }, 50],
  ['a word that nobody wrote', { search: 'qwertzuiop' }, 0],
  ['a word and a style', { search: 'ancient', style: 'cartoon' }, 50],
  ['a style of pictures with few likes', { style: 'cartoon' }, 50],
  ['a model', { model: 'gpt-4o' }, 50],
])('by likes, %s is found with a bounded number of rows, by indexes', async (_what, more, found) => {
  const page = await list(more)
  expect(page.rows).toHaveLength(found)
  const likes = page.rows.map((row) => row.likes)
  expect(likes).toEqual(likes.toSorted((a, b) => b - a))
  expect(await countVisited(more)).toBeLessThanOrEqual(visitedMax * (found === 50 ? 6 : 2))
})

it('everything, and words of many pictures, read few rows', async () => {
  expect(await countVisited({})).toBeLessThan(1_000)
  expect(await countVisited({ search: 'picture' })).toBeLessThan(6_000)
})

it('a search for a word of too many pictures asks the index once, however far it reads', async () => {
  const read = () => list({ search: 'yesterday' })
  expect((await read()).rows).not.toHaveLength(0)
  const seen = await watchPlans(lists.pool, 'generations', read)
  expect(seen.filter(({ scans }) => scans.includes('generations_words'))).toHaveLength(1)
})

it('a search that is continued has every picture once, in the order of their likes', async () => {
  const found: string[] = []
  let cursor: MostLikedQuery['cursor']
  do {
    const page = await list({ search: 'red ancient', cursor, limit: 400 })
    found.push(...page.rows.map(({ id }) => id))
    cursor = page.nextCursor === null ? undefined : decodeLikesCursor(page.nextCursor)
  } while (cursor)
  const { rows: wanted } = await api.database.pool.query<{ id: string }>(
    `select id from generations join like_counts on picture_id = id
     where not privacy and words @@ 'red & ancient' order by likes desc, id desc`,
  )
  expect(found).toEqual(wanted.map(({ id }) => id))
  expect(found.length).toBeGreaterThan(2_000)
})

it('no cursor has the id of a private picture', async () => {
  const { rows: hidden } = await api.database.pool.query<{ id: string }>(
    `update generations set privacy = true where id in (select picture_id from like_counts order by likes desc, picture_id desc limit 1000)
       and mod(length(prompt), 7) < 5 returning id`,
  )
  expect(hidden.length).toBeGreaterThan(300)
  for (const more of [{}, { style: 'cartoon' }, { search: 'qwertzuiop' }, { model: 'composer' }]) {
    let cursor: MostLikedQuery['cursor']
    for (let page = 0; page < 5; page += 1) {
      const { nextCursor } = await list({ ...more, cursor, limit: 100 })
      cursor = nextCursor === null ? undefined : decodeLikesCursor(nextCursor)
      if (!cursor) break
      const { rows: seen } = await api.database.pool.query('select privacy from generations where id = $1', [
        cursor.id,
      ])
      expect(seen).toEqual([{ privacy: false }])
    }
  }
})
