import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import type { Client } from '../../../../../test/harness/client.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import { createFileLinks } from './file-links.ts'
import { attachmentOf } from './file-name.ts'

const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256"><circle r="9"/></svg>'
const fileHeaders = {
  'content-type': 'image/svg+xml; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'cross-origin',
}

const api = keepForSuite(await startTestApi())
const { client: owner, id: ownerId } = await api.signUp()
const stranger = (await api.signUp()).client

async function draw(privacy: boolean, prompt = 'a red fox in the snow'): Promise<string> {
  const { rows } = await api.database.pool.query<{ id: string }>(
    `insert into generations (id, user_id, job_id, prompt, style, model, svg, bytes, privacy, credits_used)
     values (gen_random_uuid(), $1, gen_random_uuid(), $2, 'flat', 'composer', $3, octet_length($3), $4, 1) returning id`,
    [ownerId, prompt, svg, privacy],
  )
  return rows[0]?.id ?? ''
}

async function downloadUrl(client: Client, id: string): Promise<URL> {
  const answer = await client.get(`/svg/${id}/download`)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  return new URL((answer.body as { downloadUrl: string }).downloadUrl)
}

async function svgUrl(id: string): Promise<URL> {
  const { generations } = (await owner.get('/user/generations?limit=100')).body as {
    generations: { id: string; svgUrl: string }[]
  }
  return new URL(generations.find((row) => row.id === id)?.svgUrl ?? '')
}

/**
 * As a page of another site requests it: no cookies, another origin. The host in the link is that of the
 * public URL, which has its own tests.
 */
const open = (url: URL, headers: Record<string, string> = {}) =>
  fetch(`${api.url}${url.pathname}${url.search}`, { headers })

/** Links as the service makes them, at another time. */
const linksAt = (ms: number) =>
  createFileLinks(api.resources.keys.signedUrl, () => api.url, { nowMs: () => ms })

const setPrivacy = (id: string, privacy: boolean) =>
  owner.send('PATCH', `/user/generations/${id}`, { body: { privacy } })

function changed(url: URL, parameter: string, value: string | null): URL {
  const copy = new URL(url)
  if (value === null) copy.searchParams.delete(parameter)
  else copy.searchParams.set(parameter, value)
  return copy
}

describe('a download link', () => {
  it('is absolute and saves the file, for everybody who has it, from any site, without cookies', async () => {
    const id = await draw(true)
    const url = await downloadUrl(owner, id)
    expect(url.origin).toBe(`http://localhost:${new URL(api.url).port}`)
    const file = await open(url, { origin: 'http://localhost:5173' })
    expect(file.status).toBe(200)
    expect(await file.text()).toBe(svg)
    expect(Object.fromEntries(file.headers)).toMatchObject({
      ...fileHeaders,
      'content-disposition': `attachment; filename="a-red-fox-in-the-snow-${id.slice(-6)}.svg"`,
      'cache-control': 'private, no-store',
      'access-control-allow-origin': 'http://localhost:5173',
    })
  })

  it('is sent only to those who may see the picture, signed in or not', async () => {
    const [shown, hidden] = [await draw(false), await draw(true)]
    for (const viewer of [api.client(), stranger, owner])
      expect((await open(await downloadUrl(viewer, shown))).status).toBe(200)
    for (const viewer of [api.client(), stranger])
      expect(await viewer.get(`/svg/${hidden}/download`)).toMatchObject({
        status: 404,
        body: { error: 'SVG not found' },
      })
    expect((await owner.get('/svg/nonsense/download')).status).toBe(404)
  })

  it('ends after a minute, for public pictures too', async () => {
    for (const privacy of [false, true]) {
      const id = await draw(privacy)
      const url = await downloadUrl(owner, id)
      const lastsSeconds = Number(url.searchParams.get('expires')) - Date.now() / 1_000
      expect(lastsSeconds).toBeGreaterThan(50)
      expect(lastsSeconds).toBeLessThanOrEqual(60)
      const lateUrl = (seconds: number) =>
        new URL(linksAt(Date.now() - seconds * 1_000).downloadUrl({ id, privacy, removedAt: null }))
      expect((await open(lateUrl(50))).status).toBe(200)
      expect((await open(lateUrl(61))).status).toBe(404)
    }
  })

  it.each([
    [
      'another expiry',
      (url: URL) => changed(url, 'expires', String(Number(url.searchParams.get('expires')) + 1)),
    ],
    ['an expiry that is no number', (url: URL) => changed(url, 'expires', '1e99')],
    ['another purpose', (url: URL) => changed(url, 'purpose', 'view')],
    ['an unknown purpose', (url: URL) => changed(url, 'purpose', 'toString')],
    ['no signature', (url: URL) => changed(url, 'signature', null)],
    ['an empty signature', (url: URL) => changed(url, 'signature', '')],
    [
      'a signature with one other character',
      (url: URL) =>
        changed(
          url,
          'signature',
          (url.searchParams.get('signature') ?? '').replace(/^./, (c) => (c === 'A' ? 'B' : 'A')),
        ),
    ],
  ])('opens nothing with %s', async (_what, forge) => {
    const url = await downloadUrl(owner, await draw(true))
    expect((await open(url)).status).toBe(200)
    expect((await open(forge(url))).status).toBe(404)
  })

  it('opens no other picture', async () => {
    const [mine, other] = [await draw(true), await draw(true)]
    const url = await downloadUrl(owner, mine)
    url.pathname = url.pathname.replace(mine, other)
    expect((await open(url)).status).toBe(404)
  })

  it('given for a public picture does not open it once it is private, and none opens a deleted one', async () => {
    const id = await draw(false)
    const byStranger = await downloadUrl(stranger, id)
    await setPrivacy(id, true)
    expect((await open(byStranger)).status).toBe(404)
    const byOwner = await downloadUrl(owner, id)
    expect((await open(byOwner)).status).toBe(200)
    await setPrivacy(id, false)
    expect((await open(byOwner)).status).toBe(200)
    await owner.send('DELETE', `/user/generations/${id}`)
    expect((await open(byOwner)).status).toBe(404)
  })

  it('is given 20 times a minute, to each user and to each address', async () => {
    const limited = keep(await startTestApi({ RATE_LIMIT_DOWNLOAD: '20/1m' }))
    const [one, two] = [limited.client(), limited.client()]
    await one.register()
    await two.register()
    const ask = (client: Client) => client.get('/svg/0190a0b0-0000-7000-8000-000000000000/download')
    for (let count = 1; count <= 20; count += 1) expect((await ask(one)).status).toBe(404)
    const refused = await ask(one)
    expect(refused).toMatchObject({
      status: 429,
      body: { error: 'Too many download requests. Please try again later.' },
    })
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/)
    for (const client of [two, limited.client()]) {
      for (let count = 1; count <= 20; count += 1) expect((await ask(client)).status).toBe(404)
      expect((await ask(client)).status).toBe(429)
    }
  })
})

describe('the address of a private picture in a list', () => {
  it('opens it for one to two hours without cookies, and is the same all the while, so that browsers keep the file', async () => {
    const id = await draw(true)
    const url = await svgUrl(id)
    expect(url.searchParams.get('purpose')).toBe('view')
    const expires = Number(url.searchParams.get('expires'))
    expect(expires % 3_600).toBe(0)
    const file = await open(url)
    expect(file.status).toBe(200)
    expect(Object.fromEntries(file.headers)).toMatchObject({ ...fileHeaders, etag: `"${id}"` })
    expect(file.headers.has('content-disposition')).toBe(false)
    const [, keptSeconds] =
      /^private, max-age=(\d+), immutable$/.exec(file.headers.get('cache-control') ?? '') ?? []
    expect(Number(keptSeconds)).toBeLessThanOrEqual(expires - Math.floor(Date.now() / 1_000))

    const hourMs = 3_600_000
    const at = (ms: number) => linksAt(ms).svgUrl({ id, privacy: true, removedAt: null })
    const startMs = 500_000 * hourMs
    expect(at(startMs)).toBe(at(startMs + hourMs - 1))
    expect(at(startMs + hourMs)).not.toBe(at(startMs))
    const query = Object.fromEntries(new URL(at(startMs + hourMs - 1)).searchParams)
    const read = (ms: number) => linksAt(ms).readLink({ id, privacy: true, removedAt: null }, query)
    expect(read(startMs + 2 * hourMs - 1_000)).toEqual({ purpose: 'view', secondsLeft: 1 })
    expect(read(startMs + 2 * hourMs + 1)).toBeUndefined()
  })

  it('is plain once the picture is public, and opens nothing once it is deleted', async () => {
    const id = await draw(true)
    const signed = await svgUrl(id)
    expect((await open(changed(signed, 'signature', null))).status).toBe(404)
    await setPrivacy(id, false)
    expect((await svgUrl(id)).search).toBe('')
    expect((await open(signed)).headers.get('cache-control')).toContain('public')
    await owner.send('DELETE', `/user/generations/${id}`)
    expect((await open(signed)).status).toBe(404)
  })
})

describe('a picture’s file', () => {
  it('may be cached for good by browsers and for a minute by shared caches when it is public', async () => {
    const id = await draw(false)
    const file = await stranger.get(`/svg/${id}/file.svg`)
    expect(Object.fromEntries(file.headers)).toMatchObject({
      ...fileHeaders,
      'cache-control': 'public, max-age=31536000, s-maxage=60, immutable',
      etag: `"${id}"`,
    })
    const again = await stranger.get(`/svg/${id}/file.svg`, { 'if-none-match': `W/"x", "${id}"` })
    expect(again.status).toBe(304)
    expect(again.text).toBe('')
    expect(Object.fromEntries(again.headers)).toMatchObject({
      'cache-control': 'public, max-age=31536000, s-maxage=60, immutable',
      'content-security-policy': fileHeaders['content-security-policy'],
      etag: `"${id}"`,
    })
    expect((await stranger.get(`/svg/${id}/file.svg`, { 'if-none-match': '"other"' })).status).toBe(200)
  })

  it('is refused at once when it becomes private, also with an earlier entity tag', async () => {
    const id = await draw(false)
    expect((await stranger.get(`/svg/${id}/file.svg`)).status).toBe(200)
    await setPrivacy(id, true)
    const refused = await stranger.get(`/svg/${id}/file.svg`, { 'if-none-match': `"${id}"` })
    expect(refused).toMatchObject({ status: 404, body: { error: 'SVG not found' } })
    const own = await owner.get(`/svg/${id}/file.svg`)
    expect(own.status).toBe(200)
    expect(own.headers.get('cache-control')).toBe('private, no-store')
    // Its owner's cookies gave access to it, so no page of another site may show it.
    expect(own.headers.get('cross-origin-resource-policy')).toBe('same-site')
  })

  it('refuses a repeated parameter of a link', async () => {
    const id = await draw(true)
    const status = async (query: string) => (await stranger.get(`/svg/${id}/file.svg?${query}`)).status
    expect(await status('purpose=view&purpose=download')).toBe(400)
    expect(await status('purpose=view&signature[]=x&expires=')).toBe(404)
  })
})

describe('the name of a saved file', () => {
  const id = '0190a0b0-0000-7000-8000-0000009f1c2e'
  it.each([
    ['a plain prompt', 'A red fox, in the snow!', 'attachment; filename="A-red-fox-in-the-snow-9f1c2e.svg"'],
    [
      'accents',
      'Forêt d’été',
      `attachment; filename="Foret-d-ete-9f1c2e.svg"; filename*=UTF-8''For%C3%AAt-d-%C3%A9t%C3%A9-9f1c2e.svg`,
    ],
    [
      'another script',
      '雪の中の狐',
      `attachment; filename="picture-9f1c2e.svg"; filename*=UTF-8''%E9%9B%AA%E3%81%AE%E4%B8%AD%E3%81%AE%E7%8B%90-9f1c2e.svg`,
    ],
    ['nothing to say', '🦊 !!! 🦊', 'attachment; filename="picture-9f1c2e.svg"'],
    ['paths and quotes', '../..\\"/etc/passwd"; x=\'', 'attachment; filename="etc-passwd-x-9f1c2e.svg"'],
    ['line breaks', 'a\r\nset-cookie: b=c', 'attachment; filename="a-set-cookie-b-c-9f1c2e.svg"'],
    ['a change of direction', 'gvs\u202Efox.exe', 'attachment; filename="gvs-fox-exe-9f1c2e.svg"'],
    ['a reserved name', 'con', 'attachment; filename="con-9f1c2e.svg"'],
  ])('is safe for %s', (_what, prompt, expected) => {
    expect(attachmentOf({ id, prompt }, 'svg')).toBe(expected)
  })

  it('is cut between characters, to what any file system takes', () => {
    const header = attachmentOf({ id, prompt: '𠮷'.repeat(500) }, 'svg')
    const name = decodeURIComponent(header.split("UTF-8''")[1] ?? '')
    expect(name).toBe(`${'𠮷'.repeat(60)}-9f1c2e.svg`)
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
  })
})

it('the images of a page that shows many are counted separately from other requests, with their own limit', async () => {
  const limited = keep(await startTestApi({ RATE_LIMIT_API: '3/1m' }))
  const visitor = limited.client()
  const statusesOf = async (path: string, times: number) => {
    const statuses: number[] = []
    for (let at = 0; at < times; at += 1) statuses.push((await visitor.get(path)).status)
    return statuses
  }
  const image = `/svg/${crypto.randomUUID()}/file.svg`
  expect(await statusesOf(image, 31)).toEqual([...Array(30).fill(404), 429])
  expect(await statusesOf('/svg/public', 4)).toEqual([200, 200, 200, 429])
})
