import { uuidv7 } from 'uuidv7'
import { expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import { createModeration } from '../../models/index.ts'
import { createPlans } from '../accounts/index.ts'
import { inRow } from '../storage/index.ts'
import { createAcceptJobs } from './accept-store.ts'
import { claimJob } from './claim-store.ts'
import { failJob } from './job-lease-store.ts'
import { createSwitchableModels } from './model-switches.ts'
import { requestGeneration } from './request-generation.ts'
import { succeedJob } from './success-store.ts'

const api = keepForSuite(await startTestApi({ DATABASE_POOL_MAX: '20' }))

const body = { prompt: 'a lighthouse in the fog', style: 'minimal' }

async function countRows(userId: string): Promise<{ jobs: number; charges: number }> {
  const { rows } = await api.database.pool.query<{ jobs: number; charges: number }>(
    `select (select count(*)::int from generation_jobs where user_id = $1) as jobs,
       (select count(*)::int from credit_entries where user_id = $1 and reason = 'CHARGE') as charges`,
    [userId],
  )
  return rows[0] ?? { jobs: -1, charges: -1 }
}

it('makes one job and one debit of 50 parallel requests with one idempotency key', async () => {
  const client = api.client()
  const user = await client.register()
  const answers = await Promise.all(
    Array.from({ length: 50 }, () =>
      client.post('/svg/generate-svg', body, { 'x-idempotency-key': 'the same' }),
    ),
  )
  expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(202))
  expect(new Set(answers.map((answer) => (answer.body as { job: { id: string } }).job.id)).size).toBe(1)
  const replayed = answers.filter(({ headers }) => headers.get('idempotency-replayed') === 'true')
  expect(replayed).toHaveLength(49)
  expect(await countRows(user.id)).toEqual({ jobs: 1, charges: 1 })
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
})

it('accepts exactly as many parallel requests as there are credits', async () => {
  const client = api.client()
  const user = await client.register()
  await spend(user.id, 5)
  const answers = await Promise.all(Array.from({ length: 20 }, () => client.post('/svg/generate-svg', body)))
  const statuses = answers.map(({ status }) => status)
  expect(statuses.filter((status) => status === 202)).toHaveLength(5)
  expect(statuses.filter((status) => status === 402)).toHaveLength(15)
  expect(
    answers
      .filter(({ status }) => status === 402)
      .every((answer) => (answer.body as { code: string }).code === 'insufficient_credits'),
  ).toBe(true)
  expect(((await client.get('/auth/current-user')).body as { credits: number }).credits).toBe(0)
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
})

it('accepts all variations of a request or none, each with its charge', async () => {
  const client = api.client()
  const user = await client.register()
  await spend(user.id, 4)
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => client.post('/svg/generate-svg', { ...body, count: 4 })),
  )
  const accepted = answers.filter(({ status }) => status === 202)
  expect(accepted).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 402)).toHaveLength(4)
  const { job, jobs, credits } = (accepted[0]?.body ?? {}) as {
    job: { id: string }
    jobs: { id: string }[]
    credits: number
  }
  expect(jobs).toHaveLength(4)
  expect(jobs[0]).toEqual(job)
  expect(credits).toBe(2)
  expect(await countRows(user.id)).toEqual({ jobs: 4, charges: 4 })
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
})

it('answers a key that was used for variations with all of them, also when one has failed', async () => {
  const client = api.client()
  const user = await client.register()
  const ask = (count: number) =>
    client.post('/svg/generate-svg', { ...body, count }, { 'idempotency-key': 'several' })
  const first = (await ask(3)).body as { jobs: { id: string }[] }
  await client.post(`/svg/generation-jobs/${first.jobs[0]?.id}/cancel`)
  const again = await ask(3)
  expect(again.status).toBe(202)
  expect(again.body).toMatchObject({ duplicate: true, job: { id: first.jobs[0]?.id } })
  expect((again.body as typeof first).jobs.map(({ id }) => id)).toEqual(first.jobs.map(({ id }) => id))
  expect((await ask(2)).status).toBe(409)
  expect(await countRows(user.id)).toEqual({ jobs: 3, charges: 3 })
})

it('releases the key of variations once all of them have failed', async () => {
  const { client } = await api.signUp()
  const ask = () =>
    client.post('/svg/generate-svg', { ...body, count: 2 }, { 'idempotency-key': 'all of them' })
  const first = (await ask()).body as { jobs: { id: string }[] }
  for (const { id } of first.jobs) await client.post(`/svg/generation-jobs/${id}/cancel`)
  const again = (await ask()).body as { jobs: { id: string }[]; duplicate?: boolean }
  expect(again.duplicate).toBeUndefined()
  expect(again.jobs.map(({ id }) => id)).not.toEqual(first.jobs.map(({ id }) => id))
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
})

it('lets a request be repeated while its job fails, without either blocking the other', async () => {
  const client = api.client()
  const user = await client.register()
  const { db } = api.resources.database
  const usage = { inputTokens: 0, outputTokens: 0, costMicroUsd: 0, estimated: false }
  const ids = () => ({ refundId: crypto.randomUUID(), noticeId: uuidv7() })
  const failure = { code: 'GENERATION_FAILED' as const, message: 'It failed.', usage }
  for (let round = 0; round < 40; round += 1) {
    const ask = () => client.post('/svg/generate-svg', body, { 'idempotency-key': `round ${round}` })
    const { job } = (await ask()).body as { job: { id: string } }
    const lease = { jobId: job.id, leaseToken: crypto.randomUUID() }
    await api.database.pool.query(
      `update generation_jobs set status = 'RUNNING', lease_token = $2, lease_expires_at = now() + interval '1 minute', last_started_at = now() where id = $1`,
      [lease.jobId, lease.leaseToken],
    )
    const [failed, ...answers] = await Promise.all([
      failJob(db, { ...lease, ...ids(), ...failure }),
      ask(),
      ask(),
    ])
    expect(failed).toBe(true)
    expect(answers.map(({ status }) => status).filter((status) => status !== 200 && status !== 202)).toEqual(
      [],
    )
    const { rows } = await api.database.pool.query(
      `select id from generation_jobs where user_id = $1 and status = 'QUEUED'`,
      [user.id],
    )
    for (const { id } of rows) await client.post(`/svg/generation-jobs/${id}/cancel`)
  }
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
})

it.each([0, 5, 1.5, '2', true])('refuses %j variations', async (count) => {
  const { client } = await api.signUp()
  const answer = await client.post('/svg/generate-svg', { ...body, count })
  expect(answer.status).toBe(400)
  expect(answer.body).toMatchObject({ code: 'invalid_count' })
})

it('refunds a cancelled job once, whoever cancels, fails or finishes it at the same time', async () => {
  const client = api.client()
  const user = await client.register()
  const { db } = api.resources.database
  const usage = { inputTokens: 0, outputTokens: 0, costMicroUsd: 0, estimated: false }
  for (let round = 0; round < 10; round += 1) {
    const { job } = (await client.post('/svg/generate-svg', body)).body as { job: { id: string } }
    const lease = { jobId: job.id, leaseToken: crypto.randomUUID() }
    if (round > 0) await claimJob(db, job.id, lease.leaseToken, 60_000)
    const ids = () => ({
      refundId: crypto.randomUUID(),
      noticeId: uuidv7(),
      generationId: crypto.randomUUID(),
    })
    const [cancels] = await Promise.all([
      Promise.all([1, 2, 3].map(() => client.post(`/svg/generation-jobs/${job.id}/cancel`))),
      round % 2 && succeedJob(db, { ...lease, ...ids(), text: inRow('<svg/>'), usage }),
      round % 3 &&
        failJob(db, { ...lease, ...ids(), code: 'GENERATION_FAILED', message: 'It failed.', usage }),
    ])
    const { status } = (
      (await client.get(`/svg/generation-jobs/${job.id}`)).body as { job: { status: string } }
    ).job
    expect(cancels.map((answer) => answer.status)).toEqual(Array(3).fill(status === 'SUCCEEDED' ? 409 : 200))
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
    if (status !== 'SUCCEEDED') continue
    await api.database.pool.query(
      `with more as (insert into credit_entries (id, user_id, delta, reason) values (gen_random_uuid(), $1, 1, 'GRANT'))
       update users set credits = credits + 1 where id = $1`,
      [user.id],
    )
  }
})

it('gives the last credit to one of two requests with different keys, and keeps the other key free', async () => {
  const client = api.client()
  const user = await client.register()
  await spend(user.id, 9)
  const keys = ['left', 'right']
  const answers = await Promise.all(
    keys.map((key) => client.post('/svg/generate-svg', body, { 'idempotency-key': key })),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([202, 402])
  const refusedKey = keys[answers.findIndex(({ status }) => status === 402)] ?? ''
  await api.database.pool.query(
    `with grant_ as (update users set credits = credits + 1 where id = $1 returning id)
    insert into credit_entries (id, user_id, delta, reason) select gen_random_uuid(), id, 1, 'GRANT' from grant_`,
    [user.id],
  )
  expect((await client.post('/svg/generate-svg', body, { 'idempotency-key': refusedKey })).status).toBe(202)
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
})

/** Requests 12 pictures at once, of a service with these limits. @returns how often each outcome occurred. */
async function askInParallel(
  userId: string,
  terms: { picturesPerDayMax: number | null; unfinishedJobsMax: number | null },
): Promise<Record<string, number>> {
  const { database, models } = api.resources
  const deps = {
    db: database.db,
    acceptJobs: createAcceptJobs(database.db),
    models: createSwitchableModels(database.db, models),
    moderation: createModeration(),
    enqueueJob: async () => true,
    plans: createPlans({
      signupCredits: { email: 10, oauth: 3 },
      requestLimit: null,
      cancelRefundsPerDayMax: null,
      uselessPerDayMax: null,
      ...terms,
    }),
  }
  const outcomes = await Promise.all(
    Array.from({ length: 12 }, () =>
      requestGeneration(deps, { userId, plan: 'FREE', requestId: 'test' }, body).then(
        () => 'accepted',
        (error) => error.code as string,
      ),
    ),
  )
  const counts: Record<string, number> = {}
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}

it('never accepts more jobs on a day than the limit, however parallel they come', async () => {
  const user = await api.client().register()
  const outcomes = await askInParallel(user.id, { picturesPerDayMax: 4, unfinishedJobsMax: null })
  expect(outcomes).toEqual({ accepted: 4, daily_limit_reached: 8 })
  expect(await countRows(user.id)).toEqual({ jobs: 4, charges: 4 })
})

it('never has more jobs of a user under way than the plan allows, however parallel they come', async () => {
  const user = await api.client().register()
  const terms = { picturesPerDayMax: null, unfinishedJobsMax: 3 }
  expect(await askInParallel(user.id, terms)).toEqual({ accepted: 3, too_many_jobs: 9 })
  await api.database.pool.query(
    `update generation_jobs set status = 'RUNNING', lease_token = gen_random_uuid(), lease_expires_at = now() where user_id = $1`,
    [user.id],
  )
  expect(await askInParallel(user.id, terms)).toEqual({ too_many_jobs: 12 })
  expect(await countRows(user.id)).toEqual({ jobs: 3, charges: 3 })
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
})

/** Spends credits with a matching ledger entry. */
async function spend(userId: string, amount: number): Promise<void> {
  const client = await api.database.pool.connect()
  try {
    await client.query('begin')
    await client.query('update users set credits = credits - $2 where id = $1', [userId, amount])
    await client.query(
      `insert into credit_entries (id, user_id, delta, reason, note) values (gen_random_uuid(), $1, $2, 'GRANT', 'spent by a test')`,
      [userId, -amount],
    )
    await client.query('commit')
  } finally {
    client.release()
  }
}
