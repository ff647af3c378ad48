import { describe, expect, it } from 'vitest'
import { signUpAdministrator } from '../../../../../test/harness/administrator.ts'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { type Answer, type Client, testPassword } from '../../../../../test/harness/client.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { hangPictures } from '../../../../../test/web/gallery-seed.ts'

const api = keepForSuite(await startTestApi())

type Collection = {
  id: string
  name: string
  description: string | null
  privacy: boolean
  pictures: number
  covers: { id: string }[]
  isOwn: boolean
  author?: { handle: string }
  hasPicture?: boolean
}

const codeOf = ({ body }: Answer) => (body as { code?: string }).code
const collectionOf = ({ body }: Answer) => (body as { collection: Collection }).collection
const make = async (client: Client, texts: object = {}) =>
  collectionOf(await client.post('/collections', { name: 'Animals', ...texts }))
const add = (client: Client, id: string, pictureId: string) =>
  client.send('PUT', `/collections/${id}/pictures/${pictureId}`)
const read = async (client: Client, id: string) => collectionOf(await client.get(`/collections/${id}`))
const idsIn = async (client: Client, id: string, query = 'limit=100') => {
  const { body } = await client.get(`/collections/${id}/pictures?${query}`)
  return (body as { pictures: { id: string }[] }).pictures.map((picture) => picture.id)
}
const ownOf = async (client: Client, query = '') =>
  ((await client.get(`/collections?limit=100${query}`)).body as { collections: Collection[] }).collections

describe('a collection', () => {
  it('is made, renamed, published and deleted by its owner, and nobody else finds a private one', async () => {
    const [owner, other] = [await api.signUp(), await api.signUp()]
    const made = await owner.client.post('/collections', { name: ' Animals ', description: '\u200b' })
    expect(made.status).toBe(201)
    const collection = collectionOf(made)
    const { id } = collection
    expect(made.headers.get('location')).toBe(`/api/collections/${id}`)
    const empty = { name: 'Animals', description: null, privacy: true, pictures: 0, covers: [] }
    expect(collection).toEqual({ id, ...empty, isOwn: true, createdAt: expect.stringMatching(/Z$/) })
    for (const { client } of [other, { client: api.client() }])
      for (const path of [`/collections/${id}`, `/collections/${id}/pictures`])
        expect(codeOf(await client.get(path))).toBe('collection_not_found')
    for (const refused of [
      await other.client.patch(`/collections/${id}`, { name: 'Mine' }),
      await other.client.delete(`/collections/${id}`),
      await add(other.client, id, crypto.randomUUID()),
      await other.client.delete(`/collections/${id}/pictures/${crypto.randomUUID()}`),
    ])
      expect(codeOf(refused)).toBe('collection_not_found')

    const change = { name: 'Quiet animals', description: 'Asleep.\nAll of them.', privacy: false }
    expect(collectionOf(await owner.client.patch(`/collections/${id}`, change))).toMatchObject(change)
    expect(await read(api.client(), id)).toMatchObject({ ...change, isOwn: false })
    expect(await read(other.client, id)).not.toHaveProperty('author')
    const kept = collectionOf(await owner.client.patch(`/collections/${id}`, { description: null }))
    expect(kept).toMatchObject({ name: 'Quiet animals', description: null, privacy: false })
    await owner.client.patch(`/collections/${id}`, { privacy: true })
    expect((await api.client().get(`/collections/${id}`)).status).toBe(404)

    expect((await owner.client.delete(`/collections/${id}`)).body).toEqual({ success: true })
    expect((await owner.client.delete(`/collections/${id}`)).status).toBe(404)
    expect(await ownOf(owner.client)).toEqual([])
  })

  it.each([
    [{}, 'Name is required'],
    [{ name: '\u200b \u2800' }, 'Name is required'],
    [{ name: 'x'.repeat(81) }, 'Name is too long (max 80 characters)'],
    [{ name: 'two\nlines' }, 'Name contains control characters'],
    [{ name: 'Fine', description: 'x'.repeat(501) }, 'Description is too long (max 500 characters)'],
    [{ name: 'Fine', description: 'a\u0007b' }, 'Description contains control characters'],
    [{ name: 'Fine', privacy: 'perhaps' }, 'Invalid privacy. Must be true or false'],
  ])('is refused with %j', async (texts, error) => {
    const { client } = await api.signUp()
    expect(await client.post('/collections', texts)).toMatchObject({ status: 400, body: { error } })
    const { id } = await make(client)
    if ('name' in texts)
      expect(await client.patch(`/collections/${id}`, texts)).toMatchObject({ status: 400, body: { error } })
    expect(await ownOf(client)).toMatchObject([{ name: 'Animals' }])
  })

  it('refuses texts that a prompt may not have', async () => {
    const { client } = await api.signUp()
    const { id } = await make(client)
    for (const text of [
      { name: 'how to build a pipe bomb' },
      { name: 'Fine', description: 'how to build a pipe bomb' },
    ]) {
      expect(codeOf(await client.post('/collections', text))).toBe('forbidden_text')
      expect(codeOf(await client.patch(`/collections/${id}`, text))).toBe('forbidden_text')
    }
  })

  it('has own pictures and public ones of others, each once, newest added first', async () => {
    const [owner, other] = [await api.signUp(), await api.signUp()]
    const [mine = ''] = await hangPictures(api, { userId: owner.id, count: 1, privacy: true })
    const theirs = await hangPictures(api, { userId: other.id, count: 4 })
    const [secret = ''] = await hangPictures(api, { userId: other.id, count: 1, privacy: true })
    const { id } = await make(owner.client)
    for (const one of [secret, crypto.randomUUID(), 'no-id'])
      expect(codeOf(await add(owner.client, id, one))).toBe('svg_not_found')
    for (const one of [mine, ...theirs, mine]) expect((await add(owner.client, id, one)).status).toBe(200)
    const newestFirst = [...theirs.toReversed(), mine]
    expect(await idsIn(owner.client, id)).toEqual(newestFirst)
    const { covers, pictures } = await read(owner.client, id)
    expect([pictures, covers.map((cover) => cover.id)]).toEqual([5, newestFirst.slice(0, 4)])

    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const path = `/collections/${id}/pictures?limit=2${cursor && `&cursor=${cursor}`}`
      const page = (await owner.client.get(path)).body as {
        pictures: { id: string }[]
        nextCursor: string | null
      }
      seen.push(...page.pictures.map((picture) => picture.id))
      cursor = page.nextCursor
    }
    expect(seen).toEqual(newestFirst)

    const [first = ''] = theirs
    expect((await ownOf(owner.client, `&picture=${first}`))[0]?.hasPicture).toBe(true)
    const removed = await owner.client.delete(`/collections/${id}/pictures/${first}`)
    expect(collectionOf(removed).pictures).toBe(4)
    expect((await owner.client.delete(`/collections/${id}/pictures/${first}`)).status).toBe(200)
    expect((await ownOf(owner.client, `&picture=${first}`))[0]?.hasPicture).toBe(false)
    for (const wrong of ['&picture=no-id', '&cursor=x'])
      expect((await owner.client.get(`/collections?limit=100${wrong}`)).status).toBe(400)
  })

  it('shows and counts for others only pictures that are public, and those again that become public again', async () => {
    const [owner, painter] = [await api.signUp(), await api.signUp()]
    const admin = (await signUpAdministrator(api)).client
    const [mine = ''] = await hangPictures(api, { userId: owner.id, count: 1, privacy: true })
    const [one = '', two = ''] = await hangPictures(api, { userId: painter.id, count: 2 })
    const { id } = await make(owner.client, { privacy: false })
    for (const picture of [mine, one, two]) await add(owner.client, id, picture)
    const visitor = api.client()
    async function seenBy(client: Client) {
      const { pictures, covers } = await read(client, id)
      const ids = await idsIn(client, id)
      expect([pictures, covers.map((cover) => cover.id)]).toEqual([ids.length, ids])
      return ids
    }
    expect(await seenBy(visitor)).toEqual([two, one])
    expect(await seenBy(owner.client)).toEqual([two, one, mine])

    await painter.client.patch(`/user/generations/${one}`, { privacy: true })
    expect(await seenBy(visitor)).toEqual([two])
    expect(await seenBy(owner.client)).toEqual([two, mine])
    await painter.client.patch(`/user/generations/${one}`, { privacy: false })
    expect(await seenBy(visitor)).toEqual([two, one])

    const reason = 'insults others'
    await admin.post(`/admin/pictures/${two}/hide`, { reason })
    expect(await seenBy(visitor)).toEqual([one])
    await admin.post(`/admin/pictures/${two}/show`, { reason })
    expect(await seenBy(visitor)).toEqual([two, one])

    await painter.client.delete(`/user/generations/${two}`)
    expect(await seenBy(visitor)).toEqual([one])
    await painter.client.delete('/user', { password: testPassword })
    expect(await seenBy(owner.client)).toEqual([mine])
  })

  it('keeps the version that was added', async () => {
    const [owner, painter] = [await api.signUp(), await api.signUp()]
    const [first = ''] = await hangPictures(api, { userId: painter.id, count: 1 })
    const { id } = await make(owner.client, { privacy: false })
    await add(owner.client, id, first)
    const edits = [{ op: 'opacity', target: { all: true }, value: 0.5 }]
    const edited = await painter.client.post(`/svg/${first}/edits`, { edits })
    expect(edited.status).toBe(201)
    expect(await idsIn(api.client(), id)).toEqual([first])
    await painter.client.delete(`/user/generations/${first}`)
    expect(await idsIn(api.client(), id)).toEqual([])
  })

  it('that is public is on the page of its author, if there is one, and is hidden while the author is suspended', async () => {
    const { client, id: userId } = await api.signUp()
    const admin = (await signUpAdministrator(api)).client
    const [shown, hidden] = [await make(client, { privacy: false }), await make(client)]
    await hangPictures(api, { userId, count: 1, privacy: true }).then(([id = '']) =>
      add(client, shown.id, id),
    )
    await client.send('PUT', '/user/author', { body: { handle: 'collector', isPublic: true } })
    const listed = async () => {
      const { body } = await api.client().get('/authors/collector/collections')
      return (body as { collections?: Collection[] }).collections
    }
    expect(await listed()).toMatchObject([{ id: shown.id, pictures: 0, isOwn: false }])
    expect((await read(api.client(), shown.id)).author).toEqual({ handle: 'collector', name: 'collector' })
    await client.patch(`/collections/${hidden.id}`, { privacy: false })
    expect((await listed())?.map(({ id }) => id)).toEqual([hidden.id, shown.id])

    const reason = 'insults others'
    await admin.post(`/admin/users/${userId}/suspend`, { reason })
    expect(await listed()).toBeUndefined()
    expect((await api.client().get(`/collections/${shown.id}`)).status).toBe(404)
    await admin.post(`/admin/users/${userId}/restore`, { reason })
    expect(await listed()).toHaveLength(2)
  })

  it('has a link preview with its newest public picture, while it is public', async () => {
    const { client, id: userId } = await api.signUp()
    const [mine = ''] = await hangPictures(api, { userId, count: 1, privacy: true })
    const [open = ''] = await hangPictures(api, { userId, count: 1 })
    const { id } = await make(client, { name: 'Animals & "more"', description: 'Asleep.', privacy: false })
    for (const picture of [open, mine]) await add(client, id, picture)
    const head = async () => (await fetch(`${api.url}/collection/${id}`)).text()
    expect(await head()).toContain('<meta property="og:title" content="Animals &amp; &quot;more&quot;">')
    expect(await head()).toContain('<meta property="og:description" content="Asleep.">')
    expect(await head()).toContain(`/api/svg/${open}/file.png?size=1024`)
    await client.patch(`/user/generations/${open}`, { privacy: true })
    expect(await head()).not.toContain('file.png')
    await client.patch(`/collections/${id}`, { privacy: true })
    expect(await head()).not.toContain('og:title')
  })

  it('is in the export of the account, and is deleted with it', async () => {
    const { client, id: userId } = await api.signUp()
    const pictures = await hangPictures(api, { userId, count: 2, privacy: true })
    const { id } = await make(client)
    for (const picture of pictures) await add(client, id, picture)
    expect((await client.get('/user/export')).body).toMatchObject({
      collections: [{ id, name: 'Animals', privacy: true, pictures: pictures.map((one) => ({ id: one })) }],
    })
    expect((await client.delete('/user', { password: testPassword })).status).toBe(200)
    const { rows } = await api.database.pool.query('select from collections where id = $1', [id])
    expect(rows).toEqual([])
  })
})
