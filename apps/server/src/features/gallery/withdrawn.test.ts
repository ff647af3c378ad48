import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, testPassword } from '../../../../../test/harness/client.ts'
import { type Fleet, sharedStores, startFleet } from '../../../../../test/harness/fleet.ts'
import { hangPictures } from '../../../../../test/web/gallery-seed.ts'

const listOf = async (client: Client, query = '') => {
  const answer = await client.get(`/svg/public${query}`)
  expect(answer.status).toBe(200)
  return (answer.body as { publicGenerations: { id: string }[] }).publicGenerations.map(({ id }) => id)
}

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
