import { expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { callWithKey, makeKey } from '../../../../../test/harness/api-key.ts'
import { errorCodeOf } from '../../../../../test/harness/client.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'

const api = keepForSuite(await startTestApi({ DATABASE_POOL_MAX: '20', SIGNUP_CREDITS: '500' }))
const body = { prompt: 'a lighthouse in the fog', style: 'minimal' }
const ask = (key: string) => callWithKey(api.url, key, 'POST', '/svg/generate-svg', { body })

async function spentOf(keyId: string): Promise<{ month: number; charged: number }> {
  const { rows } = await api.database.pool.query<{ month: number; charged: number }>(
    `select coalesce((select sum(spent)::int from api_key_months where key_id = $1), 0) as month,
       coalesce((select -sum(delta)::int from credit_entries join generation_jobs job on job.id = job_id where job.api_key_id = $1), 0) as charged`,
    [keyId],
  )
  return rows[0] ?? { month: -1, charged: -1 }
}

it('of 100 requests at once against a limit of 10 exactly 10 are accepted', async () => {
  const { client } = await api.signUp()
  const { id, key } = await makeKey(client, { monthlyCredits: 10 })
  const other = await makeKey(client)
  const [answers, others] = await Promise.all([
    Promise.all(Array.from({ length: 100 }, () => ask(key))),
    Promise.all(Array.from({ length: 10 }, () => ask(other.key))),
  ])
  const refused = answers.filter(({ status }) => status !== 202)
  expect(answers.filter(({ status }) => status === 202)).toHaveLength(10)
  expect(refused.map((answer) => [answer.status, errorCodeOf(answer)])).toEqual(
    Array(90).fill([402, 'key_limit_reached']),
  )
  expect(others.map(({ status }) => status)).toEqual(Array(10).fill(202))
  expect(await spentOf(id)).toEqual({ month: 10, charged: 10 })
  expect(await spentOf(other.id)).toEqual({ month: 10, charged: 10 })
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
})

it('refunds give their share of the month back, however many run at once', async () => {
  const { client } = await api.signUp()
  const { id, key } = await makeKey(client, { monthlyCredits: 20 })
  const accepted = await Promise.all(Array.from({ length: 20 }, () => ask(key)))
  expect((await ask(key)).status).toBe(402)
  const jobs = accepted.map(({ body }) => (body as { job: { id: string } }).job.id)
  const cancel = (jobId: string) =>
    callWithKey(api.url, key, 'POST', `/svg/generation-jobs/${jobId}/cancel`, { body: {} })
  const cancelled = await Promise.all([...jobs.slice(0, 8), ...jobs.slice(0, 8)].map(cancel))
  expect(cancelled.map(({ status }) => status)).toEqual(Array(16).fill(200))
  expect(await spentOf(id)).toEqual({ month: 12, charged: 12 })
  const again = await Promise.all(Array.from({ length: 30 }, () => ask(key)))
  expect(again.filter(({ status }) => status === 202)).toHaveLength(8)
  expect(await spentOf(id)).toEqual({ month: 20, charged: 20 })
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
})

it('after the revocation nothing more is accepted, with requests under way', async () => {
  const { client } = await api.signUp()
  const { id, key } = await makeKey(client)
  const under = Array.from({ length: 30 }, () => ask(key))
  expect((await client.delete(`/user/api-keys/${id}`)).status).toBe(200)
  const { charged } = await spentOf(id)
  const answers = await Promise.all(under)
  expect(answers.filter(({ status }) => status !== 202 && status !== 401)).toEqual([])
  expect(await spentOf(id)).toEqual({ month: charged, charged })
})

it('charges of all keys and sessions together never exceed the monthly limit of the account', async () => {
  const { client, id } = await api.signUp()
  const keys = await Promise.all([makeKey(client), makeKey(client)])
  expect((await client.patch('/user/profile', { monthlyCredits: 15 })).status).toBe(200)
  const askAll = () =>
    Promise.all(
      Array.from({ length: 60 }, (_, at) => {
        const key = keys[at % 3]
        return key ? ask(key.key) : client.post('/svg/generate-svg', body)
      }),
    )
  const answers = await askAll()
  const accepted = answers.filter(({ status }) => status === 202)
  expect(accepted).toHaveLength(15)
  const refused = answers.filter(({ status }) => status !== 202)
  expect(refused.map((answer) => [answer.status, errorCodeOf(answer)])).toEqual(
    Array(45).fill([402, 'monthly_limit_reached']),
  )
  expect(refused[0]?.body).toMatchObject({ limit: 15, used: 15 })
  expect((await client.post('/svg/quote', body)).body).toMatchObject({
    accepted: false,
    code: 'monthly_limit_reached',
  })

  const jobs = accepted.slice(0, 4).map(({ body: answer }) => (answer as { job: { id: string } }).job.id)
  await Promise.all([...jobs, ...jobs].map((job) => client.post(`/svg/generation-jobs/${job}/cancel`)))
  expect((await askAll()).filter(({ status }) => status === 202)).toHaveLength(4)
  const { user } = (await client.get('/user/profile')).body as { user: object }
  expect(user).toMatchObject({ monthlyCredits: 15, spentThisMonth: 15 })

  // In the next month everything may be spent again, and refunds of the month before give nothing back.
  for (const text of [
    `update users set spent_in = spent_in - interval '1 month' where id = $1`,
    `update generation_jobs set created_at = created_at - interval '1 month' where user_id = $1`,
    `update api_key_months set month = month - interval '1 month' where key_id in (select id from api_keys where user_id = $1)`,
  ])
    await api.database.pool.query(text, [id])
  await client.patch('/user/profile', { monthlyCredits: 3 })
  expect((await askAll()).filter(({ status }) => status === 202)).toHaveLength(3)
  for (const wrong of [-1, 1.5, '5'])
    expect((await client.patch('/user/profile', { monthlyCredits: wrong })).status).toBe(400)
  await client.patch('/user/profile', { monthlyCredits: null })
  expect((await ask(keys[0]?.key ?? '')).status).toBe(202)
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
})
