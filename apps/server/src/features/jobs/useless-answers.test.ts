import { uuidv7 } from 'uuidv7'
import { expect, it } from 'vitest'
import type { Client } from '../../../../../test/harness/client.ts'
import { acceptedJob, jobEnd } from '../../../../../test/harness/job-end.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import { startScriptedApi } from '../../../../../test/harness/scripted-api.ts'
import { answerWith, smallPicture } from '../../../../../test/harness/scripted-model.ts'
import { ModelError, modelErrorKinds } from '../../models/index.ts'
import { DrawingTimeoutError, UnusablePictureError } from '../drawing/index.ts'
import { claimJob } from './claim-store.ts'
import { describeFailure } from './failure.ts'
import { failJob } from './job-lease-store.ts'

const api = keepForSuite(await startScriptedApi({ GENERATION_ATTEMPTS: '1', DAILY_FAILURE_LIMIT: '2' }))
const { model } = api

const useless = answerWith('I would rather not draw.')
const refusal = { kind: 'stream' as const, steps: [], finish: 'content_filter' as const }
const broken = { kind: 'error' as const, status: 500 }

const ask = (client: Client, fields: object = {}) =>
  client.post('/svg/generate-svg', { prompt: 'a blue circle, quite round', style: 'flat', ...fields })

/** @returns how the job of a request ended. */
async function draw(client: Client, fields: object = {}): Promise<string> {
  const { job } = await jobEnd(client, acceptedJob(await ask(client, fields)).id)
  return job.status
}

const usedBy = async (userId: string): Promise<number> =>
  (await api.database.pool.query('select useless_today as used from users where id = $1', [userId])).rows[0]
    .used

it('a user with as many useless answers today as the plan allows is refused until midnight UTC, with a code', async () => {
  const { client, id } = await api.signUp()
  // The model is asked once to repair an answer without a picture; it is not asked after a refusal.
  model.respondWith(useless, useless, refusal)
  expect(await draw(client)).toBe('FAILED')
  expect(await draw(client)).toBe('FAILED')
  const calls = model.requests.length
  const refused = await ask(client)
  expect(refused.status).toBe(429)
  expect(refused.body).toMatchObject({ code: 'too_many_failures', limit: 2, used: 2 })
  const seconds = Number(refused.headers.get('retry-after'))
  const day = 24 * 60 * 60
  expect(Math.abs(seconds - (day - ((Date.now() / 1000) % day)))).toBeLessThan(60)
  expect(model.requests.length).toBe(calls)
  expect((await client.get('/auth/current-user')).body).toMatchObject({ credits: 10 })
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
  // Other users are served, and so is the same user tomorrow.
  expect(await draw((await api.signUp()).client)).toBe('SUCCEEDED')
  await api.database.pool.query('update users set useless_on = useless_on - 1 where id = $1', [id])
  expect(await draw(client)).toBe('SUCCEEDED')
})

it('vendor faults, models without a price, and successes do not count', async () => {
  const { client, id } = await api.signUp()
  model.respondWith(broken, answerWith(smallPicture))
  expect(await draw(client)).toBe('FAILED')
  expect(await draw(client)).toBe('SUCCEEDED')
  expect(await draw(client, { model: 'composer' })).toBe('SUCCEEDED')
  expect(await usedBy(id)).toBe(0)
})

it('failures that are written at the same moment are all counted, with their refunds', async () => {
  const { client, id } = await api.signUp()
  const { db } = api.resources.database
  await api.database.pool.query(`insert into queue_pause (reason) values ('a test draws by hand')`)
  const jobs = await Promise.all(Array.from({ length: 8 }, () => ask(client)))
  await api.database.pool.query('delete from queue_pause')
  const leases: { jobId: string; leaseToken: string }[] = []
  for (const { body } of jobs) {
    const leaseToken = crypto.randomUUID()
    const claimed = await claimJob(db, (body as { job: { id: string } }).job.id, leaseToken, 60_000)
    if (claimed) leases.push({ jobId: claimed.id, leaseToken })
  }
  const usage = { inputTokens: 9, outputTokens: 9, costMicroUsd: null, estimated: false }
  await Promise.all(
    leases.map((lease) =>
      failJob(db, {
        ...lease,
        refundId: crypto.randomUUID(),
        noticeId: uuidv7(),
        code: 'REFUSED',
        message: 'It was refused.',
        isUseless: true,
        usage,
      }),
    ),
  )
  expect(leases.length).toBeGreaterThan(0)
  expect(await usedBy(id)).toBe(leases.length)
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
})

it('refusals, empty answers, endless answers and answers without a picture are useless; failures that may be the vendor’s fault are not', () => {
  const kinds = modelErrorKinds.filter((kind) => describeFailure(new ModelError(kind)).isUseless)
  expect(kinds).toEqual(['refused', 'context_length', 'empty'])
  expect(describeFailure(new UnusablePictureError('no_svg', 'no picture')).isUseless).toBe(true)
  expect(describeFailure(new DrawingTimeoutError(false)).isUseless).toBe(true)
  expect(describeFailure(new DrawingTimeoutError(true)).isUseless).toBeUndefined()
  expect(describeFailure(new Error('a fault of ours')).isUseless).toBeUndefined()
})
