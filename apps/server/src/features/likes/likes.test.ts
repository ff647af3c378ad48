import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import type { Client } from '../../../../../test/harness/client.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { hangPictures } from '../../../../../test/web/gallery-seed.ts'

const api = keepForSuite(await startTestApi())

type Liked = { id: string; likes: number; liked: boolean }

const like = (client: Client, id: string) => client.send('PUT', `/gallery/${id}/like`)
const likesOf = async (client: Client, ids: string[]) =>
  ((await client.get(`/gallery/likes?ids=${ids}`)).body as { likes: Liked[] }).likes
const mostLiked = async (query = 'limit=100') =>
  (await api.client().get(`/gallery/most-liked?${query}`)).body as {
    publicGenerations: { id: string; likes: number }[]
    nextCursor: string | null
  }

/** Whether the counts match the likes. */
async function findWrongCounts(): Promise<unknown[]> {
  const { rows } = await api.database.pool.query(
    `select coalesce(counted.picture_id, likes.picture_id) as id, counted.likes, likes.count
     from like_counts counted full join (select picture_id, count(*)::int from picture_likes group by 1) likes using (picture_id)
     where counted.likes is distinct from likes.count`,
  )
  return rows
}

describe('likes', () => {
  it('count once for each user, can be removed, and are visible to everybody', async () => {
    const [owner, fan, other] = [await api.signUp(), await api.signUp(), await api.signUp()]
    const [id = ''] = await hangPictures(api, { userId: owner.id, count: 1 })
    expect((await like(fan.client, id)).body).toEqual({ id, likes: 1, liked: true })
    expect((await like(fan.client, id)).body).toEqual({ id, likes: 1, liked: true })
    expect((await like(other.client, id)).body).toEqual({ id, likes: 2, liked: true })
    expect(await likesOf(api.client(), [id])).toEqual([{ id, likes: 2, liked: false }])
    expect((await fan.client.delete(`/gallery/${id}/like`)).body).toEqual({ id, likes: 1, liked: false })
    expect((await fan.client.delete(`/gallery/${id}/like`)).body).toEqual({ id, likes: 1, liked: false })
    expect(await likesOf(other.client, [id])).toEqual([{ id, likes: 1, liked: true }])
    expect(await findWrongCounts()).toEqual([])
    expect((await other.client.get('/user/export')).body).toMatchObject({ likes: [{ id }] })
    expect((await fan.client.get('/user/export')).body).toMatchObject({ likes: [] })
  })

  it('are for public pictures only, and hidden with them', async () => {
    const [owner, fan] = [await api.signUp(), await api.signUp()]
    const [secret = ''] = await hangPictures(api, { userId: owner.id, count: 1, privacy: true })
    for (const id of [secret, crypto.randomUUID(), 'no-id'])
      expect((await like(fan.client, id)).status).toBe(404)
    const [open = ''] = await hangPictures(api, { userId: owner.id, count: 1 })
    await like(fan.client, open)
    await owner.client.patch(`/user/generations/${open}`, { privacy: true })
    expect(await likesOf(fan.client, [open])).toEqual([])
    expect((await mostLiked()).publicGenerations.some(({ id }) => id === open)).toBe(false)
    expect((await like(api.client(), open)).status).toBe(401)
    expect((await fan.client.get('/gallery/likes?ids=no-id')).status).toBe(400)
    expect((await fan.client.get('/gallery/likes')).status).toBe(400)
  })

  it('order the pictures, page after page, also by style', async () => {
    const [owner, ...fans] = await Promise.all(Array.from({ length: 4 }, () => api.signUp()))
    if (!owner) throw new Error('nobody signed up')
    const ids = await hangPictures(api, { userId: owner.id, count: 3, style: 'gradient' })
    for (const [at, id] of ids.entries()) for (const fan of fans.slice(0, at + 1)) await like(fan.client, id)
    const ranked = (await mostLiked('style=gradient')).publicGenerations
    expect(ranked.map(({ id, likes }) => [id, likes])).toEqual(ids.map((id, at) => [id, at + 1]).toReversed())
    const paged: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await mostLiked(`style=gradient&limit=1${cursor && `&cursor=${cursor}`}`)
      paged.push(...page.publicGenerations.map(({ id }) => id))
      cursor = page.nextCursor
    }
    expect(paged).toEqual(ids.toReversed())
    for (const wrong of ['cursor=abc', 'limit=many', 'style=baroque'])
      expect((await api.client().get(`/gallery/most-liked?${wrong}`)).status).toBe(400)
  })

  it('order what a search finds, also with a word that is misspelt, a style and a model', async () => {
    const [owner, ...fans] = await Promise.all(Array.from({ length: 4 }, () => api.signUp()))
    if (!owner) throw new Error('nobody signed up')
    const ids = await hangPictures(api, { userId: owner.id, count: 3, prompt: 'zeppelin', style: 'minimal' })
    const others = await hangPictures(api, { userId: owner.id, count: 2, prompt: 'submarine' })
    for (const [at, id] of ids.entries()) for (const fan of fans.slice(0, at + 1)) await like(fan.client, id)
    for (const id of others) for (const { client } of fans) await like(client, id)
    const found = async (query: string) =>
      (await mostLiked(`limit=100&${query}`)).publicGenerations.map(({ id }) => id)
    expect(await found('q=zeppelin')).toEqual(ids.toReversed())
    expect(await found('q=zepp&style=minimal&model=composer')).toEqual(ids.toReversed())
    expect(await found('q=zeppelin&style=3d')).toEqual([])
    expect(await found('q=zepelin')).toEqual(ids.toReversed())
    expect(await found('q=zeppelin+2')).toEqual([ids[1]])
    expect(await found('q=%20%20&style=minimal')).toEqual(ids.toReversed())
    expect(new Set(await found('q=submarine'))).toEqual(new Set(others))
    const paged: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await mostLiked(`q=zepelin&limit=1${cursor && `&cursor=${cursor}`}`)
      paged.push(...page.publicGenerations.map(({ id }) => id))
      cursor = page.nextCursor
    }
    expect(paged).toEqual(ids.toReversed())
    expect((await api.client().get('/gallery/most-liked?model=nobody')).status).toBe(400)
  })

  it('stay counted while pictures and accounts are deleted at the same time', async () => {
    const owner = await api.signUp()
    const fans = await Promise.all(Array.from({ length: 6 }, () => api.signUp()))
    const ids = await hangPictures(api, { userId: owner.id, count: 5 })
    await Promise.all([
      ...fans.flatMap(({ client }) => ids.map((id) => like(client, id))),
      ...fans.slice(0, 3).flatMap(({ client }) => ids.map((id) => client.delete(`/gallery/${id}/like`))),
    ])
    expect(await findWrongCounts()).toEqual([])
    const gone = fans.slice(0, 3).map(({ id }) => id)
    await Promise.all([
      ...gone.map((id) => api.database.pool.query('delete from users where id = $1', [id])),
      owner.client.delete(`/user/generations/${ids[0]}`),
      ...fans.slice(3).flatMap(({ client }) => ids.map((id) => like(client, id))),
    ])
    expect(await findWrongCounts()).toEqual([])
    expect(await likesOf(api.client(), ids)).toHaveLength(4)
  })
})
