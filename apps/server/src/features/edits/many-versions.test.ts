import { uuidv7 } from 'uuidv7'
import { expect, it } from 'vitest'
import { startTestApi, type TestApi } from '../../../../../test/harness/api.ts'
import type { Answer, Client } from '../../../../../test/harness/client.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import { claimJob } from '../jobs/claim-store.ts'
import { failJob } from '../jobs/job-lease-store.ts'
import { succeedJob, TreeFullError } from '../jobs/success-store.ts'
import { inRow } from '../storage/index.ts'

type Picture = { id: string }

const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect id="a" width="9" height="9" fill="#c00"/></svg>'
const usage = { inputTokens: 0, outputTokens: 0, costMicroUsd: 0, estimated: false }

/** A change that the test carries out as its worker. */
async function claimChange(api: TestApi, client: Client, parentId: string) {
  const { db } = api.resources.database
  const { body } = await client.post(`/svg/${parentId}/edits`, { instruction: 'make it blue' })
  const { job } = body as { job: { id: string } }
  const leaseToken = crypto.randomUUID()
  expect(await claimJob(db, job.id, leaseToken, 60_000)).toMatchObject({ id: job.id })
  const ids = () => ({
    jobId: job.id,
    leaseToken,
    generationId: crypto.randomUUID(),
    noticeId: uuidv7(),
    refundId: crypto.randomUUID(),
  })
  return {
    succeed: () =>
      succeedJob(db, { ...ids(), parentId, text: inRow(svg), usage }).catch((error: unknown) => {
        if (error instanceof TreeFullError) return 'full' as const
        throw error
      }),
    fail: () => failJob(db, { ...ids(), code: 'VALIDATION_ERROR', message: 'It is full.', usage }),
  }
}

/** A picture with `count` versions, none of them by a job. */
async function createVersions(count: number) {
  const api = keep(await startTestApi())
  const client = api.client()
  const { id: userId } = await client.register()
  const { svgGeneration: picture } = (await client.post('/svg', { svg })).body as { svgGeneration: Picture }
  await api.database.pool.query('update generations set tree_id = id where id = $1', [picture.id])
  await api.database.pool.query('alter table generations disable trigger user')
  await api.database.pool.query(
    `insert into generations (id, user_id, tree_id, parent_id, prompt, style, model, svg, bytes, privacy, credits_used, created_at, is_newest)
     select gen_random_uuid(), user_id, id, id, prompt, style, model, svg, bytes, true, 0, created_at - make_interval(secs => n), false
     from generations, generate_series(1, $2::int - 1) n where id = $1`,
    [picture.id, count],
  )
  await api.database.pool.query('alter table generations enable trigger user')
  await api.database.pool.query(
    `with granted as (update users set credits = credits + 90 where id = $1 returning id)
     insert into credit_entries (id, user_id, delta, reason, note) select gen_random_uuid(), id, 90, 'GRANT', 'a test' from granted`,
    [userId],
  )
  return { api, client, picture }
}
const creditsOf = async (client: Client) =>
  ((await client.get('/user/profile')).body as { user: { credits: number } }).user.credits
const ask = (client: Client, id: string) => client.post(`/svg/${id}/edits`, { instruction: 'make it blue' })
const codesOf = (answers: Answer[]) =>
  answers.map(({ status, body }) => `${status} ${(body as { code?: string }).code ?? ''}`.trim()).sort()

it('a picture takes as many changes at once as it has room for, and charges for no other', async () => {
  const { api, client, picture } = await createVersions(498)
  const answers = await Promise.all(Array.from({ length: 8 }, () => ask(client, picture.id)))
  expect(codesOf(answers)).toEqual(['202', '202', ...Array(6).fill('409 too_many_versions')])
  expect(await creditsOf(client)).toBe(98)
  // No other request can use the places that accepted jobs have reserved.
  const edits = [{ op: 'paint', target: { id: 'a' }, fill: '#0c0' }]
  for (const refused of [
    await client.post(`/svg/${picture.id}/edits`, { edits }),
    await client.post(`/svg/${picture.id}/restore`),
  ])
    expect(codesOf([refused])).toEqual(['409 too_many_versions'])
  const [jobId] = answers.flatMap(({ body }) => (body as { job?: { id: string } }).job?.id ?? [])
  await client.post(`/svg/generation-jobs/${jobId}/cancel`)
  expect(codesOf([await ask(client, picture.id)])).toEqual(['202'])
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
})

it('a picture never exceeds its limit of versions, even if edits and finished jobs arrive together: then a job fails, and is refunded', async () => {
  const { api, client, picture } = await createVersions(498)
  const [one, other] = [
    await claimChange(api, client, picture.id),
    await claimChange(api, client, picture.id),
  ]
  // A version that took the room of a job after the job was accepted.
  await api.database.pool.query(
    `insert into generations (id, user_id, tree_id, parent_id, prompt, style, model, svg, bytes, privacy, credits_used)
     select gen_random_uuid(), user_id, id, id, prompt, style, model, svg, bytes, true, 0 from generations where id = $1`,
    [picture.id],
  )
  const ends = await Promise.all([one, other].map((change) => change.succeed()))
  expect(ends.toSorted()).toEqual(['full', true])
  const failed = ends[0] === 'full' ? one : other
  expect(await failed.fail()).toBe(true)
  expect(
    ((await client.get(`/svg/${picture.id}/versions`)).body as { versions: object[] }).versions,
  ).toHaveLength(500)
  expect(await creditsOf(client)).toBe(99)
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
})
