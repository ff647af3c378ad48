import { expect, it } from 'vitest'
import { signUpAdministrator } from '../../../../../test/harness/administrator.ts'
import { type Client, errorCodeOf } from '../../../../../test/harness/client.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import { startScriptedApi } from '../../../../../test/harness/scripted-api.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'

const reason = 'draws nothing but circles'
const picture = { prompt: 'a blue circle, quite round', style: 'flat' }

type Model = {
  id: string
  available: boolean
  default: boolean
  disabledAt?: string | null
  reason?: string | null
}
const findModel = async (client: Client, path: string, id: string) =>
  ((await client.get(path)).body as { models: Model[] }).models.find((model) => model.id === id)

const modelId = 'scripted'

/** An API with the composer and a vendor's model, which is the default. */
async function start(worker: boolean) {
  const api = keep(await startScriptedApi({}, { worker }))
  const { client: admin } = await signUpAdministrator(api)
  const { client } = await api.signUp()
  expect(await findModel(client, '/svg/models', modelId)).toMatchObject({ available: true, default: true })
  return { api, admin, client }
}

it('a disabled model is not available on any instance, and the next one serves requests for it', async () => {
  const { api, admin, client } = await start(false)
  const off = await admin.post(`/admin/models/${modelId}/disable`, { reason })
  expect(off.body).toMatchObject({
    model: { id: modelId, available: false, default: false, disabledAt: expect.stringMatching(/Z$/), reason },
  })
  await waitFor(
    'everybody to know',
    async () => !(await findModel(client, '/svg/models', modelId))?.available,
    5_000,
  )
  expect(await findModel(client, '/svg/models', 'composer')).toMatchObject({ available: true, default: true })
  for (const asked of [{ model: modelId }, {}]) {
    const answer = await client.post('/svg/generate-svg', { ...picture, ...asked })
    expect([answer.status, (answer.body as { job: { model: string } }).job.model]).toEqual([202, 'composer'])
  }
  await admin.post(`/admin/models/${modelId}/enable`, { reason: 'mended' })
  await waitFor(
    'everybody to know',
    async () => (await findModel(client, '/svg/models', modelId))?.default,
    5_000,
  )
  expect(await findModel(admin, '/admin/models', modelId)).toMatchObject({ disabledAt: null, reason: null })
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
})

it('a job that waits for a disabled model ends with a refund, and the vendor is not called', async () => {
  const { api, admin, client } = await start(true)
  await admin.post('/admin/queue/pause', { reason })
  const { job } = (await client.post('/svg/generate-svg', picture)).body as {
    job: { id: string; model: string }
  }
  expect(job.model).toBe(modelId)
  // The worker reads it from the row, whatever the API has cached.
  await admin.post(`/admin/models/${modelId}/disable`, { reason })
  await waitFor(
    'everybody to know',
    async () => !(await findModel(client, '/svg/models', modelId))?.available,
    5_000,
  )
  await admin.post('/admin/queue/resume', { reason })
  const ended = await waitFor('the job to end', async () => {
    const { body } = await client.get(`/svg/generation-jobs/${job.id}`)
    const read = body as { job: { status: string; errorCode: string | null }; credits: number }
    return read.job.status === 'FAILED' && read
  })
  expect(ended).toMatchObject({ job: { errorCode: 'OPENAI_MODEL_NOT_FOUND' }, credits: 10 })
  expect(api.model.requests).toHaveLength(0)
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
})

it('the last model cannot be disabled, nor an unknown one', async () => {
  const { admin } = await start(false)
  expect(errorCodeOf(await admin.post('/admin/models/abacus/disable', { reason }))).toBe('model_not_found')
  expect(errorCodeOf(await admin.post('/admin/models/gpt-4o/enable', { reason }))).toBe('model_not_found')
  const both = await Promise.all(
    [modelId, 'composer'].map((id) => admin.post(`/admin/models/${id}/disable`, { reason })),
  )
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
})
