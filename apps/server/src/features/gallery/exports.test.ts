import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import type { Client } from '../../../../../test/harness/client.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { AppError } from '../../platform/errors/index.ts'
import { openPngRenderer } from '../../platform/png/index.ts'
import { finishAnswer } from '../drawing/finish-answer.ts'
import { componentNameOf } from './file-name.ts'
import { createPictureRenderer, readSize } from './render-picture.ts'

const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 128"><title>a &amp; b</title><circle cx="64" cy="64" r="50" fill="#c00" stroke-width="2"/></svg>'
/** At this size its layers take gigabytes. */
const greedy = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${'<g opacity=".9">'.repeat(150)}<rect width="9" height="9"/>${'</g>'.repeat(150)}</svg>`
const everybody = 'public, max-age=31536000, s-maxage=60, immutable'

const api = keepForSuite(await startTestApi())
const { client: owner, id: ownerId } = await api.signUp()
const stranger = (await api.signUp()).client

async function keepPicture(privacy: boolean, source = svg): Promise<string> {
  const { rows } = await api.database.pool.query<{ id: string }>(
    `insert into generations (id, user_id, job_id, prompt, style, model, svg, bytes, privacy, credits_used)
     values (gen_random_uuid(), $1, gen_random_uuid(), 'a red fox, twice', 'flat', 'composer', $2, octet_length($2), $3, 1) returning id`,
    [ownerId, source, privacy],
  )
  return rows[0]?.id ?? ''
}

const cookiesOf = ({ cookies }: Client) => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')

async function openPng(path: string, client: Client = stranger, headers: Record<string, string> = {}) {
  const answer = await fetch(`${api.url}/api${path}`, { headers: { cookie: cookiesOf(client), ...headers } })
  const png = Buffer.from(await answer.arrayBuffer())
  const isPng = png.subarray(1, 4).toString('latin1') === 'PNG'
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    text: isPng ? '' : png.toString(),
    size: isPng ? [png.readUInt32BE(16), png.readUInt32BE(20)] : null,
  }
}

/** The query that gives access to a private picture without cookies. */
async function signedQuery(id: string): Promise<string> {
  const { generations } = (await owner.get('/user/generations?limit=100')).body as {
    generations: { id: string; svgUrl: string }[]
  }
  return new URL(generations.find((row) => row.id === id)?.svgUrl ?? '').search
}

const exportsOf = (id: string) => [
  `/svg/${id}/file.png`,
  ...['tsx', 'jsx', 'vue', 'svelte', 'ts'].map((form) => `/svg/${id}/component.${form}`),
]

describe('an export', () => {
  it('of a public picture is given to everybody, and may be cached like the file', async () => {
    for (const path of exportsOf(await keepPicture(false))) {
      const answer = await openPng(path, api.client())
      expect(answer.status).toBe(200)
      expect(answer.headers).toMatchObject({
        'cache-control': everybody,
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        'cross-origin-resource-policy': 'cross-origin',
      })
      const etag = answer.headers.etag ?? ''
      const again = await openPng(path, api.client(), { 'if-none-match': etag })
      expect([again.status, again.headers.etag, again.text]).toEqual([304, etag, ''])
    }
  })

  it('has a separate entity tag for every format and size', async () => {
    const id = await keepPicture(false)
    const paths = [`/svg/${id}/file.svg`, ...exportsOf(id), `/svg/${id}/file.png?size=16`]
    const tags = await Promise.all(paths.map(async (path) => (await openPng(path)).headers.etag))
    expect(new Set(tags).size).toBe(paths.length)
  })

  it('of a private picture is given to its owner and to anybody with a link, and to nobody else', async () => {
    const id = await keepPicture(true)
    const query = await signedQuery(id)
    for (const path of exportsOf(id)) {
      expect((await openPng(path)).status).toBe(404)
      expect((await openPng(path, api.client())).status).toBe(404)
      expect(await openPng(path, owner)).toMatchObject({
        status: 200,
        headers: { 'cache-control': 'private, no-store' },
      })
      const linked = await openPng(`${path}${query}`, api.client())
      expect(linked.status).toBe(200)
      expect(linked.headers['cache-control']).toMatch(/^private, max-age=\d+, immutable$/)
      expect((await openPng(`${path}${query.slice(0, -2)}`, api.client())).status).toBe(404)
    }
  })

  it('is refused at once when the picture becomes private or is deleted, also if it is cached', async () => {
    const [hidden, deleted] = [await keepPicture(false), await keepPicture(false)]
    for (const id of [hidden, deleted])
      for (const path of exportsOf(id)) expect((await openPng(path)).status).toBe(200)
    await owner.send('PATCH', `/user/generations/${hidden}`, { body: { privacy: true } })
    await owner.send('DELETE', `/user/generations/${deleted}`)
    for (const id of [hidden, deleted])
      for (const path of exportsOf(id)) expect((await openPng(path)).status).toBe(404)
  })

  it('is saved under the words of the prompt by a download link', async () => {
    const id = await keepPicture(true)
    const { downloadUrl } = (await owner.get(`/svg/${id}/download`)).body as { downloadUrl: string }
    const { search } = new URL(downloadUrl)
    const { headers } = await openPng(`/svg/${id}/file.png${search}&size=32`, api.client())
    expect(headers).toMatchObject({
      'content-disposition': `attachment; filename="a-red-fox-twice-${id.slice(-6)}.png"`,
      'cache-control': 'private, no-store',
    })
    expect(headers.etag).toBeUndefined()
  })
})

describe('a PNG', () => {
  it.each([
    ['', [512, 256]],
    ['?size=1', [1, 1]],
    ['?size=2048', [2048, 1024]],
  ])('asked for with "%s" is %j pixels', async (query, size) => {
    const answer = await openPng(`/svg/${await keepPicture(false)}/file.png${query}`)
    expect(answer).toMatchObject({ status: 200, size, headers: { 'content-type': 'image/png' } })
  })

  it.each([
    [
      '512 pixels wide, of a square',
      '<svg xmlns="http://www.w3.org/2000/svg" width="512" viewBox="0 0 100 100">',
      256,
      [256, 256],
    ],
    ['of no size', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">', 512, [512, 256]],
    ['flatter than a pixel', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 12">', 16, [16, 1]],
    ['narrower than a pixel', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 12 600">', 16, [1, 16]],
  ])(
    'of a picture %s has its shape, also if it was stored before roots had a size',
    async (_what, root, size, expected) => {
      const source = `${root}<rect width="600" height="600" fill="#c00"/></svg>`
      const finished = finishAnswer({
        answer: source,
        idPrefix: 'p-',
        findsFault: false,
        request: { style: 'flat', prompt: 'a picture' },
      })
      if (!finished.ok) throw new Error(finished.problem)
      for (const kept of [finished.svg, source]) {
        const answer = await openPng(`/svg/${await keepPicture(false, kept)}/file.png?size=${size}`)
        expect(answer).toMatchObject({ status: 200, size: expected })
      }
    },
  )

  it.each(['0', '2049', '-1', '1.5', '1e3', '', '99999', '0x10', ' 5'])(
    'of size "%s" is refused with 400',
    async (size) => {
      const answer = await openPng(
        `/svg/${await keepPicture(false)}/file.png?size=${encodeURIComponent(size)}`,
      )
      expect([answer.status, (JSON.parse(answer.text) as { code: string }).code]).toEqual([
        400,
        'invalid_size',
      ])
    },
  )

  it('that needs too much is refused with 422, may not be cached, and the service continues to render', async () => {
    const answer = await openPng(`/svg/${await keepPicture(false, greedy)}/file.png?size=2048`)
    expect([answer.status, (JSON.parse(answer.text) as { code: string }).code]).toEqual([
      422,
      'svg_not_renderable',
    ])
    expect(answer.headers['cache-control'] ?? 'no-store').not.toContain('max-age')
    expect((await openPng(`/svg/${await keepPicture(false)}/file.png`)).status).toBe(200)
  })
})

describe('a component', () => {
  it.each(['tsx', 'jsx'])(
    'comes as %s, as a text that no browser runs, named after the prompt',
    async (kind) => {
      const answer = await openPng(`/svg/${await keepPicture(false)}/component.${kind}`)
      expect(answer.headers).toMatchObject({
        'content-type': 'text/plain; charset=utf-8',
        'content-disposition': `attachment; filename="ARedFoxTwice.${kind}"`,
      })
      expect(answer.text).toContain('export function ARedFoxTwice(props')
      expect(answer.text).toContain('{"a & b"}')
      expect(answer.text.includes('SVGProps')).toBe(kind === 'tsx')
    },
  )

  it.each([
    ['a red fox', 'ARedFox'],
    ['Forêt d’été', 'ForetDEte'],
    ['3 stars', 'Picture3Stars'],
    ['雪の中の狐', 'Picture'],
    ['constructor; alert(1)//', 'ConstructorAlert1'],
    ['one two three four five six seven', 'OneTwoThreeFourFiveSix'],
    ['x'.repeat(400), `X${'x'.repeat(59)}`],
  ])('for "%s" is named %s', (prompt, name) => {
    expect(componentNameOf(prompt)).toBe(name)
  })
})

describe('rendered pictures', () => {
  const picture = (id: string, source = svg) => ({ id, svg: source })

  it('are rendered once for all requests, and again for another size', async () => {
    await using renderer = openPngRenderer()
    let renderings = 0
    const render = createPictureRenderer((source, options) => {
      renderings += 1
      return renderer.render(source, options)
    })
    const pngs = await Promise.all(Array.from({ length: 20 }, () => render(picture('a'), 32, 'Ada')))
    expect(new Set(pngs).size).toBe(1)
    expect(await render(picture('a'), 32, 'Ada')).toBe(pngs[0])
    expect(renderings).toBe(1)
    await render(picture('a'), 33, 'Ada')
    await render(picture('b'), 32, 'Ada')
    expect(renderings).toBe(3)
  })

  it('that cannot be rendered are not tried for every request, but those that were refused as busy are', async () => {
    await using renderer = openPngRenderer({ timeoutMs: 20_000 })
    let renderings = 0
    const render = createPictureRenderer((source, options) => {
      renderings += 1
      return renderer.render(source, options)
    })
    const codeOf = (rendering: Promise<unknown>) =>
      rendering.catch((error: unknown) => (error instanceof AppError ? error.code : error))
    for (let count = 0; count < 3; count += 1)
      expect(await codeOf(render(picture('broken', '<svg'), 32, 'Ada'))).toBe('svg_not_renderable')
    expect(renderings).toBe(1)
    await renderer[Symbol.asyncDispose]()
    for (let count = 0; count < 3; count += 1)
      expect(await codeOf(render(picture('late'), 32, 'Ada'))).toBe('service_unavailable')
    expect(renderings).toBe(4)
  })

  it('have 512 pixels unless a request names a whole number from 1 to 2048', () => {
    expect([undefined, '1', '0064', '2048'].map(readSize)).toEqual([512, 1, 64, 2048])
  })

  it('have sizes in steps beyond 64 pixels, so that one picture cannot be rendered in thousands', () => {
    expect(['63', '65', '100', '498', '2047'].map(readSize)).toEqual([63, 68, 100, 500, 2048])
    const sizes = new Set(Array.from({ length: 2048 }, (_, at) => readSize(String(at + 1))))
    expect(sizes.size).toBe(64 + (2048 - 64) / 4)
  })
})
