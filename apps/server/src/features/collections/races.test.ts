import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { type Client, testPassword } from '../../../../../test/harness/client.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { hangPictures } from '../../../../../test/web/gallery-seed.ts'

const api = keepForSuite(await startTestApi())

const codesOf = (answers: { status: number; body: unknown }[]) =>
  answers.map(({ status, body }) => (status < 300 ? status : (body as { code: string }).code)).sort()

const make = async (client: Client) =>
  (
    (await client.post('/collections', { name: 'Animals', privacy: false })).body as {
      collection: { id: string }
    }
  ).collection.id
const add = (client: Client, id: string, pictureId: string) =>
  client.send('PUT', `/collections/${id}/pictures/${pictureId}`)

describe('at the same time', () => {
  it('a user makes no more than 100 collections', async () => {
    const { client, id } = await api.signUp()
    await api.database.pool.query(
      `insert into collections (id, user_id, name, privacy) select gen_random_uuid(), $1, 'many', true from generate_series(1, 97)`,
      [id],
    )
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => client.post('/collections', { name: 'more' })),
    )
    expect(codesOf(answers)).toEqual([201, 201, 201, ...Array(5).fill('too_many_collections')])
  })

  it('a collection gets no more than 1,000 pictures, and what it has can be added again', async () => {
    const { client, id: userId } = await api.signUp()
    const ids = await hangPictures(api, { userId, count: 1_005 })
    const id = await make(client)
    await api.database.pool.query(
      'insert into collection_pictures (collection_id, picture_id) select $1, unnest($2::uuid[])',
      [id, ids.slice(0, 998)],
    )
    const answers = await Promise.all(ids.slice(998).map((picture) => add(client, id, picture)))
    expect(codesOf(answers)).toEqual([200, 200, ...Array(5).fill('collection_full')])
    expect((await add(client, id, ids[0] ?? '')).body).toMatchObject({ collection: { pictures: 1_000 } })
  })

  it('pictures are added, hidden and deleted, accounts too, and nothing private is shown or left behind', async () => {
    for (let round = 0; round < 4; round += 1) {
      const [painter, ...collectors] = await Promise.all(Array.from({ length: 4 }, () => api.signUp()))
      if (!painter) throw new Error('nobody signed up')
      const pictures = await hangPictures(api, { userId: painter.id, count: 6 })
      const owned = await Promise.all(
        collectors.map(async ({ client }) => ({ client, id: await make(client) })),
      )
      const answers = await Promise.all([
        ...owned.flatMap(({ client, id }) => pictures.map((picture) => add(client, id, picture))),
        ...pictures
          .slice(0, 3)
          .map((one) => painter.client.patch(`/user/generations/${one}`, { privacy: true })),
        ...pictures.slice(3, 5).map((one) => painter.client.delete(`/user/generations/${one}`)),
        ...collectors.slice(0, 1).map(({ client }) => client.delete('/user', { password: testPassword })),
      ])
      expect(answers.map(({ status }) => status).filter((status) => status >= 500 && status !== 503)).toEqual(
        [],
      )
      for (const { client, id } of owned.slice(1)) {
        // It may have waited for a deletion, and got 503.
        expect((await add(client, id, pictures[5] ?? '')).status).toBe(200)
        const { body } = await api.client().get(`/collections/${id}/pictures`)
        const shown = (body as { pictures: { id: string }[] }).pictures.map((picture) => picture.id)
        expect(shown).toEqual([pictures[5]])
      }
      expect((await painter.client.delete('/user', { password: testPassword })).status).toBe(200)
      const { rows } = await api.database.pool.query(
        'select from collection_pictures where picture_id = any($1::uuid[])',
        [pictures],
      )
      expect(rows).toEqual([])
    }
  })
})
