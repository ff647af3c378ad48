import { describe, expect, it } from 'vitest'
import { signUpAdministrator } from '../../../../../test/harness/administrator.ts'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { type Answer, type Client, errorCodeOf } from '../../../../../test/harness/client.ts'
import { formBody, sceneImage } from '../../../../../test/harness/image-forms.ts'
import { acceptByHand, workByHand } from '../../../../../test/harness/job-by-hand.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'

const api = keepForSuite(await startTestApi())
const admin = (await signUpAdministrator(api)).client

type Job = { id: string; status: string; errorCode: string | null; [key: string]: unknown }
const jobOf = ({ body }: Answer) => (body as { job: Job }).job
const jobsOf = ({ body }: Answer) => (body as { jobs: Job[] }).jobs
const reason = 'a good reason'

async function failOne(client: Client, userId: string): Promise<string> {
  const job = await acceptByHand(api, client, userId)
  await job.start()
  await job.fail()
  return job.id
}

const creditsOf = async (userId: string) =>
  ((await admin.get(`/admin/users/${userId}`)).body as { user: { credits: number } }).user.credits

describe('searching jobs', () => {
  it('finds jobs of all users by state, owner, model and error, the newest first, each on one page', async () => {
    const { client, id, email } = await api.signUp()
    const failed = await failOne(client, id)
    const waiting = [await acceptByHand(api, client, id), await acceptByHand(api, client, id)]
    const idsOf = async (query: string) =>
      jobsOf(await admin.get(`/admin/jobs?${query}`)).map((job) => job.id)
    expect(await idsOf(`userId=${id}`)).toEqual([waiting[1]?.id, waiting[0]?.id, failed])
    expect(await idsOf(`userId=${id}&status=FAILED&errorCode=REFUSED&model=composer`)).toEqual([failed])
    expect(await idsOf(`userId=${id}&model=gpt-4o`)).toEqual([])
    for (const query of ['', `userId=${id}&`]) {
      const first = await admin.get(`/admin/jobs?${query}limit=1`)
      const { nextCursor } = first.body as { nextCursor: string }
      const second = await admin.get(`/admin/jobs?${query}limit=1&cursor=${nextCursor}`)
      expect([jobsOf(first)[0]?.id, jobsOf(second)[0]?.id]).toEqual([waiting[1]?.id, waiting[0]?.id])
    }
    expect(jobsOf(await admin.get('/admin/jobs?status=FAILED&limit=1'))[0]).toMatchObject({
      id: failed,
      email,
      userId: id,
      prompt: 'a blue circle, quite round',
      errorCode: 'REFUSED',
    })
    for (const wrong of ['status=LOST', 'errorCode=BAD_LUCK', 'userId=1', 'cursor=nonsense'])
      expect((await admin.get(`/admin/jobs?${wrong}`)).status).toBe(400)
  })

  it('shows one with its lease, its token counts and its entries, but not the lease token of its worker', async () => {
    const { client, id } = await api.signUp()
    const job = await acceptByHand(api, client, id)
    await job.start()
    const answer = await admin.get(`/admin/jobs/${job.id}`)
    expect(answer.body).toMatchObject({
      job: { id: job.id, status: 'RUNNING', attempts: 1, inputTokens: 0, costMicroUsd: 0 },
      entries: [{ delta: -1, reason: 'CHARGE', jobId: job.id }],
    })
    expect(jobOf(answer).leaseExpiresAt).toMatch(/Z$/)
    const { rows } = await api.database.pool.query('select lease_token from generation_jobs where id = $1', [
      job.id,
    ])
    expect(answer.text).not.toContain(rows[0].lease_token)
  })
})

describe('retrying a failed job', () => {
  it('creates a new job with the same parameters, at no cost', async () => {
    const { client, id } = await api.signUp()
    const failed = await failOne(client, id)
    const answer = await admin.post(`/admin/jobs/${failed}/retry`, { reason })
    expect(answer.status).toBe(202)
    const [before, after] = [jobOf(await admin.get(`/admin/jobs/${failed}`)), jobOf(answer)]
    expect(after.id).not.toBe(failed)
    expect(after).toMatchObject({ userId: id, status: 'QUEUED', attempts: 0, errorCode: null })
    for (const same of ['prompt', 'style', 'model', 'privacy', 'seed']) expect(after[same]).toBe(before[same])
    expect(await creditsOf(id)).toBe(10)
    const successor = workByHand(api, id, after.id)
    await successor.start()
    await successor.succeed()
    const history = (await client.get('/svg/history')).body as { generations: { creditsUsed: number }[] }
    expect(history.generations).toMatchObject([{ creditsUsed: 0 }])
    expect(await creditsOf(id)).toBe(10)
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it('traces an image again, and the job names no other model', async () => {
    const { client, id } = await api.signUp()
    const { rawBody, headers } = await formBody({
      image: new Blob([new Uint8Array(await sceneImage('png'))]),
    })
    const traced = jobOf(await client.send('POST', '/svg/trace', { rawBody, headers }))
    const work = workByHand(api, id, traced.id)
    await work.start()
    await work.fail()
    const again = jobOf(await admin.post(`/admin/jobs/${traced.id}/retry`, { reason }))
    expect(again.model).toBe('vectorizer')
  })

  it('creates no credits when the new job also fails or is cancelled, and the new job can be retried as well', async () => {
    const { client, id } = await api.signUp()
    const first = await failOne(client, id)
    const second = jobOf(await admin.post(`/admin/jobs/${first}/retry`, { reason })).id
    const work = workByHand(api, id, second)
    await work.start()
    await work.fail()
    const third = jobOf(await admin.post(`/admin/jobs/${second}/retry`, { reason })).id
    expect((await client.post(`/svg/generation-jobs/${third}/cancel`)).body).toMatchObject({ credits: 10 })
    expect(await creditsOf(id)).toBe(10)
    const { entries } = (await admin.get(`/admin/jobs/${third}`)).body as { entries: object[] }
    expect(entries).toMatchObject([
      { delta: 0, reason: 'CHARGE' },
      { delta: 0, reason: 'REFUND' },
    ])
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it('needs no credits, and counts neither for the daily limit nor among unfinished jobs', async () => {
    const limited = await startTestApi({
      SIGNUP_CREDITS: '1',
      DAILY_GENERATION_LIMIT: '1',
      UNFINISHED_GENERATION_LIMIT: '1',
    })
    try {
      const [{ client: other }, client] = [await signUpAdministrator(limited), limited.client()]
      const { id } = await client.register()
      const job = await acceptByHand(limited, client, id)
      await job.start()
      await job.fail()
      await limited.database.pool.query(
        `with spent as (update users set credits = 0 where id = $1 returning id)
         insert into credit_entries (id, user_id, delta, reason) select gen_random_uuid(), id, -1, 'GRANT' from spent`,
        [id],
      )
      expect((await other.post(`/admin/jobs/${job.id}/retry`, { reason })).status).toBe(202)
      const { rows } = await limited.database.pool.query(
        'select type from notifications where user_id = $1',
        [id],
      )
      // One is of the job that was paid for.
      expect(rows.filter(({ type }) => type === 'LOW_CREDITS')).toHaveLength(1)
      expect(await findLedgerViolations(limited.database.pool)).toEqual([])
    } finally {
      await limited[Symbol.asyncDispose]()
    }
  })

  it('happens once: a repeated call returns the same job', async () => {
    const { client, id } = await api.signUp()
    const failed = await failOne(client, id)
    const first = await admin.post(`/admin/jobs/${failed}/retry`, { reason })
    const again = await admin.post(`/admin/jobs/${failed}/retry`, { reason })
    expect([again.status, jobOf(again).id]).toEqual([202, jobOf(first).id])
    expect(again.headers.get('idempotency-replayed')).toBe('true')
  })

  it('is only for failed jobs, and not for those of a suspended account', async () => {
    const { client, id } = await api.signUp()
    const waiting = await acceptByHand(api, client, id)
    expect(errorCodeOf(await admin.post(`/admin/jobs/${waiting.id}/retry`, { reason }))).toBe(
      'job_not_failed',
    )
    const failed = await failOne(client, id)
    await admin.post(`/admin/users/${id}/suspend`, { reason })
    expect(errorCodeOf(await admin.post(`/admin/jobs/${failed}/retry`, { reason }))).toBe('account_suspended')
  })
})

describe('cancelling a job', () => {
  it('ends it as its owner could, refunded, and once', async () => {
    const { client, id } = await api.signUp()
    const job = await acceptByHand(api, client, id)
    for (let round = 1; round <= 2; round += 1) {
      const answer = await admin.post(`/admin/jobs/${job.id}/cancel`, { reason })
      expect(jobOf(answer)).toMatchObject({ status: 'FAILED', errorCode: 'CANCELLED' })
    }
    expect(await creditsOf(id)).toBe(10)
    const { acts } = (await admin.get(`/admin/acts?subject=${job.id}`)).body as { acts: object[] }
    expect(acts).toMatchObject([{ action: 'job.cancel', details: { userId: id, refunded: 1 } }])
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it('refuses one that has its picture', async () => {
    const { client, id } = await api.signUp()
    const job = await acceptByHand(api, client, id)
    await job.start()
    await job.succeed()
    expect(errorCodeOf(await admin.post(`/admin/jobs/${job.id}/cancel`, { reason }))).toBe('job_succeeded')
  })
})
