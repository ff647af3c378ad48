import { expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { keep } from '../../../../../test/harness/keep.ts'

type Page = {
  publicGenerations: { prompt: string }[]
  pagination: { hasMore: boolean }
  nextCursor: string | null
}

/**
 * More pictures have the word than a search reads, and those with the style are older than the pictures that
 * it reads by date.
 */
it('a search with only old results finds them for clients with page numbers, too, and ends', async () => {
  const api = keep(await startTestApi())
  const { client, id } = await api.signUp()
  const put = (count: number, prompt: string, style: string, ageDays: number) =>
    api.database.pool.query(
      `insert into generations (id, user_id, job_id, prompt, style, model, svg, bytes, privacy, credits_used, created_at)
       select gen_random_uuid(), $1, gen_random_uuid(), $2, $3, 'composer', '<svg/>', 6, false, 1, now() - make_interval(days => $5, secs => at)
       from generate_series(1, $4::int) at`,
      [id, prompt, style, count, ageDays],
    )
  await put(5, 'an old cat', 'flat', 100)
  await put(21_000, 'a cat', 'outline', 50)
  await put(25_000, 'a dog', 'flat', 1)
  await api.database.pool.query('analyze generations')
  const read = async (more: string) =>
    (await client.get(`/svg/public?q=cat&style=flat&limit=50${more}`)).body as Page

  const first = await read('')
  expect(first.publicGenerations).toHaveLength(5)
  expect(await read('&page=2')).toMatchObject({ publicGenerations: [], pagination: { hasMore: false } })
})
