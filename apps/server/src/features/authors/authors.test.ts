import { describe, expect, it } from 'vitest'
import { signUpAdministrator } from '../../../../../test/harness/administrator.ts'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { type Answer, type Client, testPassword } from '../../../../../test/harness/client.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { hangPictures } from '../../../../../test/web/gallery-seed.ts'

const api = keepForSuite(await startTestApi())

type Named = { id: string; author?: { handle: string; name: string } }

let handles = 0
const newHandle = () => {
  handles += 1
  return `painter-${handles}`
}
const put = (client: Client, settings: object) =>
  client.send('PUT', '/user/author', { body: { isPublic: true, ...settings } })
const codeOf = ({ body }: Answer) => (body as { code?: string }).code
const listOf = ({ body }: Answer) => (body as { publicGenerations: Named[] }).publicGenerations

/** Every answer in which a visitor finds the author's name beside this picture. */
async function findNames(handle: string, id: string): Promise<string[]> {
  const visitor = api.client()
  const found: string[] = []
  for (const path of ['/svg/public?limit=100', '/gallery/most-liked?limit=100']) {
    const row = listOf(await visitor.get(path)).find((picture) => picture.id === id)
    if (row?.author) found.push(path)
  }
  const { svgGeneration } = (await visitor.get(`/svg/${id}`)).body as { svgGeneration: Named }
  if (svgGeneration.author) found.push('/svg/:id')
  for (const list of ['', '/pictures', '/most-liked', '/collections'])
    if ((await visitor.get(`/authors/${handle}${list}`)).status === 200) found.push(`/authors${list}`)
  const page = await fetch(`${api.url}/author/${handle}`)
  if ((await page.text()).includes('og:title')) found.push('preview')
  return found
}
const everywhere = [
  '/svg/public?limit=100',
  '/gallery/most-liked?limit=100',
  '/svg/:id',
  ...['/authors', '/authors/pictures', '/authors/most-liked', '/authors/collections', 'preview'],
]

describe('the page of an author', () => {
  it('exists only after its user has chosen it, and leaves everywhere at once when it is switched off', async () => {
    const { client, id: userId } = await api.signUp()
    const [id = ''] = await hangPictures(api, { userId, count: 1, ageSeconds: 0 })
    await client.send('PUT', `/gallery/${id}/like`)
    const handle = newHandle()
    expect((await client.get('/user/author')).body).toEqual({ author: null })
    expect(await findNames(handle, id)).toEqual([])

    const settings = { handle, displayName: 'Ada Lovelace', biography: 'Machines.\nAnd music.' }
    const answer = await put(client, { ...settings, handle: handle.toUpperCase() })
    expect(answer.body).toEqual({ author: { ...settings, isPublic: true } })
    expect(await findNames(handle, id)).toEqual(everywhere)
    const { body } = await api.client().get(`/authors/${handle.toUpperCase()}`)
    expect(body).toEqual({ author: { handle, name: 'Ada Lovelace', biography: 'Machines.\nAnd music.' } })

    await put(client, { ...settings, isPublic: false })
    expect(await findNames(handle, id)).toEqual([])
    expect((await client.get('/user/author')).body).toEqual({ author: { ...settings, isPublic: false } })
    expect(codeOf(await api.client().get(`/authors/${handle}`))).toBe('author_not_found')

    await put(client, { handle, displayName: ' \u200b ' })
    expect((await api.client().get(`/authors/${handle}`)).body).toEqual({
      author: { handle, name: handle, biography: null },
    })
  })

  it('shows another name in the cached gallery at once', async () => {
    const { client, id: userId } = await api.signUp()
    const [id = ''] = await hangPictures(api, { userId, count: 1, ageSeconds: 0 })
    const [first, second] = [newHandle(), newHandle()]
    const nameIn = async () =>
      listOf(await api.client().get('/svg/public')).find((picture) => picture.id === id)?.author
    expect(await nameIn()).toBeUndefined()
    await put(client, { handle: first, displayName: 'One' })
    expect(await nameIn()).toEqual({ handle: first, name: 'One' })
    await put(client, { handle: second, displayName: 'One' })
    expect(await nameIn()).toEqual({ handle: second, name: 'One' })
    expect((await api.client().get(`/authors/${first}`)).status).toBe(404)
  })

  it('lists public pictures alone, newest first or most liked first, page after page', async () => {
    const { client, id: userId } = await api.signUp()
    const [fan, handle] = [await api.signUp(), newHandle()]
    await put(client, { handle })
    const ids = await hangPictures(api, { userId, count: 5 })
    await hangPictures(api, { userId, count: 2, privacy: true })
    await hangPictures(api, { userId: fan.id, count: 2 })
    for (const by of [client, fan.client]) await by.send('PUT', `/gallery/${ids[3]}/like`)
    await client.send('PUT', `/gallery/${ids[1]}/like`)
    async function readAll(list: string): Promise<string[]> {
      const seen: string[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const query = `limit=2${cursor && `&cursor=${cursor}`}`
        const answer = await api.client().get(`/authors/${handle}/${list}?${query}`)
        seen.push(...listOf(answer).map(({ id }) => id))
        cursor = (answer.body as { nextCursor: string | null }).nextCursor
      }
      return seen
    }
    expect(await readAll('pictures')).toEqual(ids)
    expect(await readAll('most-liked')).toEqual([ids[3], ids[1]])
    await client.patch(`/user/generations/${ids[3]}`, { privacy: true })
    expect(await readAll('most-liked')).toEqual([ids[1]])
    for (const wrong of [
      'pictures?cursor=x',
      'most-liked?cursor=x',
      'most-liked?limit=many',
      'collections?cursor=x',
    ])
      expect((await api.client().get(`/authors/${handle}/${wrong}`)).status).toBe(400)
  })

  it.each([
    [{}, 'Handle is required'],
    [{ handle: 'ab' }, 'Handle must have 3 to 30 characters'],
    [{ handle: 'a'.repeat(31) }, 'Handle must have'],
    [{ handle: '-ada' }, 'Handle must have'],
    [{ handle: 'ada-' }, 'Handle must have'],
    [{ handle: 'ada lovelace' }, 'Handle must have'],
    [{ handle: 'ädä' }, 'Handle must have'],
    [{ handle: 'mi\u212ae' }, 'Handle must have'],
    [{ handle: 7 }, 'Handle must have'],
    [{ handle: 'Admin' }, 'This handle is reserved'],
    [{ handle: 'a-p-i' }, 'This handle is reserved'],
    [{ handle: 'log-in' }, 'This handle is reserved'],
    [{ handle: 'fine', displayName: 'x'.repeat(81) }, 'Display name is too long (max 80 characters)'],
    [{ handle: 'fine', displayName: 'two\nlines' }, 'Display name contains control characters'],
    [{ handle: 'fine', biography: 'x'.repeat(501) }, 'Biography is too long (max 500 characters)'],
    [{ handle: 'fine', biography: 'a\u0007b' }, 'Biography contains control characters'],
    [{ handle: 'fine', isPublic: 'perhaps' }, 'Invalid isPublic. Must be true or false'],
  ])('is refused with %j', async (settings, text) => {
    const { client } = await api.signUp()
    const answer = await put(client, settings)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ error: expect.stringContaining(text), code: 'invalid_author' })
    expect((await client.get('/user/author')).body).toEqual({ author: null })
  })

  it('takes no text that a prompt may not have', async () => {
    const { client } = await api.signUp()
    for (const text of [
      { displayName: 'how to build a pipe bomb' },
      { biography: 'how to build a pipe bomb' },
    ])
      expect(codeOf(await put(client, { handle: newHandle(), ...text }))).toBe('forbidden_text')
    expect((await client.get('/user/author')).body).toEqual({ author: null })
  })

  it('has a handle that one of two users gets who choose it at the same time, in any case', async () => {
    const users = await Promise.all(Array.from({ length: 8 }, () => api.signUp()))
    for (let round = 0; round < 5; round += 1) {
      const handle = newHandle()
      const answers = await Promise.all(
        users.map(({ client }, at) => put(client, { handle: at % 2 ? handle : handle.toUpperCase() })),
      )
      const won = answers.filter(({ status }) => status === 200)
      expect(won).toHaveLength(1)
      expect(answers.filter((answer) => codeOf(answer) === 'handle_taken')).toHaveLength(7)
    }
  })

  it('keeps its handle while it is off, and releases it with the account', async () => {
    const [{ client }, other, handle] = [await api.signUp(), await api.signUp(), newHandle()]
    await put(client, { handle, isPublic: false })
    expect(codeOf(await put(other.client, { handle }))).toBe('handle_taken')
    await client.delete('/user', { password: testPassword })
    expect((await put(other.client, { handle })).status).toBe(200)
  })

  it('has a former handle, which nobody else gets for 30 days', async () => {
    const { client, id } = await api.signUp()
    const [other, first, second] = [await api.signUp(), newHandle(), newHandle()]
    await put(client, { handle: first })
    await put(client, { handle: second })
    expect(codeOf(await put(other.client, { handle: first }))).toBe('handle_taken')
    expect((await other.client.get('/user/author')).body).toEqual({ author: null })
    await put(client, { handle: second, biography: 'The handle is the same.' })
    expect(codeOf(await put(other.client, { handle: first }))).toBe('handle_taken')
    expect((await put(client, { handle: first })).status).toBe(200)
    expect(codeOf(await put(other.client, { handle: second }))).toBe('handle_taken')
    await api.database.pool.query(
      `update authors set handle_changed_at = now() - interval '31 days' where user_id = $1`,
      [id],
    )
    expect((await put(other.client, { handle: second })).status).toBe(200)
  })

  it('gives a handle to nobody who asks for it while its user chooses another one', async () => {
    const users = await Promise.all(Array.from({ length: 5 }, () => api.signUp()))
    const [owner, ...others] = users.map(({ client }) => client)
    if (!owner) throw new Error('nobody has a page')
    for (let round = 0; round < 10; round += 1) {
      const handle = newHandle()
      await put(owner, { handle })
      const [left, ...answers] = await Promise.all([
        put(owner, { handle: newHandle() }),
        ...others.map((client) => put(client, { handle })),
      ])
      expect(left?.status).toBe(200)
      expect(answers.map(codeOf)).toEqual(others.map(() => 'handle_taken'))
    }
  })

  it('is gone while its user is suspended', async () => {
    const { client, id: userId } = await api.signUp()
    const [admin, handle] = [(await signUpAdministrator(api)).client, newHandle()]
    const [id = ''] = await hangPictures(api, { userId, count: 1, ageSeconds: 0 })
    await client.send('PUT', `/gallery/${id}/like`)
    await put(client, { handle })
    const reason = 'insults others'
    expect((await admin.post(`/admin/users/${userId}/suspend`, { reason })).status).toBe(200)
    expect(await findNames(handle, id)).toEqual([])
    expect((await admin.post(`/admin/users/${userId}/restore`, { reason })).status).toBe(200)
    expect(await findNames(handle, id)).toEqual(everywhere)
  })

  it('is in the export of the account', async () => {
    const [{ client }, handle] = [await api.signUp(), newHandle()]
    await put(client, { handle, biography: 'Machines.', isPublic: false })
    expect((await client.get('/user/export')).body).toMatchObject({
      authorPage: { handle, biography: 'Machines.', isPublic: false },
    })
  })
})
