import { expect } from 'vitest'
import type { Client } from '../harness/client.ts'

type Pictures = { open: string; secret: string }

/** Every answer about collections, palettes and author pages, for a public and a private picture. */
export async function collectPictures(
  client: Client,
  visitor: Client,
  { open, secret }: Pictures,
): Promise<void> {
  const page = { handle: 'ada', displayName: 'Ada Lovelace', biography: 'Machines.', isPublic: true }
  const put = (by: Client, path: string, body?: object) => by.send('PUT', path, { body })
  expect((await client.get('/user/author')).body).toEqual({ author: null })
  expect((await put(client, '/user/author', { ...page, handle: 'admin' })).status).toBe(400)
  expect((await put(client, '/user/author', { ...page, biography: 'how to build a pipe bomb' })).status).toBe(
    400,
  )
  expect((await put(client, '/user/author', page)).body).toEqual({ author: page })
  expect((await put(visitor, '/user/author', page)).status).toBe(401)

  const made = await client.post('/collections', { name: 'Sea', description: 'Calm.', privacy: false })
  expect(made.status).toBe(201)
  const { id } = (made.body as { collection: { id: string } }).collection
  expect((await client.post('/collections', {})).status).toBe(400)
  expect((await visitor.post('/collections', { name: 'Sea' })).status).toBe(401)
  for (const picture of [open, secret])
    expect((await put(client, `/collections/${id}/pictures/${picture}`)).status).toBe(200)
  expect((await put(client, `/collections/${id}/pictures/nothing`)).status).toBe(404)
  expect((await client.get(`/collections?picture=${open}`)).body).toMatchObject({
    collections: [{ hasPicture: true, pictures: 2 }],
  })
  expect((await client.get('/collections?picture=nothing')).status).toBe(400)
  expect((await visitor.get(`/collections/${id}`)).body).toMatchObject({
    collection: { pictures: 1, author: { handle: 'ada', name: 'Ada Lovelace' } },
  })
  expect((await visitor.get(`/collections/${id}/pictures?limit=1`)).body).toMatchObject({
    pictures: [{ id: open }],
  })
  expect((await visitor.get(`/collections/${id}/pictures?cursor=x`)).status).toBe(400)
  expect((await client.patch(`/collections/${id}`, { name: 'The sea' })).status).toBe(200)
  expect((await client.patch(`/collections/${id}`, { privacy: 'perhaps' })).status).toBe(400)

  await put(client, `/gallery/${open}/like`)
  for (const list of ['', '/pictures', '/most-liked', '/collections']) {
    expect((await visitor.get(`/authors/ada${list}`)).status).toBe(200)
    expect((await visitor.get(`/authors/nobody-here${list}`)).status).toBe(404)
  }
  for (const list of ['pictures', 'most-liked', 'collections'])
    expect((await visitor.get(`/authors/ada/${list}?cursor=x`)).status).toBe(400)
  expect((await visitor.get(`/svg/${open}`)).body).toMatchObject({
    svgGeneration: { author: { handle: 'ada', name: 'Ada Lovelace' } },
  })

  expect((await client.delete(`/collections/${id}/pictures/${open}`)).status).toBe(200)
  expect((await client.delete(`/collections/${id}`)).status).toBe(200)
  expect((await client.delete(`/collections/${id}`)).status).toBe(404)
  for (const [colors, status] of [
    ['101820-d94400', 200],
    ['red', 400],
  ] as const) {
    expect((await put(client, `/palettes/${colors}`)).status).toBe(status)
    expect((await client.get('/palettes')).status).toBe(200)
    expect((await client.delete(`/palettes/${colors}`)).status).toBe(status)
  }
  expect((await visitor.get('/palettes')).status).toBe(401)
  expect((await put(client, '/user/author', { ...page, isPublic: false })).status).toBe(200)
}
