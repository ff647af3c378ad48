import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApi, type TestApi } from '../../../../../test/harness/api.ts'
import type { Answer, Client } from '../../../../../test/harness/client.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api[Symbol.asyncDispose]())

type Picture = { id: string; createdAt: string }

const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path id="roof" d="M0 0h9v9z" fill="#c00"/></svg>'
const pictureOf = ({ body }: Answer) => (body as { svgGeneration: Picture }).svgGeneration
const edit = async (client: Client, id: string, fill: string) =>
  pictureOf(await client.post(`/svg/${id}/edits`, { edits: [{ op: 'paint', target: { id: 'roof' }, fill }] }))

/** A user and three public pictures with a word that no other picture has, oldest first. */
async function hangThree() {
  const client = api.client()
  await client.register()
  const word = `w${crypto.randomUUID().replaceAll('-', '')}`
  const pictures: Picture[] = []
  for (const nth of ['one', 'two', 'three'])
    pictures.push(pictureOf(await client.post('/svg', { svg, title: `${nth} ${word}`, style: '3d' })))
  const [first, second, third] = pictures
  if (!first || !second || !third) throw new Error('a picture is missing')
  return { client, word, first, second, third }
}

/** The gallery, read one picture a page. */
async function readByPage(query: string): Promise<Picture[]> {
  const found: Picture[] = []
  let cursor = ''
  for (let page = 0; page < 20; page += 1) {
    const { body } = await api.client().get(`/svg/public?limit=1&${query}${cursor}`)
    const { publicGenerations, nextCursor } = body as { publicGenerations: Picture[]; nextCursor: string }
    found.push(...publicGenerations)
    if (!nextCursor) break
    cursor = `&cursor=${encodeURIComponent(nextCursor)}`
  }
  return found
}

it('a changed picture keeps its position and date in the gallery, in every list and on every page', async () => {
  const { client, word, first, second, third } = await hangThree()
  const changed = await edit(client, (await edit(client, first.id, '#00c')).id, '#0c0')
  const expected = [third.id, second.id, changed.id]
  const own = (pictures: Picture[]) =>
    pictures.filter(({ id }) => [first.id, ...expected].includes(id)).map(({ id }) => id)
  for (const query of [`q=${word}`, 'style=3d', 'model=composer&style=3d', '']) {
    const { body } = await api.client().get(`/svg/public?limit=100&${query}`)
    const { publicGenerations } = body as { publicGenerations: Picture[] }
    // The pictures are uploads, which no model lists.
    if (query.startsWith('model')) expect(own(publicGenerations)).toEqual([])
    else expect(own(publicGenerations)).toEqual(expected)
  }
  const pages = await readByPage(`q=${word}`)
  expect(own(pages)).toEqual(expected)
  expect(pages.at(-1)?.createdAt).toBe(first.createdAt)
  // The page of the picture has the date of the version. One's own history has what was changed last first.
  expect(pictureOf(await client.get(`/svg/${changed.id}`)).createdAt).toBe(changed.createdAt)
  const { generations } = (await client.get('/svg/history')).body as { generations: Picture[] }
  expect(generations.map(({ id }) => id)).toEqual([changed.id, third.id, second.id])
})

it('it keeps them when its first version is deleted, and a restored version has them too', async () => {
  const { client, word, first, second, third } = await hangThree()
  const changed = await edit(client, first.id, '#00c')
  await client.delete(`/user/generations/${first.id}?scope=version`)
  expect((await readByPage(`q=${word}`)).map(({ id }) => id)).toEqual([third.id, second.id, changed.id])
  const restored = pictureOf(await client.post(`/svg/${changed.id}/restore`))
  const pages = await readByPage(`q=${word}`)
  expect(pages.map(({ id }) => id)).toEqual([third.id, second.id, restored.id])
  expect(pages.at(-1)?.createdAt).toBe(first.createdAt)
})

it('a picture that began with another user’s is a new one', async () => {
  const { word, first, second, third } = await hangThree()
  const other = api.client()
  await other.register()
  const remix = await edit(other, first.id, '#00c')
  const ids = (await readByPage(`q=${word}`)).map(({ id }) => id)
  expect(ids).toEqual([remix.id, third.id, second.id, first.id])
})
