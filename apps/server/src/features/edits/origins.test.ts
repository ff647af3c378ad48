import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApi, type TestApi } from '../../../../../test/harness/api.ts'
import type { Answer, Client } from '../../../../../test/harness/client.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api[Symbol.asyncDispose]())

type Picture = { id: string; parentId?: string; sourceId?: string }

const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path id="roof" d="M0 0h9v9z" fill="#c00"/></svg>'
const pictureOf = ({ body }: Answer) => (body as { svgGeneration: Picture }).svgGeneration

async function signUp(): Promise<Client> {
  const client = api.client()
  await client.register()
  return client
}

const upload = async (client: Client) => pictureOf(await client.post('/svg', { svg }))
const edit = (client: Client, id: string, fill: string, headers = {}) =>
  client.post(`/svg/${id}/edits`, { edits: [{ op: 'paint', target: { id: 'roof' }, fill }] }, headers)
const setPrivacy = (client: Client, id: string, privacy: boolean) =>
  client.patch(`/user/generations/${id}`, { privacy })

/** Every answer that this client can get about the picture, as text. */
async function readEverything(client: Client, id: string): Promise<string> {
  const paths = ['', '/source', '/versions', '/file.svg', '/component.tsx', '/animated.svg'].map(
    (path) => `/svg/${id}${path}`,
  )
  const lists = ['/svg/public?limit=100', '/gallery/most-liked?limit=100']
  const answers = await Promise.all([...paths, ...lists].map((path) => client.get(path)))
  for (const { status } of answers) expect(status).toBe(200)
  return answers.map(({ text }) => text).join('\n')
}

describe('the id of a private picture', () => {
  it('is shown to nobody else as the parent of a public version', async () => {
    const owner = await signUp()
    const first = await upload(owner)
    const second = pictureOf(await edit(owner, first.id, '#00c'))
    expect(pictureOf(await api.client().get(`/svg/${second.id}`)).parentId).toBe(first.id)
    await setPrivacy(owner, first.id, true)
    for (const client of [api.client(), await signUp()])
      expect(await readEverything(client, second.id)).not.toContain(first.id)
    expect(pictureOf(await owner.get(`/svg/${second.id}`)).parentId).toBe(first.id)
  })

  it('is shown to nobody but its owner as the source of a picture', async () => {
    const [owner, remixer] = [await signUp(), await signUp()]
    const source = await upload(owner)
    const remix = pictureOf(await edit(remixer, source.id, '#00c'))
    expect(remix.sourceId).toBe(source.id)
    await setPrivacy(owner, source.id, true)
    expect(await readEverything(remixer, remix.id)).not.toContain(source.id)
    expect(await readEverything(api.client(), remix.id)).not.toContain(source.id)
    expect(pictureOf(await owner.get(`/svg/${remix.id}`)).sourceId).toBe(source.id)
    // Neither in the answer of a further change, of its repetition, nor in the export of the user's data.
    const key = { 'idempotency-key': 'again' }
    for (const status of [201, 200]) {
      const changed = await edit(remixer, remix.id, '#0c0', key)
      expect(changed).toMatchObject({ status, body: { svgGeneration: { parentId: remix.id } } })
      expect(changed.text).not.toContain(source.id)
    }
    expect((await remixer.get('/user/export')).text).not.toContain(source.id)
    await setPrivacy(owner, source.id, false)
    expect(pictureOf(await remixer.get(`/svg/${remix.id}`)).sourceId).toBe(source.id)
  })
})
