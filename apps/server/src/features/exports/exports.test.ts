import type { Readable } from 'node:stream'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import type { Client } from '../../../../../test/harness/client.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { createGate } from '../../../../../test/harness/scripted-model.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { readPng } from '../../../../../test/renderers/read-png.ts'
import { archivePictures } from './archive-pictures.ts'
import { createArchiveSender } from './send-archive.ts'
import { writeArchive } from './write-archive.ts'

const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 128" width="256" height="128"><title>a &amp; b</title><circle cx="64" cy="64" r="50" fill="#c00"/><path d="M9 9h40" stroke="#00c" stroke-width="4"/></svg>'
const everybody = 'public, max-age=31536000, s-maxage=60, immutable'

const api = keepForSuite(await startTestApi())
const { client: owner, id: ownerId } = await api.signUp()
const stranger = (await api.signUp()).client

async function keepPicture(privacy: boolean, source = svg, prompt = 'a red fox, twice'): Promise<string> {
  const { rows } = await api.database.pool.query<{ id: string }>(
    `insert into generations (id, user_id, job_id, prompt, style, model, svg, bytes, privacy, credits_used)
     values (gen_random_uuid(), $1, gen_random_uuid(), $4, 'flat', 'composer', $2, octet_length($2), $3, 1) returning id`,
    [ownerId, source, privacy, prompt],
  )
  return rows[0]?.id ?? ''
}

const cookiesOf = ({ cookies }: Client) => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')

async function open(path: string, client: Client = stranger, headers: Record<string, string> = {}) {
  const answer = await fetch(`${api.url}/api${path}`, { headers: { cookie: cookiesOf(client), ...headers } })
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) }
}
type Opened = Awaited<ReturnType<typeof open>>

const codeOf = ({ bytes }: Opened): string => (JSON.parse(bytes.toString()) as { code: string }).code
const partOf = (archive: Uint8Array, name: string): Buffer => {
  const part = unzipSync(archive)[name]
  if (!part) throw new Error(`no ${name}`)
  return Buffer.from(part)
}

const formats: [path: string, type: string, begins: string][] = [
  ['file.pdf', 'application/pdf', '%PDF-'],
  ['favicon.zip', 'application/zip', 'PK'],
  ['drawable.xml', 'application/xml; charset=utf-8', '<vector'],
  ['picture.swift', 'text/plain; charset=utf-8', 'import SwiftUI'],
  [
    'cut.svg',
    'image/svg+xml; charset=utf-8',
    '<svg xmlns="http://www.w3.org/2000/svg" width="100mm" height="50mm"',
  ],
  ['animated.svg', 'image/svg+xml; charset=utf-8', '<svg'],
  ['lottie.json', 'application/json; charset=utf-8', '{"v":'],
]

describe.each(formats)('%s', (path, type, begins) => {
  it('of a public picture is given to everybody, and may be cached like the file', async () => {
    const id = await keepPicture(false)
    const answer = await open(`/svg/${id}/${path}`, api.client())
    expect(answer.status).toBe(200)
    expect(answer.bytes.toString('latin1').slice(0, begins.length)).toBe(begins)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': type,
      'cache-control': everybody,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
    })
    expect(answer.headers.get('export-left-out')).toBeNull()
    const etag = answer.headers.get('etag') ?? ''
    const again = await open(`/svg/${id}/${path}`, api.client(), { 'if-none-match': etag })
    expect([again.status, again.bytes.length]).toEqual([304, 0])
  })

  it('of a private picture is given to its owner and by a link, and to nobody else', async () => {
    const id = await keepPicture(true)
    const { generations } = (await owner.get('/user/generations?limit=100')).body as {
      generations: { id: string; svgUrl: string }[]
    }
    const { search } = new URL(generations.find((row) => row.id === id)?.svgUrl ?? '')
    expect((await open(`/svg/${id}/${path}`)).status).toBe(404)
    expect((await open(`/svg/${id}/${path}${search.slice(0, -2)}`, api.client())).status).toBe(404)
    const own = await open(`/svg/${id}/${path}`, owner)
    expect([own.status, own.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
    const linked = await open(`/svg/${id}/${path}${search}`, api.client())
    expect(linked.status).toBe(200)
    expect(linked.headers.get('cache-control')).toMatch(/^private, max-age=\d+, immutable$/)
    await owner.send('DELETE', `/user/generations/${id}`)
    expect((await open(`/svg/${id}/${path}`, owner)).status).toBe(404)
  })

  it('of one picture has the same bytes each time', async () => {
    const [one, other] = [await keepPicture(false), await keepPicture(false)]
    const [first, second] = [await open(`/svg/${one}/${path}`), await open(`/svg/${other}/${path}`)]
    const text = ({ bytes }: Opened) => bytes.toString('latin1').replaceAll(/m[0-9a-f]{8}-/g, '')
    expect(text(first)).toBe(text(second))
  })
})

it('each format and option has its own entity tag', async () => {
  const id = await keepPicture(false)
  const paths = [
    ...formats.map(([path]) => path),
    'animated.svg?motion=spin',
    'lottie.json?motion=fade',
    'cut.svg?size=200',
    'file.svg',
  ]
  const tags = new Set<string | null>()
  // One after the other: a client has a bounded number of conversions at a time.
  for (const path of paths) tags.add((await open(`/svg/${id}/${path}`)).headers.get('etag'))
  expect(tags.size).toBe(paths.length)
})

it.each([
  ['animated.svg?motion=jump', 'invalid_motion'],
  ['lottie.json?motion=', 'invalid_motion'],
  ['cut.svg?size=9', 'invalid_cut_size'],
  ['cut.svg?size=3001', 'invalid_cut_size'],
  ['cut.svg?size=1e2', 'invalid_cut_size'],
])('%s is refused as %s', async (path, code) => {
  const answer = await open(`/svg/${await keepPicture(false)}/${path}`)
  expect([answer.status, codeOf(answer)]).toEqual([400, code])
})

describe('a feature that a format lacks', () => {
  const filtered =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64"><filter id="p-a"><feGaussianBlur stdDeviation="2"/></filter><circle cx="32" cy="32" r="20" fill="#c00" filter="url(#p-a)"/></svg>'

  it.each(['drawable.xml', 'picture.swift', 'lottie.json', 'cut.svg'])(
    'is named in the answer of %s',
    async (path) => {
      const answer = await open(`/svg/${await keepPicture(false, filtered)}/${path}`)
      expect([answer.status, answer.headers.get('export-left-out')]).toEqual([200, 'filter'])
    },
  )

  it('is an image in a PDF', async () => {
    const answer = await open(`/svg/${await keepPicture(false, filtered)}/file.pdf`)
    expect(answer.headers.get('export-left-out')).toBeNull()
    expect(answer.bytes.includes('/Subtype /Image')).toBe(true)
  })
})

describe('the icons of a web site', () => {
  it('have all sizes, square, and an ICO whose images are those of the PNGs', async () => {
    const archive = (await open(`/svg/${await keepPicture(false)}/favicon.zip`)).bytes
    expect(Object.keys(unzipSync(archive)).sort()).toEqual([
      'apple-touch-icon.png',
      'favicon.ico',
      'favicon.svg',
      'head.html',
      'icon-192.png',
      'icon-512.png',
      'site.webmanifest',
    ])
    for (const [name, side] of [
      ['apple-touch-icon.png', 180],
      ['icon-192.png', 192],
      ['icon-512.png', 512],
    ] as const)
      expect(await readPng(partOf(archive, name))).toMatchObject({ width: side, height: side })
    const ico = partOf(archive, 'favicon.ico')
    expect([ico.readUInt16LE(0), ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([0, 1, 3])
    const sides = [0, 1, 2].map((at) => ico.readUInt8(6 + at * 16))
    expect(sides).toEqual([16, 32, 48])
    // The picture is in the middle of the square: its dot is at the same position as in the wide picture.
    for (const [at, side] of sides.entries()) {
      const start = ico.readUInt32LE(6 + at * 16 + 12)
      const [x, y] = [Math.floor(side / 4), Math.floor(side / 2)]
      // A bitmap begins with its header of 40 bytes, and its last row comes first: blue, green, red, opacity.
      const pixel = start + 40 + ((side - 1 - y) * side + x) * 4
      expect([...ico.subarray(pixel, pixel + 4)]).toEqual([0, 0, 204, 255])
      const above = start + 40 + (side - 1) * side * 4
      expect(ico[above + 3]).toBe(0)
    }
    expect(JSON.parse(partOf(archive, 'site.webmanifest').toString())).toMatchObject({
      name: 'a red fox, twice',
    })
    const files = Object.keys(unzipSync(archive))
    for (const [, href = ''] of partOf(archive, 'head.html')
      .toString()
      .matchAll(/href="\/([^"]*)"/g))
      expect(files).toContain(href)
  })
})

describe('a picture in the colour of the text', () => {
  const path = async (source: string) => open(`/svg/${await keepPicture(false, source)}/current-color.svg`)

  it('is one of a single colour, and others are refused', async () => {
    const single = await path(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9" fill="red"/></svg>',
    )
    expect(single.bytes.toString()).toContain('fill="currentColor"')
    const refused = await path(svg)
    expect([refused.status, codeOf(refused)]).toEqual([422, 'picture_not_single_colored'])
  })
})

describe('an archive of pictures', () => {
  const ask = (client: Client, ids: unknown) =>
    fetch(`${api.url}/api/svg/files.zip`, {
      method: 'POST',
      headers: {
        cookie: cookiesOf(client),
        'content-type': 'application/json',
        'x-csrf-token': client.cookies.get('csrf-token') ?? '',
      },
      body: JSON.stringify({ ids }),
    })

  it('has each as SVG and PNG, one’s own and public ones, in the order of the list, by different names', async () => {
    const [mine, other] = [await keepPicture(true), await keepPicture(false, svg, 'a green frog')]
    const again = await keepPicture(true)
    const answer = await owner.post('/svg/files.zip', { ids: [mine, other, again, mine] })
    expect(answer.status).toBe(200)
    const raw = await ask(owner, [mine, other, again, mine])
    expect(raw.headers.get('content-type')).toBe('application/zip')
    const archive = new Uint8Array(await raw.arrayBuffer())
    expect(Object.keys(unzipSync(archive))).toEqual([
      'svg/a-red-fox-twice.svg',
      'png/a-red-fox-twice.png',
      'svg/a-green-frog.svg',
      'png/a-green-frog.png',
      'svg/a-red-fox-twice-2.svg',
      'png/a-red-fox-twice-2.png',
    ])
    expect(partOf(archive, 'svg/a-green-frog.svg').toString()).toBe(svg)
    expect(await readPng(partOf(archive, 'png/a-green-frog.png'))).toMatchObject({ width: 512, height: 256 })
  })

  it('is refused for a picture that the user may not see, for visitors, and for an invalid list', async () => {
    const [secret, shown] = [await keepPicture(true), await keepPicture(false)]
    expect((await stranger.post('/svg/files.zip', { ids: [shown] })).status).toBe(200)
    expect(await stranger.post('/svg/files.zip', { ids: [shown, secret] })).toMatchObject({
      status: 404,
      body: { code: 'svg_not_found' },
    })
    expect((await api.client().post('/svg/files.zip', { ids: [shown] })).status).toBe(401)
    for (const ids of [undefined, [], ['x'], shown, Array(51).fill(shown)])
      expect(await owner.post('/svg/files.zip', { ids })).toMatchObject({
        status: 400,
        body: { code: 'invalid_ids' },
      })
  })

  it('is sent while it is made: a picture is read and rendered when its turn comes', async () => {
    const ids = [await keepPicture(true), await keepPicture(true), await keepPicture(true)]
    const gate = createGate()
    const rendered: string[] = []
    const render = async () => {
      rendered.push('one')
      if (rendered.length === 2) await gate.opened
      return Buffer.from('png')
    }
    const files = await archivePictures({ db: api.resources.database.db, render }, ownerId, ids)
    const archive = writeArchive(files)
    const pieces: Uint8Array[] = []
    const hasAll = (name: string) => Buffer.concat(pieces).includes(name)
    while (!hasAll('png/a-red-fox-twice.png')) pieces.push((await archive.next()).value)
    expect(rendered).toHaveLength(1)
    // A picture that is deleted in the meantime is left out.
    await owner.delete(`/user/generations/${ids[2]}`)
    gate.open()
    for await (const piece of archive) pieces.push(piece)
    expect(Object.keys(unzipSync(new Uint8Array(Buffer.concat(pieces))))).toEqual([
      'svg/a-red-fox-twice.svg',
      'png/a-red-fox-twice.png',
      'svg/a-red-fox-twice-2.svg',
      'png/a-red-fox-twice-2.png',
    ])
  })

  it('of the same pictures has the same bytes, and large files are complete', async () => {
    const large = svg.replace('</svg>', `${'<path d="M1 2h3" stroke="#00c"/>'.repeat(20_000)}</svg>`)
    const ids = [await keepPicture(true, large), await keepPicture(true)]
    const [one, other] = [await ask(owner, ids), await ask(owner, ids)]
    const bytes = new Uint8Array(await one.arrayBuffer())
    expect(Buffer.compare(bytes, new Uint8Array(await other.arrayBuffer()))).toBe(0)
    expect(partOf(bytes, 'svg/a-red-fox-twice.svg').toString()).toBe(large)
  })

  it('is refused with 429 while its user receives three others, and accepted when one of these was aborted', async () => {
    const send = createArchiveSender()
    const gate = createGate()
    async function* files() {
      await gate.opened
      yield { path: 'one.txt', content: ['one'] }
    }
    const sent: Readable[] = []
    const reply = { headers: () => reply, send: (archive: Readable) => sent.push(archive) }
    const begin = (userId: string) => send(reply as never, { userId, fileName: 'a.zip' }, files())
    for (let count = 0; count < 3; count += 1) begin('Ada')
    expect(() => begin('Ada')).toThrow(expect.objectContaining({ code: 'rate_limited', status: 429 }))
    begin('Grace')
    sent[0]?.destroy()
    await waitFor('its end', () => sent[0]?.closed)
    begin('Ada')
    gate.open()
    for (const archive of sent.slice(1))
      expect(Buffer.concat(await archive.toArray()).length).toBeGreaterThan(0)
    begin('Ada')
  })
})

describe('a hostile picture', () => {
  const wrap = (body: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256" width="256" height="256">${body}</svg>`
  const spokes = (count: number) =>
    Array.from(
      { length: count },
      (_, at) => `M128 128L${(at * 97) % 256} ${(at * 61) % 256}C${at % 256} 0 0 ${at % 256} 256 256`,
    ).join('')

  it.each([
    ['crowds of curves', wrap(`<path d="${spokes(20_000)}" fill="none" stroke="#000" stroke-width=".5"/>`)],
    [
      'dashes that cannot be seen',
      wrap('<path d="M0 0H256V256" stroke="#000" stroke-dasharray=".0001 .0001" fill="none"/>'),
    ],
    [
      'groups in groups',
      wrap(`${'<g opacity=".9">'.repeat(150)}<rect width="9" height="9"/>${'</g>'.repeat(150)}`),
    ],
    [
      'numbers at the edge of the possible',
      wrap('<path d="M-3e38 0H3e38V3e38" stroke="#000" stroke-width="1e30"/>'),
    ],
    ['an empty view box', wrap('<path d="M0 0" transform="scale(0)" stroke="#000"/>')],
  ])(
    'of %s is answered in every format, and the next picture too',
    async (_what, source) => {
      const id = await keepPicture(false, source)
      for (const [path] of formats) {
        const { status } = await open(`/svg/${id}/${path}`)
        expect([200, 422], path).toContain(status)
      }
      expect((await open(`/svg/${await keepPicture(false)}/cut.svg`)).status).toBe(200)
    },
    240_000,
  )
})
