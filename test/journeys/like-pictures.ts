import { expect } from 'vitest'
import type { Client } from '../harness/client.ts'

type Pictures = { open: string; secret: string }

/** Every answer about likes and embedding, for the ids of a public and of a private picture. */
export async function likePictures(
  client: Client,
  visitor: Client,
  { open, secret }: Pictures,
): Promise<void> {
  const like = (by: Client, id: string) => by.send('PUT', `/gallery/${id}/like`)
  expect((await like(client, open)).body).toMatchObject({ likes: 1, liked: true })
  expect((await like(client, secret)).status).toBe(404)
  expect((await like(visitor, open)).status).toBe(401)
  expect((await visitor.get('/gallery/most-liked?limit=1')).body).toMatchObject({ publicGenerations: [{}] })
  for (const wrong of ['most-liked?cursor=x', 'most-liked?style=baroque', 'most-liked?limit=many', 'likes'])
    expect((await visitor.get(`/gallery/${wrong}`)).status).toBe(400)
  expect((await visitor.get(`/gallery/likes?ids=${open}`)).status).toBe(200)
  const describe = (id: string, more = '') =>
    visitor.get(`/oembed?url=${encodeURIComponent(`${visitor.url}/picture/${id}`)}${more}`)
  expect((await describe(open)).status).toBe(200)
  expect((await describe(secret)).status).toBe(404)
  expect((await describe(open, '&format=xml')).status).toBe(501)
  expect((await describe(open, '&maxwidth=-1')).status).toBe(400)
  expect((await client.delete(`/gallery/${open}/like`)).body).toMatchObject({ likes: 0, liked: false })
  expect((await client.delete('/gallery/nothing/like')).status).toBe(404)
}
