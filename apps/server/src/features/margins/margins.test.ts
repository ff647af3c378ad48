import { Writable } from 'node:stream'
import { expect, it } from 'vitest'
import { signUpAdministrator } from '../../../../../test/harness/administrator.ts'
import { acceptedJob, jobEnd } from '../../../../../test/harness/job-end.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { startScriptedApi } from '../../../../../test/harness/scripted-api.ts'
import { answerWith } from '../../../../../test/harness/scripted-model.ts'
import { firstUuidOf } from '../../platform/db/index.ts'
import { createLog } from '../../platform/log/index.ts'
import { closeDays, type Margin } from './index.ts'

/** A call of the scripted model costs 5,400 millionths of a dollar: 1,200 tokens in and 300 out. */
const callMicroUsd = 5_400
const creditMicroUsd = 4_000

const api = keepForSuite(
  await startScriptedApi({
    MODEL_PRICES: 'scripted=2/10',
    MODEL_CREDITS: 'scripted=2',
    CREDIT_VALUE_USD: '0.004',
    GENERATION_ATTEMPTS: '1',
  }),
)
const { pool, db } = { pool: api.database.pool, db: api.resources.database.db }
const { client: admin } = await signUpAdministrator(api)

const readSpend = async (query = '') =>
  (await admin.get(`/admin/spend${query}`)).body as { creditMicroUsd: number; spend: Margin[] }

const dayAgo = (days: number) => new Date(Date.now() - days * 24 * 60 * 60 * 1000)
const textOf = (moment: Date) => moment.toISOString().slice(0, 10)

/** A picture of an earlier day, with its entries. */
async function addCharge(userId: string, at: Date, model: string, credits: number, refundedAt?: Date) {
  const jobId = crypto.randomUUID()
  await pool.query(
    `insert into generation_jobs (id, user_id, prompt, style, model, privacy, seed, request_hash, created_at)
     values ($1, $2, 'a cat', 'flat', $3, false, 1, 'hash', $4)`,
    [jobId, userId, model, at],
  )
  const add = (reason: string, delta: number, createdAt: Date) =>
    pool.query(
      'insert into credit_entries (id, user_id, job_id, reason, delta, created_at) values ($1, $2, $3, $4, $5, $6)',
      [firstUuidOf(createdAt).slice(0, -12) + jobId.slice(-12), userId, jobId, reason, delta, createdAt],
    )
  await add('CHARGE', -credits, at)
  if (refundedAt) await add('REFUND', credits, refundedAt)
}

async function close() {
  const lines: { level: number; msg: string; model: string }[] = []
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)))
      done()
    },
  })
  const log = createLog({ level: 'warn', format: 'json' }, destination)
  await closeDays(db, { creditMicroUsd, signal: new AbortController().signal, log })
  return lines
}

it('shows what models cost today, what was charged and refunded, and what the credits sell for', async () => {
  const { client } = await api.signUp()
  const ask = async (fields: object) =>
    (
      await jobEnd(
        client,
        acceptedJob(
          await client.post('/svg/generate-svg', { prompt: 'a blue circle', style: 'flat', ...fields }),
        ).id,
      )
    ).job
  api.model.respondWith(answerWith('I would rather not.'), answerWith('No.'))
  expect(await ask({})).toMatchObject({ status: 'FAILED' })
  expect(await ask({})).toMatchObject({ status: 'SUCCEEDED' })
  expect(await ask({ model: 'composer' })).toMatchObject({ status: 'SUCCEEDED' })
  const today = textOf(new Date())
  expect(await readSpend()).toEqual({
    creditMicroUsd,
    spend: [
      {
        ...{ day: today, model: 'scripted', pictures: 2, charged: 4, refunded: 2 },
        ...{ calls: 3, costMicroUsd: 3 * callMicroUsd, valueMicroUsd: 2 * creditMicroUsd },
      },
      {
        ...{ day: today, model: 'composer', pictures: 1, charged: 1, refunded: 0 },
        ...{ calls: 0, costMicroUsd: 0, valueMicroUsd: creditMicroUsd },
      },
    ],
  })
})

it('stores the days that are over, once, and reports models that leave too little', async () => {
  const { id } = await api.signUp()
  const beginOf = (days: number) => new Date(`${textOf(dayAgo(days))}T00:00:00.000Z`)
  const endOf = (days: number) => new Date(`${textOf(dayAgo(days))}T23:59:59.999Z`)
  await addCharge(id, beginOf(3), 'dear', 5, endOf(2))
  await addCharge(id, endOf(1), 'dear', 2)
  await addCharge(id, beginOf(1), 'thin', 2)
  await addCharge(id, beginOf(1), 'good', 2)
  const cost = (model: string, costMicroUsd: number) =>
    pool.query('insert into model_spend (day, model, calls, cost_micro_usd) values ($1, $2, 1, $3)', [
      textOf(dayAgo(1)),
      model,
      costMicroUsd,
    ])
  await cost('dear', 8_001)
  await cost('thin', 4_001)
  await cost('good', 4_000)
  const before = await readSpend()
  expect(await close()).toMatchObject([
    { level: 50, model: 'dear', msg: 'a model costs more than its pictures sell for' },
    { level: 40, model: 'thin', msg: 'a model costs more than half of what its pictures sell for' },
  ])
  expect(await readSpend()).toEqual(before)
  const ofDear = before.spend.filter(({ model }) => model === 'dear')
  expect(
    ofDear.map(({ day, charged, refunded, valueMicroUsd }) => [day, charged, refunded, valueMicroUsd]),
  ).toEqual([
    [textOf(dayAgo(1)), 2, 0, 2 * creditMicroUsd],
    [textOf(dayAgo(2)), 0, 5, -5 * creditMicroUsd],
    [textOf(dayAgo(3)), 5, 0, 5 * creditMicroUsd],
  ])
  // The sums remain when the account and its entries are gone.
  await pool.query('delete from users where id = $1', [id])
  await Promise.all([close(), close()])
  const rows = await pool.query(`select count(*)::int as count from model_days where model = 'dear'`)
  expect(rows.rows).toEqual([{ count: 3 }])
  expect(await readSpend('?days=4')).toEqual(before)
  expect((await readSpend('?days=1')).spend.map(({ model }) => model)).toEqual(['scripted', 'composer'])
  expect((await admin.get('/admin/spend?days=all')).status).toBe(400)
})
