import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, testPassword } from '../../../../../test/harness/client.ts'
import { type Fleet, sharedStores, startFleet } from '../../../../../test/harness/fleet.ts'
import { hangPictures } from '../../../../../test/web/gallery-seed.ts'

type Shown = { id: string; author?: { handle: string; name: string } | undefined }
type Listed = { publicGenerations: Shown[]; nextCursor: string }

const readList = async (client: Client, query = '') => {
  const answer = await client.get(`/svg/public${query}`)
  expect(answer.status).toBe(200)
  return answer.body as Listed
}
const listOf = async (client: Client, query = '') =>
  (await readList(client, query)).publicGenerations.map(({ id }) => id)

describe.each(sharedStores)('with two instances on $store', ({ store }) => {
  let fleet: Fleet
  beforeAll(async () => {
    fleet = await startFleet(store)
  })
  afterAll(() => fleet[Symbol.asyncDispose]())

  it('a picture that is made private or deleted leaves the public list at once on both', async () => {
    const owner = fleet.client(0)
    const { id: userId } = await owner.register()
    const ids = await hangPictures(fleet, { userId, count: 8, prompt: 'kite' })
    const visitors = [fleet.client(0), fleet.client(1)]
    for (const [at, id] of ids.entries()) {
      // Both cache the page now, whatever they cached before.
      for (const visitor of visitors) expect(await listOf(visitor)).toContain(id)
      for (const visitor of visitors) expect(await listOf(visitor, '?q=kite')).toContain(id)
      const done =
        at % 2 === 0
          ? await owner.patch(`/user/generations/${id}`, { privacy: true })
          : await owner.delete(`/user/generations/${id}`)
      expect(done.status).toBe(200)
      for (const visitor of visitors) expect(await listOf(visitor)).not.toContain(id)
      for (const visitor of visitors) expect(await listOf(visitor, '?q=kite')).not.toContain(id)
    }
  })

  it('a page in the depth that both have read shows every change of its pictures and their author at once', async () => {
    const [owner, admin] = [fleet.client(0), fleet.client(1)]
    const [{ id: userId }, { id: adminId }] = [await owner.register(), await admin.register()]
    await fleet.database.pool.query(`update users set role = 'ADMIN' where id = $1`, [adminId])
    let shown = await hangPictures(fleet, { userId, count: 30, style: '3d' })
    let author: Shown['author']
    const { nextCursor } = await readList(owner, '?style=3d&limit=10')
    const deep = `?style=3d&limit=10&cursor=${nextCursor}`
    const expectEverywhere = async () => {
      for (const visitor of [fleet.client(0), fleet.client(1)])
        for (const query of [deep, `${deep}&page=2`]) {
          const { publicGenerations } = await readList(visitor, query)
          expect(publicGenerations.map(({ id }) => id)).toEqual(shown.slice(10, 20))
          expect(new Set(publicGenerations.map((row) => row.author?.name))).toEqual(new Set([author?.name]))
        }
    }
    const name = (displayName: string, isPublic = true) => {
      author = isPublic ? { handle: 'deep-painter', name: displayName } : undefined
      return owner.send('PUT', '/user/author', { body: { handle: 'deep-painter', displayName, isPublic } })
    }
    const all = shown
    const remove = (id = '') => {
      shown = shown.filter((one) => one !== id)
      return id
    }
    const setPrivacy = (id = '', privacy = true) => owner.patch(`/user/generations/${id}`, { privacy })
    const reason = { reason: 'It shows an address.' }
    await expectEverywhere()
    for (const change of [
      () => name('Grace'),
      () => name('Ada'),
      () => setPrivacy(remove(shown[12])),
      () => {
        shown = all
        return setPrivacy(all[12], false)
      },
      () => owner.delete(`/user/generations/${remove(shown[10])}`),
      () => admin.post(`/admin/pictures/${remove(shown[19])}/hide`, reason),
      () => name('Ada', false),
      () => name('Ada'),
      () => {
        author = undefined
        return admin.post(`/admin/users/${userId}/suspend`, reason)
      },
    ]) {
      expect((await change()).status).toBe(200)
      await expectEverywhere()
    }
  })

  it('a client that revalidates its copy does not get 304', async () => {
    const owner = fleet.client(0)
    const { id: userId } = await owner.register()
    const [id] = await hangPictures(fleet, { userId, count: 3, style: 'cartoon' })
    const visitor = fleet.client(1)
    const first = await visitor.get('/svg/public?style=cartoon')
    const etag = first.headers.get('etag') ?? ''
    expect((await visitor.get('/svg/public?style=cartoon', { 'if-none-match': etag })).status).toBe(304)
    await owner.patch(`/user/generations/${id}`, { privacy: true })
    const next = await visitor.get('/svg/public?style=cartoon', { 'if-none-match': etag })
    expect(next.status).toBe(200)
    expect(next.text).not.toContain(id)
    expect(next.headers.get('cache-control')).toBe('public, max-age=0, must-revalidate')
  })

  it('the pictures of a deleted account leave at once as well', async () => {
    const owner = fleet.client(0)
    const { id: userId } = await owner.register()
    const ids = await hangPictures(fleet, { userId, count: 3, style: 'outline' })
    for (const at of [0, 1])
      expect(await listOf(fleet.client(at), '?style=outline')).toEqual(expect.arrayContaining(ids))
    expect((await owner.delete('/user', { password: testPassword })).status).toBe(200)
    for (const at of [0, 1])
      for (const id of ids) expect(await listOf(fleet.client(at), '?style=outline')).not.toContain(id)
  })

  it('the name of an author leaves both at once when the page is switched off, and collections lose what is private', async () => {
    const owner = fleet.client(0)
    const { id: userId } = await owner.register()
    const ids = await hangPictures(fleet, { userId, count: 4, style: 'gradient' })
    const handle = 'painter-of-both'
    const choose = (isPublic: boolean) =>
      owner.send('PUT', '/user/author', { body: { handle, displayName: 'Grace', isPublic } })
    const made = await owner.post('/collections', { name: 'Kites', privacy: false })
    const { collection } = made.body as { collection: { id: string } }
    for (const id of ids) await owner.send('PUT', `/collections/${collection.id}/pictures/${id}`)
    for (const id of ids) {
      expect((await choose(true)).status).toBe(200)
      for (const visitor of [fleet.client(0), fleet.client(1)]) {
        expect((await visitor.get('/svg/public?style=gradient')).text).toContain('Grace')
        expect((await visitor.get(`/collections/${collection.id}/pictures`)).text).toContain(id)
      }
      await choose(false)
      for (const visitor of [fleet.client(0), fleet.client(1)]) {
        const { text } = await visitor.get('/svg/public?style=gradient')
        expect([text.includes(id), text.includes('Grace')]).toEqual([true, false])
        expect((await visitor.get(`/authors/${handle}`)).status).toBe(404)
      }
      await owner.patch(`/user/generations/${id}`, { privacy: true })
      for (const visitor of [fleet.client(0), fleet.client(1)])
        expect((await visitor.get(`/collections/${collection.id}/pictures`)).text).not.toContain(id)
    }
  })
})
