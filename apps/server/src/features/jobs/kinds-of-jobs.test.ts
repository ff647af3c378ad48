import { expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { openTestDrawing } from '../../../../../test/harness/drawing.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { startWorker } from '../../platform/queue/index.ts'
import { generateSvgJob } from './jobs.ts'
import { jobKinds } from './tables.ts'

const house =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><path id="roof" d="M10 50 50 10 90 50Z" fill="#c1272d"/></svg>'
const instruction = 'make the red part blue'

/** An API without a worker, a user, and workers of this version and of one that knows only new pictures. */
async function begin() {
  const api = keep(await startTestApi())
  const client = api.client()
  await client.register()
  const uploaded = await client.post('/svg', { svg: house, title: 'a house' })
  const { id: pictureId } = (uploaded.body as { svgGeneration: { id: string } }).svgGeneration
  const { config, jobs, queueConnection, log } = api.resources
  const drawing = openTestDrawing(api.resources)
  return {
    api,
    client,
    pictureId,
    async startWorker(kinds: readonly (typeof jobKinds)[number][]) {
      const pictures = jobs.openWorker({
        ...api.resources,
        drawing,
        limits: config.generation,
        slots: 1,
        kinds,
      })
      const handlers = [pictures.handler]
      const options = { definitions: [generateSvgJob], handlers, concurrency: 1, graceMs: 1_000 }
      const worker = keep(await startWorker(queueConnection, { ...options, log }))
      keep(pictures.startSweeper())
      return worker
    },
    async read(id: string) {
      const { rows } = await api.database.pool.query(
        'select status, kind, attempts, generation_id as "generationId" from generation_jobs where id = $1',
        [id],
      )
      return rows[0]
    },
  }
}

type Accepted = { job: { id: string } }

it('a worker leaves jobs of a kind that it does not know to one that does, and takes others before them', async () => {
  const { api, client, pictureId, startWorker: start, read } = await begin()
  const change = await client.post(`/svg/${pictureId}/edits`, { instruction })
  const set = await client.post('/svg/sets', { prompts: ['a key'], style: 'outline' })
  const drawn = await client.post('/svg/generate-svg', { prompt: 'a red fox', style: 'flat' })
  const [changeId, drawnId] = [change, drawn].map(({ body }) => (body as Accepted).job.id)
  const [setJob] = (set.body as { jobs: { id: string }[] }).jobs
  const first = await start(['draw'])
  await waitFor('the new picture', async () => (await read(drawnId ?? '')).status === 'SUCCEEDED')
  // It has had every entry of the queue by now.
  await waitFor('the queue to be empty', async () => {
    const { waiting } = await api.resources.queue.counts(generateSvgJob)
    return waiting === 0
  })
  const left = { status: 'QUEUED', attempts: 0, generationId: null }
  expect(await read(changeId ?? '')).toEqual({ ...left, kind: 'change' })
  expect(await read(setJob?.id ?? '')).toEqual({ ...left, kind: 'set' })
  // It would take entries of jobs that it leaves, by chance for a minute.
  await first[Symbol.asyncDispose]()
  await start(jobKinds)
  for (const id of [changeId, setJob?.id])
    await waitFor('the rest', async () => (await read(id ?? '')).status === 'SUCCEEDED')
  const { rows } = await api.database.pool.query(
    'select instruction from generations where job_id = $1 and parent_id = $2',
    [changeId, pictureId],
  )
  expect(rows).toEqual([{ instruction }])
  expect((await client.get('/user/profile')).body).toMatchObject({ user: { credits: 7 } })
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
})

it('a job whose worker died is left to one that knows its kind', async () => {
  const { api, client, pictureId, startWorker: start, read } = await begin()
  const change = await client.post(`/svg/${pictureId}/edits`, { instruction })
  const { id } = (change.body as Accepted).job
  await api.database.pool.query(
    `update generation_jobs set status = 'RUNNING', attempts = 1, started_at = now(), last_started_at = now(), lease_token = gen_random_uuid(),
       lease_expires_at = now() - interval '1 second' where id = $1`,
    [id],
  )
  const first = await start(['draw', 'set', 'trace'])
  const drawn = await client.post('/svg/generate-svg', { prompt: 'a red fox', style: 'flat' })
  const drawnId = (drawn.body as Accepted).job.id
  await waitFor('the new picture', async () => (await read(drawnId)).status === 'SUCCEEDED')
  expect(await read(id)).toMatchObject({ status: 'RUNNING', attempts: 1 })
  await first[Symbol.asyncDispose]()
  await start(['change'])
  await waitFor('the change', async () => (await read(id)).status === 'SUCCEEDED')
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
})
