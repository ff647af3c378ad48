import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { startTestApi, type TestApi } from '../../../../../test/harness/api.ts'
import { type Answer, type Client, testPassword } from '../../../../../test/harness/client.ts'
import { jobEnd } from '../../../../../test/harness/job-end.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import { startS3Server } from '../../../../../test/harness/s3-server.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { createDb } from '../../platform/db/index.ts'
import { createLog } from '../../platform/log/index.ts'
import { nameObject } from '../../platform/object-storage/index.ts'
import { adoptObjects, keepText, readText, sweepObjects, textMissed } from './index.ts'

const s3 = keepForSuite(await startS3Server())
const api = keepForSuite(await startTestApi(s3.environment, { worker: true }))
const { db } = api.resources.database
const log = createLog({ level: 'silent', format: 'json' })

type Picture = { id: string; svg: string; privacy: boolean }
type Place = { svg: string | null; svg_object: string | null; bytes: number }

let drawn = 0
/** A picture that no other test has. */
const newDrawing = () =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><title>a fox</title><rect id="wall" width="60" height="40" x="20" y="${++drawn / 10}" fill="#ffd983"/></svg>`

const pictureOf = ({ body }: Answer) => (body as { svgGeneration: Picture }).svgGeneration
const keyOf = (svg: string) => `svg/${nameObject(svg)}.svg`
const sweep = (from = api) => sweepObjects(from.resources.database.db, new AbortController().signal, log)
/** As if the time had passed after which objects are looked at. */
const makeDue = ({ database }: TestApi = api) =>
  database.pool.query(
    `update svg_objects set check_at = now() - interval '1 second' where check_at is not null`,
  )

async function upload(client: Client, svg = newDrawing(), more: object = {}): Promise<Picture> {
  const answer = await client.post('/svg', { svg, title: 'a fox', ...more })
  expect(answer.status, answer.text).toBe(201)
  return pictureOf(answer)
}

/** As an upload does, without reading the picture afterwards. */
async function insert(id: string, userId: string, svg: string): Promise<void> {
  const { svgObject, bytes } = await keepText(db, svg)
  await api.database.pool.query(
    `insert into generations (id, user_id, prompt, style, model, svg_object, bytes, privacy, credits_used)
     values ($1, $2, 'a fox', 'flat', 'upload', $3, $4, false, 0)`,
    [id, userId, svgObject, bytes],
  )
}

async function readPlace(id: string, from = api): Promise<Place | undefined> {
  const { rows } = await from.database.pool.query<Place>(
    'select svg, svg_object, bytes from generations where id = $1',
    [id],
  )
  return rows[0]
}

describe('with an object storage', () => {
  it('every new picture is an object: drawn by a job, uploaded, edited, changed by a sentence, restored', async () => {
    const { client } = await api.signUp()
    const accepted = await client.post('/svg/generate-svg', {
      prompt: 'a red fox',
      style: 'flat',
      model: 'composer',
    })
    const { job } = await jobEnd(client, (accepted.body as { job: { id: string } }).job.id)
    const first = { id: job.generation?.id ?? '', svg: job.generation?.svg ?? '' }
    const uploaded = await upload(client)
    const edits = [{ op: 'paint', target: { id: 'wall' }, fill: '#1d4ed8' }]
    const edited = pictureOf(await client.post(`/svg/${uploaded.id}/edits`, { edits }))
    const change = await client.post(`/svg/${first.id}/edits`, { instruction: 'make the fox blue' })
    const changed = (await jobEnd(client, (change.body as { job: { id: string } }).job.id)).job.generation
    const restored = pictureOf(await client.post(`/svg/${uploaded.id}/restore`))
    expect(restored.svg).toBe(uploaded.svg)
    for (const { id, svg } of [
      first,
      uploaded,
      edited,
      { id: changed?.id ?? '', svg: changed?.svg ?? '' },
      restored,
    ]) {
      expect(await readPlace(id)).toEqual({
        svg: null,
        svg_object: nameObject(svg),
        bytes: Buffer.byteLength(svg),
      })
      expect(s3.objects.get(keyOf(svg))?.body.toString()).toBe(svg)
    }
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it('every answer with a picture has its bytes', async () => {
    const { client } = await api.signUp()
    const { id, svg } = await upload(client)
    const texts = await Promise.all(
      [`/svg/${id}/file.svg`, `/svg/${id}/source`, `/svg/${id}`, '/user/export'].map(
        async (path) => (await client.get(path)).text,
      ),
    )
    expect(texts[0]).toBe(svg)
    for (const text of texts.slice(1)) expect(text).toContain(JSON.stringify(svg).slice(1, -1))
    expect((await client.get(`/svg/${id}/file.png?size=64`)).headers.get('content-type')).toBe('image/png')
    expect((await client.get(`/svg/${id}/component.tsx`)).text).toContain('<rect')
    expect((await client.get(`/svg/${id}/file.pdf`)).status).toBe(200)
    expect((await client.post('/svg/files.zip', { ids: [id] })).status).toBe(200)
  })

  it('a file that the browser has is not read from the storage', async () => {
    const { client } = await api.signUp()
    const { id } = await upload(client)
    s3.objects.clear()
    const answer = await client.get(`/svg/${id}/file.svg`, { 'if-none-match': `"${id}"` })
    expect(answer.status).toBe(304)
  })
})

describe('a missing object', () => {
  it('is said in the answers that have this picture alone, and is no other picture', async () => {
    const { client, id: userId } = await api.signUp()
    const { svg: other } = await upload(client)
    const [id, svg] = [crypto.randomUUID(), newDrawing()]
    // Without an answer that has read it: what a process has read it keeps for a while.
    await insert(id, userId, svg)
    for (const body of [undefined, Buffer.from(other), Buffer.from(svg.replace('#ffd983', '#ffd984'))]) {
      if (body) s3.objects.set(keyOf(svg), { body, writtenAt: new Date() })
      else s3.objects.delete(keyOf(svg))
      for (const path of [
        `/svg/${id}/file.svg`,
        `/svg/${id}`,
        `/svg/${id}/file.png`,
        `/svg/${id}/component.tsx`,
      ]) {
        const answer = await client.get(path)
        expect(answer, path).toMatchObject({ status: 404, body: { code: 'svg_unavailable' } })
        expect(answer.headers.get('cache-control') ?? '').not.toMatch(/immutable|max-age=[1-9]/)
      }
    }
    s3.objects.set(keyOf(svg), { body: Buffer.from(svg), writtenAt: new Date() })
    expect((await client.get(`/svg/${id}/file.svg`)).text).toBe(svg)
  })
})

describe('answers with several pictures, of which one is missing', () => {
  type Drawn = { jobId: string; id: string; key: string }

  /** Two drawn pictures, of which no process has read the SVG, newest first. */
  async function drawTwo(): Promise<{ client: Client; pictures: Drawn[] }> {
    const { client, id: userId } = await api.signUp()
    for (const prompt of ['a red fox', 'a blue whale'])
      await client.post('/svg/generate-svg', { prompt, style: 'flat', model: 'composer', seed: ++drawn })
    const pictures = await waitFor('two pictures', async () => {
      const { rows } = await api.database.pool.query<Drawn>(
        `select job_id as "jobId", id, svg_object as key from generations where user_id = $1 order by job_id desc`,
        [userId],
      )
      return rows.length === 2 && rows
    })
    return { client, pictures }
  }

  it('have the others, and say which is missing; an unreachable storage is 503', async () => {
    const { client, pictures } = await drawTwo()
    const [left, lost] = pictures as [Drawn, Drawn]
    s3.onRequest = () => 403
    expect((await client.get('/svg/generation-jobs')).status).toBe(503)
    s3.onRequest = () => 'as usual'
    s3.objects.delete(`svg/${lost.key}.svg`)
    let missed = 0
    using _counted = textMissed.subscribe(() => {
      missed += 1
    })
    const { jobs } = (await client.get('/svg/generation-jobs')).body as { jobs: object[] }
    expect(jobs).toMatchObject([
      { id: left.jobId, status: 'SUCCEEDED', generation: { id: left.id } },
      { id: lost.jobId, status: 'SUCCEEDED', generationId: lost.id, generation: null },
    ])
    expect(missed).toBe(1)
    const one = (await client.get(`/svg/generation-jobs/${lost.jobId}`)).body
    expect(one).toMatchObject({ job: { generationId: lost.id, generation: null } })
    const data = (await client.get('/user/export')).body as { generations: object[] }
    expect(data.generations).toHaveLength(2)
    expect(data.generations).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: left.id, svg: expect.stringContaining('<svg') }),
        expect.objectContaining({ id: lost.id, svg: null }),
      ]),
    )
    const archive = await fetch(`${api.url}/api/svg/files.zip`, {
      method: 'POST',
      headers: {
        ...client.cookieHeader(),
        'content-type': 'application/json',
        'x-csrf-token': client.cookies.get('csrf-token') ?? '',
      },
      body: JSON.stringify({ ids: [lost.id, left.id] }),
    })
    const files = unzipSync(new Uint8Array(await archive.arrayBuffer()))
    expect(Object.keys(files)).toEqual(['svg/a-blue-whale.svg', 'png/a-blue-whale.png', 'missing.txt'])
    expect(Buffer.from(files['missing.txt'] ?? []).toString()).toContain('\na-red-fox\n')
  })
})

describe('while the storage does not work', () => {
  it('pictures are stored in their rows, and readable ones are still answered', async () => {
    const server = keep(await startS3Server())
    const own = keep(await startTestApi(server.environment, { worker: true }))
    const { client } = await own.signUp()
    const before = await upload(client)
    await server.stop()
    const accepted = await client.post('/svg/generate-svg', {
      prompt: 'a red fox',
      style: 'flat',
      model: 'composer',
    })
    const { job } = await jobEnd(client, (accepted.body as { job: { id: string } }).job.id)
    const uploaded = await upload(client)
    for (const { id, svg } of [uploaded, { id: job.generation?.id ?? '', svg: job.generation?.svg ?? '' }]) {
      expect(await readPlace(id, own)).toEqual({ svg, svg_object: null, bytes: Buffer.byteLength(svg) })
      expect((await client.get(`/svg/${id}/file.svg`)).text).toBe(svg)
    }
    await server.start()
    expect(await readPlace(before.id, own)).toMatchObject({ svg: null })
    expect(await findLedgerViolations(own.database.pool)).toEqual([])
  })
})

describe('deleted pictures', () => {
  it('take their object with them, unless another picture has the same one', async () => {
    const [one, other] = [(await api.signUp()).client, (await api.signUp()).client]
    const first = await upload(one)
    const edits = [{ op: 'paint', target: { id: 'wall' }, fill: '#1d4ed8' }]
    const edited = pictureOf(await one.post(`/svg/${first.id}/edits`, { edits }))
    const restored = pictureOf(await one.post(`/svg/${first.id}/restore`))
    expect(restored.svg).toBe(first.svg)
    const { svg: ofOther } = await upload(other)
    const areStored = () => [first, edited, { svg: ofOther }].map(({ svg }) => s3.objects.has(keyOf(svg)))
    for (const { id } of [first, edited]) await one.delete(`/user/generations/${id}?scope=version`)
    await makeDue()
    await sweep()
    expect(areStored()).toEqual([true, false, true])
    expect((await one.get(`/svg/${restored.id}/file.svg`)).text).toBe(first.svg)
    expect((await one.delete('/user', { password: testPassword })).status).toBe(200)
    await makeDue()
    await sweep()
    expect(areStored()).toEqual([false, false, true])
  })

  it('are not looked for at once: whoever has just read the row can read the object', async () => {
    const { client } = await api.signUp()
    const { id, svg } = await upload(client)
    await client.delete(`/user/generations/${id}`)
    await sweep()
    expect(s3.objects.has(keyOf(svg))).toBe(true)
  })

  it('whose objects could not be deleted are deleted by a later sweep', async () => {
    const { client } = await api.signUp()
    const { id, svg } = await upload(client)
    await client.delete(`/user/generations/${id}`)
    await makeDue()
    s3.onRequest = ({ method }) => (method === 'DELETE' ? 403 : 'as usual')
    await expect(sweep()).rejects.toThrow('DELETE was answered with 403')
    s3.onRequest = () => 'as usual'
    await sweep()
    expect(s3.objects.has(keyOf(svg))).toBe(false)
  })
})

it('what an administrator has taken down stays private when it is uploaded again', async () => {
  const { client } = await api.signUp()
  const drawing = newDrawing()
  const { id } = await upload(client, drawing)
  await api.database.pool.query(
    `insert into takedowns (picture_id, user_id, tree_id, content_hash)
     select id, user_id, id, generation_content_hash(svg, svg_object) from generations where id = $1`,
    [id],
  )
  await client.delete(`/user/generations/${id}`)
  const again = await client.post('/svg', { svg: drawing, title: 'another fox' })
  expect(again).toMatchObject({ status: 409, body: { code: 'picture_removed' } })
  expect((await upload(client, drawing, { privacy: true })).privacy).toBe(true)
})

it('objects that no row knows are adopted and swept once they are a day old', async () => {
  const [old, young] = [newDrawing(), newDrawing()]
  const { client } = await api.signUp()
  const { svg: used } = await upload(client)
  const dayAgo = new Date(Date.now() - 25 * 60 * 60 * 1000)
  s3.objects.set(keyOf(old), { body: Buffer.from(old), writtenAt: dayAgo })
  s3.objects.set(keyOf(used), { body: Buffer.from(used), writtenAt: dayAgo })
  s3.objects.set(keyOf(young), { body: Buffer.from(young), writtenAt: new Date() })
  expect(await adoptObjects(db, new AbortController().signal)).toMatchObject({ adopted: 1 })
  await sweep()
  expect([old, used, young].map((svg) => s3.objects.has(keyOf(svg)))).toEqual([false, true, true])
})

it('without the variables a picture in an object is 503, not another picture', async () => {
  const { client } = await api.signUp()
  const place = await readPlace((await upload(client)).id)
  const stored = { svg: place?.svg ?? null, svgObject: place?.svg_object ?? null, bytes: place?.bytes ?? 0 }
  await expect(readText(createDb(api.database.pool), stored)).rejects.toMatchObject({ status: 503 })
})
