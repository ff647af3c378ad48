import { uuidv7 } from 'uuidv7'
import { beforeEach, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import type { Client } from '../../../../../test/harness/client.ts'
import { formBody, sceneImage, transparentImage } from '../../../../../test/harness/image-forms.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import { keepImage, purgeImages } from '../jobs/index.ts'

let client: Client

const api = keepForSuite(await startTestApi({ GENERATION_BACKOFF_MS: '1' }, { worker: true }))
beforeEach(async () => {
  client = (await api.signUp()).client
})

type Job = {
  id: string
  status: string
  model: string
  prompt: string
  style: string
  errorCode: string | null
  errorMessage: string | null
  generationId: string | null
  options?: object
  generation: { svg: string } | null
}
type Traced = { job: Job; credits: number; error?: string; code?: string; duplicate?: boolean }

async function trace(fields: Record<string, string | Blob>, headers: Record<string, string> = {}) {
  const form = await formBody(fields)
  const answer = await client.send('POST', '/svg/trace', {
    rawBody: form.rawBody,
    headers: { prefer: 'wait=60', ...form.headers, ...headers },
  })
  return { status: answer.status, body: answer.body as Traced }
}

const fileOf = (bytes: Uint8Array) => new Blob([new Uint8Array(bytes)], { type: 'image/png' })
const scene = async (type: 'png' | 'jpg' | 'webp' = 'png') => fileOf(await sceneImage(type))
const balance = async () => ((await client.get('/auth/current-user')).body as { credits: number }).credits
const colorsOf = (svg = '') =>
  [...new Set([...svg.matchAll(/fill="([^"]+)"/g)].map(([, color]) => color))].sort()
const countImages = async () =>
  (await api.resources.database.db.$client.query('select count(*)::int as count from traced_images')).rows[0]
    ?.count

it.each(['png', 'jpg', 'webp'] as const)('a %s image becomes a picture, for one credit', async (type) => {
  const before = await balance()
  const { status, body } = await trace({
    image: await scene(type),
    title: 'A ball and a box',
    style: 'filled',
  })
  expect(status).toBe(200)
  const { job } = body
  expect(job).toMatchObject({
    status: 'SUCCEEDED',
    model: 'vectorizer',
    prompt: 'A ball and a box',
    style: 'filled',
    options: { trace: { detail: 'medium' } },
  })
  expect(JSON.stringify(job)).not.toContain('imageId')
  expect(job.generation?.svg).toMatch(/^<svg [^>]*width="48" height="32"/)
  expect(job.generation?.svg).toContain('<title>A ball and a box</title>')
  expect(await balance()).toBe(before - 1)
  expect((await client.get(`/svg/${job.generationId}/file.svg`)).status).toBe(200)
  const versions = await client.get(`/svg/${job.generationId}/versions`)
  expect(versions.body).toMatchObject({ versions: [{ id: job.generationId, parentId: null }] })
  expect(await findLedgerViolations(api.resources.database.db.$client)).toEqual([])
})

it('has the requested colours', async () => {
  const few = await trace({ image: await scene('jpg'), detail: 'high', colors: '2' })
  expect(colorsOf(few.body.job.generation?.svg)).toHaveLength(2)
  const palette = await trace({ image: await scene('jpg'), palette: 'black, #f00, white' })
  expect(colorsOf(palette.body.job.generation?.svg)).toEqual(['#000', '#fff', 'red'])
  expect(palette.body.job.options).toEqual({
    trace: { detail: 'medium' },
    palette: ['#000000', '#ff0000', '#ffffff'],
  })
})

it('is done once for an idempotency key, and another image with that key is refused', async () => {
  const key = { 'idempotency-key': crypto.randomUUID() }
  const first = await trace({ image: await scene() }, key)
  const again = await trace({ image: await scene() }, key)
  expect(again.body).toMatchObject({ duplicate: true, job: { id: first.body.job.id } })
  expect((await trace({ image: await scene('jpg') }, key)).status).toBe(409)
  expect(await findLedgerViolations(api.resources.database.db.$client)).toEqual([])
})

it('keeps no image of a request that creates no job', async () => {
  const key = { 'idempotency-key': crypto.randomUUID() }
  await trace({ image: await scene() }, key)
  const images = await countImages()
  expect((await trace({ image: await scene() }, key)).body.duplicate).toBe(true)
  expect((await trace({ image: await scene('jpg') }, key)).status).toBe(409)
  expect(await countImages()).toBe(images)
})

it('keeps a few images of a user, and those that jobs will trace', async () => {
  const { db } = api.resources.database
  const { id: userId } = (await client.get('/auth/current-user')).body as { id: string }
  const ids = Array.from({ length: 14 }, () => uuidv7())
  for (const id of ids) await keepImage(db, id, userId, Buffer.from('image'))
  const { rows } = await db.$client.query<{ id: string }>(
    'select id from traced_images where user_id = $1 order by id',
    [userId],
  )
  expect(rows.map(({ id }) => id)).toEqual(ids.slice(-10))
})

it('an image with damaged data fails the job, and the credit is returned', async () => {
  const before = await balance()
  const bytes = await sceneImage('png')
  // Header and size stay as they are, the compressed data do not.
  const damaged = fileOf(Uint8Array.from(bytes, (byte, at) => (at < 64 ? byte : byte ^ 0x55)))
  const { status, body } = await trace({ image: damaged })
  expect(status).toBe(200)
  expect(body.job).toMatchObject({ status: 'FAILED', errorCode: 'VALIDATION_ERROR', generation: null })
  expect(body.job.errorMessage).toMatch(/could not be traced.*credit has been returned/)
  expect(await balance()).toBe(before)
  expect(await findLedgerViolations(api.resources.database.db.$client)).toEqual([])
})

it('an image without anything to see fails the job with these words, and the credit is returned', async () => {
  const before = await balance()
  const { body } = await trace({ image: fileOf(await transparentImage()) })
  expect(body.job).toMatchObject({ status: 'FAILED', errorCode: 'VALIDATION_ERROR', generation: null })
  expect(body.job.errorMessage).toMatch(/nothing to trace.*transparent.*credit has been returned/)
  expect(await balance()).toBe(before)
})

it.each<[string, () => Promise<Record<string, string | Blob>>, RegExp]>([
  ['no image', async () => ({ title: 'nothing' }), /Image is required/],
  ['a text as image', async () => ({ image: 'a picture of a cat' }), /Image is required/],
  [
    'another format',
    async () => ({ image: fileOf(Buffer.from('GIF89a\x01\x00\x01\x00')) }),
    /PNG, JPEG or WebP/,
  ],
  ['an unknown detail', async () => ({ image: await scene(), detail: 'all' }), /Detail must be/],
  ['one colour', async () => ({ image: await scene(), colors: '1' }), /Colors must be/],
  ['half a colour', async () => ({ image: await scene(), colors: '2.5' }), /Colors must be/],
  ['no colours of CSS', async () => ({ image: await scene(), palette: 'red,reddish' }), /palette/i],
  ['an unknown style', async () => ({ image: await scene(), style: 'baroque' }), /style/i],
])('a request with %s is refused, and nothing is charged or kept', async (_what, fields, text) => {
  const [before, images] = [await balance(), await countImages()]
  const { status, body } = await trace(await fields())
  expect(status).toBe(400)
  expect(body.error).toMatch(text)
  expect(await balance()).toBe(before)
  expect(await countImages()).toBe(images)
})

it('a file above the limit is refused while it is received', async () => {
  const { status, body } = await trace({ image: fileOf(Buffer.alloc(9 * 1024 * 1024)) })
  expect(status, JSON.stringify(body)).toBe(413)
})

it('an image in JSON is refused', async () => {
  const { status, text } = await client.post('/svg/trace', { image: 'AAAA' })
  expect(status, text).toBe(400)
})

it('needs a signed-in user', async () => {
  const { rawBody, headers } = await formBody({ image: await scene() })
  expect((await api.client().send('POST', '/svg/trace', { rawBody, headers })).status).toBe(401)
})

it('images are kept for a day, and are deleted with their user', async () => {
  await trace({ image: await scene() })
  const { db } = api.resources.database
  await purgeImages(db, 100)
  expect(await countImages()).toBeGreaterThan(0)
  await db.$client.query(`update traced_images set created_at = now() - interval '25 hours'`)
  expect(await purgeImages(db, 100)).toBeGreaterThan(0)
  expect(await countImages()).toBe(0)
})
