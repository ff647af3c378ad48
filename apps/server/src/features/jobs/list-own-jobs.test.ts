import { beforeEach, describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import type { Client } from '../../../../../test/harness/client.ts'
import { acceptByHand } from '../../../../../test/harness/job-by-hand.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import { openDatabase } from '../../platform/db/index.ts'
import { createLog } from '../../platform/log/index.ts'
import { readJobList, readPictures } from './read-job-list.ts'

let client: Client
let userId: string

const api = keepForSuite(await startTestApi())
beforeEach(async () => {
  ;({ client, id: userId } = await api.signUp())
})

type Page = {
  jobs: { id: string; status: string; generation: { svg: string } | null }[]
  nextCursor: string | null
}

async function list(query = '', from = client): Promise<Page> {
  const answer = await from.get(`/svg/generation-jobs${query}`)
  expect(answer.status).toBe(200)
  return answer.body as Page
}

/** Ended jobs, newest first, several in each millisecond. */
async function fill(ownerId: string, count: number, svgChars = 20): Promise<string[]> {
  const { rows } = await api.database.pool.query<{ id: string }>(
    `with numbers as (select number, gen_random_uuid() as job_id, gen_random_uuid() as picture_id,
         date_trunc('milliseconds', now()) - make_interval(secs => number / 3 * 0.001) as at from generate_series(1, $2::int) number),
       pictures as (
         insert into generations (id, user_id, job_id, prompt, style, model, svg, bytes, privacy, credits_used, created_at)
         select picture_id, $1::uuid, job_id, 'picture', 'flat', 'composer', repeat('x', $3), $3, false, 1, at from numbers where number % 10 > 0 returning id),
       jobs as (
         insert into generation_jobs (id, user_id, prompt, style, model, privacy, seed, status, request_hash, finished_at, error_code, error_message, generation_id, created_at)
         select job_id, $1::uuid, 'picture', 'flat', 'composer', false, 1, case when number % 10 > 0 then 'SUCCEEDED' else 'FAILED' end, 'x', at,
           case when number % 10 = 0 then 'TIMEOUT' end, case when number % 10 = 0 then 'It took too long.' end,
           case when number % 10 > 0 then picture_id end, at from numbers returning id, created_at)
     select id from jobs order by created_at desc, id desc`,
    [ownerId, count, svgChars],
  )
  return rows.map(({ id }) => id)
}

async function walk(query: string): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: Page = await list(`?${query}${cursor && `&cursor=${cursor}`}`)
    ids.push(...page.jobs.map(({ id }) => id))
    cursor = page.nextCursor
  }
  return ids
}

describe('the list of jobs', () => {
  it('has the newest job first, each as its own route returns it, with its picture', async () => {
    const drawn = await acceptByHand(api, client, userId)
    await drawn.start()
    await drawn.succeed()
    const waiting = await acceptByHand(api, client, userId)
    const { jobs, nextCursor } = await list()
    expect(jobs.map(({ id, status }) => [id, status])).toEqual([
      [waiting.id, 'QUEUED'],
      [drawn.id, 'SUCCEEDED'],
    ])
    expect(nextCursor).toBeNull()
    for (const job of jobs)
      expect((await client.get(`/svg/generation-jobs/${job.id}`)).body).toMatchObject({ job })
    expect(jobs[1]?.generation?.svg).toContain('<circle')
  })

  it('is read page by page without a gap or a repetition', async () => {
    const ids = await fill(userId, 53)
    expect(await walk('limit=7')).toEqual(ids)
    expect((await list()).jobs).toHaveLength(20)
    expect((await list('?limit=0')).jobs).toHaveLength(1)
    expect((await list('?limit=1000')).jobs).toHaveLength(53)
  })

  it('can be filtered by status', async () => {
    const ids = await fill(userId, 30)
    const failed = await walk('limit=2&status=FAILED')
    expect(failed).toHaveLength(3)
    expect(ids.filter((id) => failed.includes(id))).toEqual(failed)
    expect((await list('?status=SUCCEEDED&limit=100')).jobs).toHaveLength(27)
    expect(await list('?status=RUNNING')).toEqual({ jobs: [], nextCursor: null })
  })

  it('ends a page early when its pictures are large, so that no page is large', async () => {
    const ids = await fill(userId, 15, 1024 * 1024)
    const { jobs, nextCursor } = await list('?limit=100')
    expect(jobs).toHaveLength(4)
    expect(nextCursor).not.toBeNull()
    expect(await walk('limit=100')).toEqual(ids)
  })

  it('shows nobody the jobs of another', async () => {
    await fill(userId, 3)
    const stranger = api.client()
    expect((await stranger.get('/svg/generation-jobs')).status).toBe(401)
    await stranger.register()
    expect(await list('', stranger)).toEqual({ jobs: [], nextCursor: null })
  })

  it.each([
    ['status=DONE', 'invalid_status'],
    ['status=queued', 'invalid_status'],
    ['status=__proto__', 'invalid_status'],
    ['limit=x', 'invalid_page'],
    ['limit=1.5', 'invalid_page'],
    ['cursor=x', 'invalid_cursor'],
    ['status=FAILED&status=QUEUED', 'invalid_request'],
  ])('refuses %s', async (query, code) => {
    const answer = await client.get(`/svg/generation-jobs?${query}`)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ code })
  })

  it('is read by its index, without sorting, however many jobs there are', async () => {
    const other = await api.client().register()
    await fill(userId, 600)
    await fill(other.id, 20_000)
    const { db, pool } = keep(
      openDatabase(
        { url: api.database.url, poolMax: 1, applicationName: 'explain' },
        createLog({ level: 'silent', format: 'json' }),
      ),
    )
    await pool.query('analyze generation_jobs')
    await pool.query('analyze generations')
    const first = await readJobList(db, { userId, status: undefined }, { cursor: undefined, limit: 21 })
    const cursor = first.at(-1)
    if (!cursor) throw new Error('there is no job')
    await readJobList(db, { userId, status: undefined }, { cursor, limit: 21 })
    await readJobList(db, { userId, status: 'SUCCEEDED' }, { cursor, limit: 21 })
    await readPictures(db, [cursor.generationId ?? ''])
    const after = `'${cursor.createdAt.toISOString()}', '${cursor.id}'`
    for (const statement of [
      `execute read_job_list('${userId}', 21)`,
      `execute read_job_list_after('${userId}', 21, ${after})`,
      `execute read_job_list_status_after('${userId}', 21, 'SUCCEEDED', ${after})`,
    ]) {
      const { rows } = await pool.query(`explain (analyze, format json) ${statement}`)
      const plan = JSON.stringify(rows[0]['QUERY PLAN'])
      expect(plan).toContain('"Index Name":"generation_jobs_user_newest"')
      expect(plan).toContain('"Index Name":"generations_pkey"')
      expect(plan).not.toContain('"Sort"')
      expect(plan).not.toContain('"Seq Scan"')
      const [, readInVain = '0'] = /"Rows Removed by Filter":(\d+)/.exec(plan) ?? []
      expect(Number(readInVain)).toBeLessThan(100)
    }
  })
})

describe('cancelling over HTTP', () => {
  it('ends the job with a refund, informs its followers, and returns the same again', async () => {
    const job = await acceptByHand(api, client, userId)
    const answer = await client.post(`/svg/generation-jobs/${job.id}/cancel`)
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      job: { id: job.id, status: 'FAILED', errorCode: 'CANCELLED', generation: null },
      credits: 10,
    })
    const again = await client.post(`/svg/generation-jobs/${job.id}/cancel`)
    expect({ status: again.status, body: again.body }).toEqual({ status: 200, body: answer.body })
  })

  it('is refused once there is a picture, to other users, and without a CSRF token', async () => {
    const job = await acceptByHand(api, client, userId)
    const path = `/svg/generation-jobs/${job.id}/cancel`
    const { client: stranger } = await api.signUp()
    expect((await stranger.post(path)).status).toBe(404)
    expect((await client.post('/svg/generation-jobs/x/cancel')).status).toBe(404)
    expect((await client.send('POST', path, { csrf: false })).status).toBe(403)
    await job.start()
    await job.succeed()
    expect((await client.post(path)).status).toBe(409)
  })
})
