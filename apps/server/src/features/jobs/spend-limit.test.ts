import { Writable } from 'node:stream'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Client } from '../../../../../test/harness/client.ts'
import { acceptedJob, jobEnd } from '../../../../../test/harness/job-end.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import { startScriptedApi } from '../../../../../test/harness/scripted-api.ts'
import { answerWith, createGate, smallPicture } from '../../../../../test/harness/scripted-model.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { createLog } from '../../platform/log/index.ts'
import { createSpending } from './spending.ts'

/** A call of the scripted model costs 5,400 millionths of a dollar: 1,200 tokens in and 300 out. */
const callMicroUsd = 5_400

let client: Client

const api = keepForSuite(
  await startScriptedApi({
    MODEL_PRICES: 'scripted=2/10',
    DAILY_SPEND_LIMIT_USD: '0.01',
    SVG_WORKER_CONCURRENCY: '3',
    GENERATION_ATTEMPTS: '1',
  }),
)
const { model } = api
beforeEach(async () => {
  await query('delete from model_spend')
  await waitFor('the model to be available', async () => (await listed()).scripted?.available)
  client = (await api.signUp()).client
})

const query = async (text: string, values: unknown[] = []) =>
  (await api.database.pool.query(text, values)).rows

async function listed() {
  const { models } = (await api.client().get('/svg/models')).body as {
    models: { id: string; available: boolean; default: boolean }[]
  }
  return Object.fromEntries(models.map((one) => [one.id, one]))
}

const untilUnavailable = () =>
  waitFor('the model to be unavailable', async () => (await listed()).scripted?.available === false)

const ask = async (fields: object = {}) =>
  acceptedJob(
    await client.post('/svg/generate-svg', {
      prompt: 'a blue circle, quite round',
      style: 'flat',
      ...fields,
    }),
  )

const waitForEnd = async ({ id }: { id: string }) => (await jobEnd(client, id)).job

const spend = (costMicroUsd: number, daysAgo = 0) =>
  query(
    `insert into model_spend (day, model, calls, cost_micro_usd) values ((now() at time zone 'utc')::date - $2::int, 'other', 1, $1)`,
    [costMicroUsd, daysAgo],
  )
const pause = () => query(`insert into queue_pause (reason) values ('a test')`)
const resume = () => query('delete from queue_pause')

describe('the daily limit of model costs', () => {
  it('stops calls of models with a price, for all users; the composer draws jobs that named none of these models', async () => {
    const before = model.requests.length
    expect(await waitForEnd(await ask())).toMatchObject({ status: 'SUCCEEDED', model: 'scripted' })
    expect(await waitForEnd(await ask())).toMatchObject({ status: 'SUCCEEDED', model: 'scripted' })
    const rows = await query(`select model, calls, cost_micro_usd::int as cost from model_spend`)
    expect(rows).toEqual([{ model: 'scripted', calls: 2, cost: 2 * callMicroUsd }])

    expect(await waitForEnd(await ask())).toMatchObject({ status: 'SUCCEEDED', model: 'composer' })
    await waitFor('the model to be out', async () => (await listed()).scripted?.available === false)
    expect((await listed()).composer?.default).toBe(true)
    const named = await ask({ model: 'scripted' })
    expect(named).toMatchObject({ model: 'composer', requestedModel: 'scripted' })
    expect(model.requests.length - before).toBe(2)
  })

  it.each([
    ['before the list of models shows it', async () => undefined],
    ['once the list of models shows it', () => untilUnavailable()],
  ])(
    'ends accepted jobs that named the model, with a refund, and moves the others to the composer, %s',
    async (_when, shown) => {
      await pause()
      const [unnamed, named] = [await ask(), await ask({ model: 'scripted' })]
      expect([unnamed.model, named.model]).toEqual(['scripted', 'scripted'])
      await spend(10_000)
      await shown()
      await resume()
      const before = model.requests.length
      expect(await waitForEnd(unnamed)).toMatchObject({ status: 'SUCCEEDED', model: 'composer' })
      expect(await waitForEnd(named)).toMatchObject({
        status: 'FAILED',
        model: 'scripted',
        errorCode: 'OPENAI_MODEL_NOT_FOUND',
        errorMessage: expect.stringContaining('as much as it may today'),
      })
      expect((await client.get('/auth/current-user')).body).toMatchObject({ credits: 9 })
      expect(model.requests.length).toBe(before)
      expect(await findLedgerViolations(api.database.pool)).toEqual([])
    },
  )

  it('is exceeded only by calls in progress', async () => {
    const gate = createGate()
    const held = { kind: 'stream' as const, steps: [smallPicture, gate.opened] }
    model.respondWith(held, held, held)
    await spend(10_000 - 1)
    const before = model.requests.length
    await pause()
    const jobs = await Promise.all(Array.from({ length: 6 }, () => ask({ model: 'scripted' })))
    await resume()
    await model.received(before + 3)
    gate.open()
    const ends = await Promise.all(jobs.map(waitForEnd))
    expect(ends.filter(({ status }) => status === 'SUCCEEDED')).toHaveLength(3)
    expect(model.requests.length - before).toBe(3)
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it('counts failed calls and repairs, and no call is made beyond the limit', async () => {
    const before = model.requests.length
    model.respondWith(answerWith('I would rather not.'), answerWith('No.'))
    expect(await waitForEnd(await ask({ model: 'scripted' }))).toMatchObject({ status: 'FAILED' })
    expect(await query('select calls from model_spend')).toEqual([{ calls: 2 }])
    await query('delete from model_spend')
    await spend(10_000 - 1)
    model.respondWith(answerWith('I would rather not.'))
    expect(await waitForEnd(await ask({ model: 'scripted' }))).toMatchObject({ status: 'FAILED' })
    expect(model.requests.length - before).toBe(3)
  })

  it('is checked before the second call of a planned picture, which counts for itself', async () => {
    const before = model.requests.length
    model.respondWith(answerWith('{}'), answerWith('{}'))
    expect(await waitForEnd(await ask({ model: 'scripted:planned' }))).toMatchObject({ status: 'FAILED' })
    expect(model.requests.length - before).toBe(2)
    expect(await query('select model, calls, cost_micro_usd::int as cost from model_spend')).toEqual([
      { model: 'scripted:planned', calls: 2, cost: 2 * callMicroUsd },
    ])
    await query('delete from model_spend')
    await spend(10_000 - 1)
    model.respondWith(answerWith('{}'))
    expect(await waitForEnd(await ask({ model: 'scripted:planned' }))).toMatchObject({
      status: 'FAILED',
      errorCode: 'OPENAI_MODEL_NOT_FOUND',
      errorMessage: expect.stringContaining('as much as it may today'),
    })
    expect(model.requests.length - before).toBe(3)
    expect((await client.get('/auth/current-user')).body).toMatchObject({ credits: 10 })
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it('starts again every day', async () => {
    await spend(1_000_000, 1)
    expect(await waitForEnd(await ask())).toMatchObject({ status: 'SUCCEEDED', model: 'scripted' })
  })
})

describe('the sum of the costs of a day', () => {
  const usage = { inputTokens: 1, outputTokens: 1, costMicroUsd: 6_000, estimated: false }

  function openProcess() {
    const lines: { level: number; msg: string }[] = []
    const destination = new Writable({
      write(chunk, _encoding, done) {
        lines.push(JSON.parse(String(chunk)))
        done()
      },
    })
    const log = createLog({ level: 'warn', format: 'json' }, destination)
    const spending = createSpending(api.resources.database.db, 10_000, log)
    return { spending, errors: () => lines.filter(({ level }) => level >= 50), lines }
  }

  it('is one for all processes, exact, and reported once when it reaches the limit', async () => {
    const processes = Array.from({ length: 4 }, openProcess)
    const [first] = processes
    await first?.spending.add('scripted', usage)
    expect(await Promise.all(processes.map(({ spending }) => spending.mayAsk()))).toEqual(Array(4).fill(true))
    await Promise.all(processes.map(({ spending }) => spending.add('scripted', usage)))
    expect(await Promise.all(processes.map(({ spending }) => spending.mayAsk()))).toEqual(
      Array(4).fill(false),
    )
    expect(await query('select calls, cost_micro_usd::int as cost from model_spend')).toEqual([
      { calls: 5, cost: 30_000 },
    ])
    expect(processes.flatMap(({ errors }) => errors())).toMatchObject([
      { msg: 'the daily limit of model costs is reached' },
    ])
  })

  it('includes costs that could not be written at first', async () => {
    const { spending, lines } = openProcess()
    await query('alter table model_spend rename to model_spend_away')
    await spending.add('scripted', usage)
    await query('alter table model_spend_away rename to model_spend')
    expect(lines).toMatchObject([{ msg: 'the cost of a model call could not be stored yet' }])
    expect(await spending.mayAsk()).toBe(true)
    await spending.add('scripted', usage)
    expect(await query('select calls, cost_micro_usd::int as cost from model_spend')).toEqual([
      { calls: 2, cost: 12_000 },
    ])
  })
})

it('no job moves to a model with another price', async () => {
  await using dear = await startScriptedApi({
    MODEL_PRICES: 'scripted=2/10',
    MODEL_CREDITS: 'scripted=3',
    DAILY_SPEND_LIMIT_USD: '0.01',
  })
  const user = (await dear.signUp()).client
  const credits = async () => ((await user.get('/auth/current-user')).body as { credits: number }).credits
  const { pool } = dear.database
  await pool.query(`insert into queue_pause (reason) values ('a test')`)
  const job = acceptedJob(await user.post('/svg/generate-svg', { prompt: 'a blue circle', style: 'flat' }))
  expect(job.model).toBe('scripted')
  expect(await credits()).toBe(7)
  await pool.query(
    `insert into model_spend (day, model, calls, cost_micro_usd) values ((now() at time zone 'utc')::date, 'other', 1, 10000)`,
  )
  await pool.query('delete from queue_pause')
  expect((await jobEnd(user, job.id)).job).toMatchObject({
    status: 'FAILED',
    errorCode: 'OPENAI_MODEL_NOT_FOUND',
  })
  expect(await credits()).toBe(10)
  // A new request is served by the composer, at its price.
  await waitFor('the limit to be noticed', async () => {
    const { body } = await user.get('/svg/models')
    return (body as { models: { id: string; default: boolean }[] }).models.some(
      (one) => one.id === 'composer' && one.default,
    )
  })
  const next = acceptedJob(await user.post('/svg/generate-svg', { prompt: 'a blue circle', style: 'flat' }))
  expect((await jobEnd(user, next.id)).job).toMatchObject({ status: 'SUCCEEDED', model: 'composer' })
  expect(await credits()).toBe(9)
  expect(await findLedgerViolations(pool)).toEqual([])
})
