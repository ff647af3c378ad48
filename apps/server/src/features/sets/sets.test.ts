import { unzipSync } from 'fflate'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Client } from '../../../../../test/harness/client.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import { startScriptedApi } from '../../../../../test/harness/scripted-api.ts'
import { answerWith } from '../../../../../test/harness/scripted-model.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'

let client: Client

const api = keepForSuite(await startScriptedApi({ DEFAULT_MODEL: 'composer' }))
const { model } = api
beforeEach(async () => {
  client = (await api.signUp()).client
})

type Job = { id: string; prompt: string; status: string; generation: { svg: string } | null }
type SetAnswer = { set: { id: string; progress: number }; jobs: Job[]; credits: number }

const prompts = ['a house', 'a key', 'a very long train', 'a cup of tea']

const ask = (body: object, headers = {}) =>
  client.post('/svg/sets', { prompts, style: 'outline', ...body }, headers)

async function draw(body: object): Promise<SetAnswer> {
  const answer = await ask(body)
  expect(answer.status).toBe(202)
  const { set } = answer.body as SetAnswer
  expect(answer.headers.get('location')).toBe(`/api/svg/sets/${set.id}`)
  const read = async () => (await client.get(`/svg/sets/${set.id}`)).body as SetAnswer
  await waitFor('the set to be drawn', async () => (await read()).set.progress === 100)
  return read()
}

/** What the pictures draw, strokes included, in 256ths of their canvas. */
async function measure({ jobs }: SetAnswer) {
  const pictures = jobs.flatMap(({ generation }) => generation?.svg ?? [])
  return Promise.all(
    pictures.map(async (svg) => {
      const { bounds } = await api.resources.renderer.renderPixels(svg, { size: 64 })
      if (!bounds) throw new Error('nothing is drawn')
      const { x, y, width, height } = bounds
      return { side: Math.max(width, height), x: x + width / 2, y: y + height / 2 }
    }),
  )
}

/** Of the first chunk of a PNG. */
function readPngSize(png: Uint8Array | undefined) {
  const bytes = Buffer.from(png ?? [])
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

/** The stroke widths of a picture, as they are written. */
const strokesOf = (svg: string) =>
  [...svg.matchAll(/ stroke-width="([^"]+)"/g)].map(([, width]) => Number(width))

describe('a set', () => {
  it('has matching pictures: no background, subjects of one size in the middle, one credit each', async () => {
    const drawn = await draw({ style: 'flat', palette: ['#264653', '#e9c46a'] })
    expect(drawn).toMatchObject({
      set: { total: 4, succeeded: 4, failed: 0 },
      jobs: prompts.map((prompt) => ({ prompt, status: 'SUCCEEDED' })),
    })
    for (const { side, x, y } of await measure(drawn)) {
      expect(Math.abs(side - 216)).toBeLessThan(1)
      expect(Math.abs(x - 128)).toBeLessThan(1)
      expect(Math.abs(y - 128)).toBeLessThan(1)
    }
    expect((await client.get('/user/profile')).body).toMatchObject({ user: { credits: 6 } })
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it('has strokes of the requested width, and subjects of one size', async () => {
    const drawn = await draw({ strokeWidth: 9 })
    for (const { side } of await measure(drawn)) expect(Math.abs(side - 216)).toBeLessThan(1)
    for (const { generation } of drawn.jobs)
      expect(strokesOf(generation?.svg ?? '').length).toBeGreaterThan(0)
  })

  it('of a language model has the requirements of the set in its prompts, and is fitted as well', async () => {
    const shape = (size: number) =>
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256"><g fill="none" stroke="#111"><rect x="9" y="9" width="${size}" height="${size / 2}" stroke-width="3"/><circle cx="20" cy="20" r="${size / 8}" stroke-width="7"/></g></svg>`
    model.respondWith(answerWith(shape(40)), answerWith(shape(200)))
    const drawn = await draw({ prompts: ['a small box', 'a large box'], model: 'scripted', strokeWidth: 8 })
    expect(String(model.requests.at(-1)?.body.messages[1]?.content)).toContain('one icon of a set')
    expect(String(model.requests.at(-1)?.body.messages[1]?.content)).toContain('Every stroke is 8 wide')
    for (const { side } of await measure(drawn)) expect(Math.abs(side - 216)).toBeLessThan(1)
    for (const { generation } of drawn.jobs) {
      const svg = generation?.svg ?? ''
      const scale = Number(/scale\(([\d.]+)/.exec(svg)?.[1] ?? /matrix\(([\d.]+)/.exec(svg)?.[1])
      for (const width of strokesOf(svg)) expect(width * scale).toBeCloseTo(8, 1)
    }
  })

  it('can be downloaded as one archive, only by its owner', async () => {
    const { set, jobs } = await draw({ prompts: ['a house', 'A house!', '1 key', '一座房子'] })
    const path = `${api.url}/api/svg/sets/${set.id}/files.zip`
    const answer = await fetch(path, { headers: client.cookieHeader() })
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="chatsvg-[0-9a-f]{8}\.zip"$/,
    )
    const files = unzipSync(new Uint8Array(await answer.arrayBuffer()))
    const names = ['a-house', 'a-house-2', 'picture-1-key', 'picture']
    const components = ['AHouse', 'AHouse2', 'Picture1Key', 'Picture']
    expect(Object.keys(files).sort()).toEqual(
      [
        ...names.flatMap((name) => [`svg/${name}.svg`, `png/${name}.png`]),
        ...components.map((name) => `react/${name}.tsx`),
        'sprite.svg',
        'react/index.ts',
      ].sort(),
    )
    const text = (name: string) => Buffer.from(files[name] ?? []).toString()
    expect(text('svg/a-house.svg')).toBe(jobs[0]?.generation?.svg)
    expect(text('sprite.svg').match(/<symbol id="[^"]+"/g)).toEqual(
      names.map((name) => `<symbol id="${name}"`),
    )
    expect(text('react/index.ts')).toContain("export { AHouse2 } from './AHouse2'")
    const size = { width: 512, height: 512 }
    expect(readPngSize(files['png/picture.png'])).toEqual(size)
    expect((await fetch(path)).status).toBe(401)
  })

  it('is accepted as a whole or not at all', async () => {
    const many = Array.from({ length: 11 }, (_, at) => `house number ${at}`)
    const answer = await ask({ prompts: many })
    expect(answer).toMatchObject({ status: 402, body: { code: 'insufficient_credits' } })
    expect((await client.get('/svg/generation-jobs')).body).toMatchObject({ jobs: [] })
  })

  it('is charged for every picture or not at all, also in parallel to other requests', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask({})))
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 202, 402, 402, 402, 402])
    const { jobs } = (await client.get('/svg/generation-jobs?limit=100')).body as { jobs: Job[] }
    expect(jobs).toHaveLength(2 * prompts.length)
    expect((await client.get('/user/profile')).body).toMatchObject({ user: { credits: 2 } })
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it('with one key is accepted once, also with parallel requests', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask({}, { 'idempotency-key': 'one' })))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
    expect(new Set(answers.map(({ body }) => (body as SetAnswer).set.id)).size).toBe(1)
    expect((await client.get('/user/profile')).body).toMatchObject({ user: { credits: 6 } })
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it('that is requested again with its key is the same, and costs nothing', async () => {
    const key = { 'idempotency-key': 'once' }
    const first = (await ask({}, key)).body as SetAnswer
    const second = await ask({}, key)
    expect(second.headers.get('idempotency-replayed')).toBe('true')
    expect(second.body).toMatchObject({ set: first.set, duplicate: true })
    expect((second.body as SetAnswer).jobs.map(({ id }) => id)).toEqual(first.jobs.map(({ id }) => id))
    expect((await ask({ strokeWidth: 3 }, key)).status).toBe(409)
    expect((await client.get('/user/profile')).body).toMatchObject({ user: { credits: 6 } })
  })

  it('refunds the prompts that were not understood', async () => {
    const drawn = await draw({ prompts: ['a house', 'glorfindel'] })
    expect(drawn).toMatchObject({
      set: { succeeded: 1, failed: 1 },
      jobs: [{ status: 'SUCCEEDED' }, { status: 'FAILED', errorCode: 'NOT_UNDERSTOOD' }],
    })
    expect((await client.get('/user/profile')).body).toMatchObject({ user: { credits: 9 } })
  })

  it.each([
    [{ prompts: [] }, 'invalid_prompts', '/prompts'],
    [{ prompts: 'a house' }, 'invalid_prompts', '/prompts'],
    [{ prompts: Array.from({ length: 51 }, () => 'a house') }, 'invalid_prompts', '/prompts'],
    [{ prompts: ['a house', 7] }, 'invalid_prompts', '/prompts/1'],
    [{ prompts: ['a house', 'x'] }, 'invalid_prompt', '/prompts/1'],
    [{ prompts: ['a house', 'x'.repeat(501)] }, 'invalid_prompt', '/prompts/1'],
    [{ prompts: ['a house', '<script>'] }, 'forbidden_prompt', '/prompts'],
    [{ strokeWidth: 0 }, 'invalid_stroke_width', '/strokeWidth'],
    [{ strokeWidth: '3' }, 'invalid_stroke_width', '/strokeWidth'],
    [{ palette: ['nothing'] }, 'invalid_palette', '/palette/0'],
    [{ style: 'oil' }, 'invalid_style', '/style'],
  ])('%j is refused', async (body, code, path) => {
    expect(await ask(body)).toMatchObject({ status: 400, body: { code, details: [{ path }] } })
  })

  it('of another user, and an invalid id, are not found', async () => {
    const { set } = (await ask({ prompts: ['a house'] })).body as SetAnswer
    const { client: other } = await api.signUp()
    const variations = (
      await client.post('/svg/generate-svg', { prompt: 'a house', style: 'flat', count: 2 })
    ).body as { job: Job }
    for (const [who, id] of [
      [other, set.id],
      [client, variations.job.id],
      [client, 'none'],
    ] as const) {
      expect((await who.get(`/svg/sets/${id}`)).status).toBe(404)
      expect((await who.get(`/svg/sets/${id}/files.zip`)).status).toBe(404)
    }
  })
})
