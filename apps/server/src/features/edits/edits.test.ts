import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import type { Answer, Client } from '../../../../../test/harness/client.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'

const api = keepForSuite(await startTestApi())

type Picture = {
  id: string
  svg: string
  privacy: boolean
  prompt: string
  parentId?: string
  sourceId?: string
}
type Version = { id: string; parentId: string | null; instruction: string | null }

const house =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><rect id="wall" width="60" height="40" x="20" y="50" fill="#ffd983"/><path id="roof" d="M10 50 50 10 90 50Z" fill="#c1272d"/><circle cx="50" cy="70" r="8" fill="#ffd983"/></svg>'
const paintRoof = (fill: string) => [{ op: 'paint', target: { id: 'roof' }, fill }]

const pictureOf = ({ body }: Answer) => (body as { svgGeneration: Picture }).svgGeneration

async function createPainter(more: object = {}): Promise<{ client: Client; userId: string; first: Picture }> {
  const { client, id } = await api.signUp()
  const uploaded = await client.post('/svg', { svg: house, title: 'a house', ...more })
  expect(uploaded.status).toBe(201)
  return { client, userId: id, first: pictureOf(uploaded) }
}

const edit = (client: Client, id: string, edits: unknown, headers = {}) =>
  client.post(`/svg/${id}/edits`, { edits }, headers)

async function change(client: Client, id: string, fill: string): Promise<Picture> {
  const edited = await edit(client, id, paintRoof(fill))
  expect(edited.status, edited.text).toBe(201)
  return pictureOf(edited)
}

const versionsOf = async (client: Client, id: string) =>
  ((await client.get(`/svg/${id}/versions`)).body as { versions: Version[] }).versions

const ownIds = async (client: Client) =>
  ((await client.get('/svg/history')).body as { generations: Picture[] }).generations.map(({ id }) => id)

async function publicIds(): Promise<string[]> {
  const { body } = await api.client().get('/svg/public?limit=100')
  return (body as { publicGenerations: Picture[] }).publicGenerations.map(({ id }) => id)
}

describe('a list of edits', () => {
  it('makes a new version synchronously and free of charge; other elements keep their bytes', async () => {
    const { client, first } = await createPainter()
    const before = (await client.get('/user/profile')).body as { user: { credits: number } }
    const answer = await edit(client, first.id, paintRoof('#1d4ed8'))
    expect(answer).toMatchObject({
      status: 201,
      body: { edits: [{ done: true, touched: 1 }], svgGeneration: { parentId: first.id, prompt: 'a house' } },
    })
    const version = pictureOf(answer)
    expect(answer.headers.get('location')).toBe(`/api/svg/${version.id}`)
    expect(version.svg).toBe(first.svg.replace('#c1272d', '#1d4ed8'))
    expect((await client.get(`/svg/${first.id}`)).body).toMatchObject({ svgGeneration: { svg: first.svg } })
    const after = (await client.get('/user/profile')).body as { user: { credits: number } }
    expect(after.user.credits).toBe(before.user.credits)
  })

  it.each([
    ['no such part', [{ op: 'remove', target: { id: 'moon' } }], 'no_such_part'],
    ['no such colour', [{ op: 'recolor', from: '#123456', to: '#fff' }], 'no_such_part'],
    [
      'a part that is there and one that is not',
      [...paintRoof('#000'), { op: 'remove', target: { name: 'moon' } }],
      'no_such_part',
    ],
    [
      'a fragment that draws nothing',
      [{ op: 'insert', svg: '<script>alert(1)</script>' }],
      'edit_not_possible',
    ],
    ['the colour that it has', paintRoof('#c1272d'), 'nothing_changed'],
  ])('%s: refuses all of it', async (_what, edits, code) => {
    const { client, first } = await createPainter()
    const refused = await edit(client, first.id, edits)
    expect(refused).toMatchObject({ status: 422, body: { code } })
    expect(await versionsOf(client, first.id)).toHaveLength(1)
  })

  it.each([
    ['no list', { edits: 'all' }],
    ['an empty list', { edits: [] }],
    ['too many', { edits: Array.from({ length: 201 }, () => paintRoof('#000')[0]) }],
    ['an unknown operation', { edits: [{ op: 'explode' }] }],
    ['a field that no edit has', { edits: [{ ...paintRoof('#000')[0], onload: 'x' }] }],
    ['nothing at all', {}],
  ])('%s: is refused as a bad request', async (_what, body) => {
    const { client, first } = await createPainter()
    const refused = await client.post(`/svg/${first.id}/edits`, body)
    expect(refused).toMatchObject({ status: 400, body: { code: 'invalid_edits' } })
  })

  it('names the place of a bad edit', async () => {
    const { client, first } = await createPainter()
    const { body } = await edit(client, first.id, [
      ...paintRoof('#000'),
      { op: 'move', target: {}, x: 1, y: 2 },
    ])
    expect(body).toMatchObject({ details: [{ path: '/edits/1/target' }] })
  })

  it('changes the user’s pictures, copies other users’ public pictures, and is refused for their private ones', async () => {
    const { first } = await createPainter()
    const { first: hidden } = await createPainter({ privacy: true })
    const { client: stranger, userId } = await createPainter()
    expect(await edit(stranger, hidden.id, paintRoof('#000'))).toMatchObject({ status: 404 })
    expect(await edit(api.client(), first.id, paintRoof('#000'))).toMatchObject({ status: 401 })
    const remix = await edit(stranger, first.id, paintRoof('#00ff00'))
    expect(remix).toMatchObject({ status: 201, body: { svgGeneration: { userId, sourceId: first.id } } })
    const { id, parentId } = pictureOf(remix)
    expect(parentId).toBeUndefined()
    expect((await versionsOf(stranger, id)).map((version) => version.id)).toEqual([id])
    expect((await versionsOf(stranger, first.id)).map((version) => version.id)).toEqual([first.id])
    expect(await ownIds(stranger)).toContain(id)
    const next = await change(stranger, id, '#00ffff')
    expect(next).toMatchObject({ parentId: id, sourceId: first.id })
  })

  it('with a repeated key returns the same version, and another request with that key is refused', async () => {
    const { client, first } = await createPainter()
    const key = { 'idempotency-key': 'once' }
    const answers = await Promise.all([1, 2].map(() => edit(client, first.id, paintRoof('#111111'), key)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 201])
    expect(new Set(answers.map((answer) => pictureOf(answer).id)).size).toBe(1)
    expect(answers.find(({ status }) => status === 200)?.headers.get('idempotency-replayed')).toBe('true')
    expect(await edit(client, first.id, paintRoof('#222222'), key)).toMatchObject({
      status: 409,
      body: { code: 'idempotency_key_reused' },
    })
    expect(await versionsOf(client, first.id)).toHaveLength(2)
    // The key of a deleted picture is free.
    await client.send('DELETE', `/user/generations/${pictureOf(answers[0] as Answer).id}?scope=version`)
    expect(await edit(client, first.id, paintRoof('#222222'), key)).toMatchObject({ status: 201 })
  })

  it('is limited by user', async () => {
    const limited = keep(await startTestApi({ RATE_LIMIT_EDIT: '2/1m' }))
    const { client } = await limited.signUp()
    const first = pictureOf(await client.post('/svg', { svg: house }))
    expect((await edit(client, first.id, paintRoof('#000'))).status).toBe(201)
    expect(await edit(client, first.id, paintRoof('#fff'))).toMatchObject({
      status: 429,
      body: { error: 'Too many edits and uploads. Please try again later.' },
    })
  })
})

describe('an upload', () => {
  it('is stored as the policy writes it, and says what was left out', async () => {
    const { client } = await createPainter()
    const svg = house.replace(
      '</svg>',
      '<script>alert(1)</script><rect onclick="x()" width="1" height="1"/></svg>',
    )
    const answer = await client.post('/svg', {
      svg,
      title: 'A house of mine',
      style: 'outline',
      privacy: true,
    })
    expect(answer).toMatchObject({
      status: 201,
      body: {
        svgGeneration: {
          prompt: 'A house of mine',
          model: 'upload',
          style: 'outline',
          privacy: true,
          creditsUsed: 0,
        },
        report: {
          notes: expect.arrayContaining([{ code: 'element_dropped', subject: 'script', count: 1 }]),
        },
      },
    })
    const { svg: stored } = pictureOf(answer)
    expect(stored).not.toMatch(/script|onclick/)
    expect(stored).toMatch(/id="p[0-9a-z]{10}-roof"/)
  })

  it('has the title of its file, or a default title', async () => {
    const { client } = await createPainter()
    const titled = house.replace('<rect', '<title>My\n  house</title><rect')
    expect(pictureOf(await client.post('/svg', { svg: titled })).prompt).toBe('My house')
    expect(pictureOf(await client.post('/svg', { svg: house })).prompt).toBe('Uploaded picture')
  })

  it('with a key is stored once', async () => {
    const { client } = await createPainter()
    const key = { 'idempotency-key': 'upload' }
    const answers = [
      await client.post('/svg', { svg: house }, key),
      await client.post('/svg', { svg: house }, key),
    ]
    expect(answers.map(({ status }) => status)).toEqual([201, 200])
    expect(new Set(answers.map((answer) => pictureOf(answer).id)).size).toBe(1)
  })

  it.each([
    ['no SVG', '<html></html>', 'not_svg'],
    ['broken XML', '<svg xmlns="http://www.w3.org/2000/svg"><g></svg>', 'malformed'],
    ['nothing to see', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'nothing_drawn'],
    [
      'a file of the server',
      '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>',
      'internal_subset',
    ],
  ])('%s: is refused with why', async (_what, svg, code) => {
    const { client } = await createPainter()
    expect(await client.post('/svg', { svg })).toMatchObject({
      status: 422,
      body: { code: 'svg_rejected', rejection: { code, message: expect.any(String) } },
    })
  })

  it('may have 2 MiB and not more', async () => {
    const { client } = await createPainter()
    const filled = (bytes: number) => house.replace('</svg>', `<desc>${'x'.repeat(bytes)}</desc></svg>`)
    const large = filled(900_000).replace('</svg>', `${'<rect width="9" height="9"/>'.repeat(20_000)}</svg>`)
    expect((await client.post('/svg', { svg: large })).status).toBe(201)
    expect(await client.post('/svg', { svg: filled(2 * 1024 * 1024) })).toMatchObject({
      status: 400,
      body: { code: 'invalid_upload', error: 'SVG is too large (max 2 MiB)' },
    })
    expect((await client.post('/svg', { svg: filled(3 * 1024 * 1024) })).status).toBe(413)
  })
})

describe('a tree of versions', () => {
  it('has one row in history and gallery: the newest, and the newest that is public', async () => {
    const { client, first } = await createPainter()
    const second = await change(client, first.id, '#111111')
    const third = await change(client, second.id, '#222222')
    expect(await ownIds(client)).toEqual([third.id])
    const shown = async () => (await publicIds()).filter((id) => [first.id, second.id, third.id].includes(id))
    expect(await shown()).toEqual([third.id])
    const setPrivacy = (id: string, privacy: boolean) =>
      client.send('PATCH', `/user/generations/${id}`, { body: { privacy } })
    await setPrivacy(third.id, true)
    expect(await shown()).toEqual([second.id])
    await setPrivacy(second.id, true)
    expect(await shown()).toEqual([first.id])
    await setPrivacy(third.id, false)
    expect(await shown()).toEqual([third.id])
    await setPrivacy(second.id, false)
    expect(await shown()).toEqual([third.id])
    expect(await ownIds(client)).toEqual([third.id])
    expect((await client.get('/svg/history')).body).toMatchObject({ pagination: { totalCount: 1 } })
  })

  it('branches, and says which version was made from which', async () => {
    const { client, first } = await createPainter()
    const [left, right] = [
      await change(client, first.id, '#111111'),
      await change(client, first.id, '#222222'),
    ]
    const leaf = await change(client, left.id, '#333333')
    const parents = new Map((await versionsOf(client, leaf.id)).map(({ id, parentId }) => [id, parentId]))
    expect(parents).toEqual(
      new Map([
        [first.id, null],
        [left.id, first.id],
        [right.id, first.id],
        [leaf.id, left.id],
      ]),
    )
  })

  it('hides private versions from other users; their children get the nearest visible parent', async () => {
    const { client, first } = await createPainter()
    const second = await change(client, first.id, '#111111')
    const third = await change(client, second.id, '#222222')
    await client.send('PATCH', `/user/generations/${second.id}`, { body: { privacy: true } })
    const seen = await versionsOf(api.client(), third.id)
    expect(seen.map(({ id, parentId }) => [id, parentId])).toEqual([
      [first.id, null],
      [third.id, first.id],
    ])
    expect(await versionsOf(client, third.id)).toHaveLength(3)
    expect((await api.client().get(`/svg/${second.id}/versions`)).status).toBe(404)
  })

  it('restores an earlier version byte for byte as its newest one', async () => {
    const { client, first } = await createPainter()
    const second = await change(client, first.id, '#111111')
    const restored = pictureOf(await client.post(`/svg/${first.id}/restore`))
    expect(restored).toMatchObject({ svg: first.svg, parentId: first.id })
    expect(await ownIds(client)).toEqual([restored.id])
    expect(await versionsOf(client, second.id)).toHaveLength(3)
  })

  it('can lose one version, whose children get the parent of that version', async () => {
    const { client, first } = await createPainter()
    const second = await change(client, first.id, '#111111')
    const third = await change(client, second.id, '#222222')
    const remove = (id: string, query: string) => client.send('DELETE', `/user/generations/${id}${query}`)
    expect((await remove(second.id, '?scope=version')).status).toBe(200)
    expect((await versionsOf(client, third.id)).map(({ id, parentId }) => [id, parentId])).toEqual([
      [first.id, null],
      [third.id, first.id],
    ])
    expect((await remove(third.id, '?scope=version')).status).toBe(200)
    expect(await ownIds(client)).toEqual([first.id])
    await waitFor('the gallery', async () => (await publicIds()).includes(first.id))
  })

  it('is deleted as a whole by default', async () => {
    const { client, first } = await createPainter()
    const second = await change(client, first.id, '#111111')
    expect((await client.send('DELETE', `/user/generations/${second.id}`)).status).toBe(200)
    expect(await ownIds(client)).toEqual([])
    for (const { id } of [first, second]) expect((await client.get(`/svg/${id}`)).status).toBe(404)
  })

  it('of a private picture is private', async () => {
    const { client, first } = await createPainter({ privacy: true })
    expect((await change(client, first.id, '#111111')).privacy).toBe(true)
  })

  it('is in the export of the account, with every version', async () => {
    const { client, first } = await createPainter()
    const second = await change(client, first.id, '#111111')
    const { body } = await client.get('/user/export')
    const { generations } = body as { generations: Picture[] }
    expect(generations.map(({ id }) => id)).toEqual([second.id, first.id])
    expect(generations[0]).toMatchObject({ parentId: first.id })
  })

  it('accepts many versions at the same time, and lists one of them', async () => {
    const { client, first } = await createPainter()
    const fills = ['#111111', '#222222', '#333333', '#444444', '#555555', '#666666']
    const versions = await Promise.all(fills.map((fill) => change(client, first.id, fill)))
    for (const version of versions) expect(version.parentId).toBe(first.id)
    expect(await versionsOf(client, first.id)).toHaveLength(7)
    const { rows } = await api.database.pool.query(
      'select id from generations where tree_id = $1 and is_newest',
      [first.id],
    )
    expect(rows).toHaveLength(1)
    expect(await ownIds(client)).toEqual([rows[0].id])
  })

  it('has one newest version after versions were made, hidden and deleted at the same time', async () => {
    const { client, first } = await createPainter()
    for (let round = 0; round < 4; round += 1) {
      const [newest] = await ownIds(client)
      const made = await change(client, first.id, `#00000${round}`)
      await Promise.all([
        change(client, made.id, `#11111${round}`),
        client.send('PATCH', `/user/generations/${made.id}`, { body: { privacy: round % 2 === 0 } }),
        newest !== first.id && client.send('DELETE', `/user/generations/${newest}?scope=version`),
      ])
    }
    const { rows } = await api.database.pool.query(
      `select id, is_newest, privacy, has_newer_public from generations where tree_id = $1 order by created_at desc, id desc`,
      [first.id],
    )
    expect(rows.map((row) => row.is_newest)).toEqual(rows.map((_, at) => at === 0))
    const open = rows.filter((row) => !row.privacy)
    expect(open.map((row) => row.has_newer_public)).toEqual(open.map((_, at) => at > 0))
  })
})

it('a description that names the groups of a picture stays true', async () => {
  const { client } = await createPainter()
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>Both</title><desc>Shows A &amp; B and moon.</desc><g aria-label="A &amp; B"><rect width="5" height="5"/></g><g aria-label="moon"><circle r="3"/></g></svg>'
  const { id } = pictureOf(await client.post('/svg', { svg }))
  const edited = pictureOf(await edit(client, id, [{ op: 'remove', target: { name: 'moon' } }]))
  expect(edited.svg).toContain('<desc>Shows A &amp; B.</desc>')
  const emptied = pictureOf(await edit(client, edited.id, [{ op: 'ungroup', target: { name: 'A & B' } }]))
  expect(emptied.svg).not.toContain('<desc>')
})
