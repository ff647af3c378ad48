import { afterAll, beforeAll, expect, it } from 'vitest'
import { signUpAdministrator } from '../../../../../test/harness/administrator.ts'
import { startTestApi, type TestApi } from '../../../../../test/harness/api.ts'
import type { Answer, Client } from '../../../../../test/harness/client.ts'
import { acceptByHand } from '../../../../../test/harness/job-by-hand.ts'

let api: TestApi
let admin: Client

beforeAll(async () => {
  api = await startTestApi()
  admin = (await signUpAdministrator(api)).client
})
afterAll(() => api[Symbol.asyncDispose]())

type Picture = { id: string; svg: string; privacy: boolean }

/** Each test has a content of its own. */
let drawn = 0
const draw = () =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 99"><g id="house" aria-label="house"><path id="roof" d="M0 0h9v${++drawn}z" fill="#c00"/></g></svg>`

const reason = 'It shows somebody’s address.'
const pictureOf = ({ body }: Answer) => (body as { svgGeneration: Picture }).svgGeneration
const codeOf = ({ status, body }: Answer) => `${status} ${(body as { code?: string }).code ?? ''}`.trim()

async function signUp(): Promise<{ client: Client; userId: string }> {
  const client = api.client()
  return { client, userId: (await client.register()).id }
}

const upload = (client: Client, svg: string, more: object = {}) => client.post('/svg', { svg, ...more })
const edit = (client: Client, id: string, fill: string) =>
  client.post(`/svg/${id}/edits`, { edits: [{ op: 'paint', target: { id: 'roof' }, fill }] })
const setPrivacy = (client: Client, id: string, privacy: boolean) =>
  client.patch(`/user/generations/${id}`, { privacy })
const hide = (id: string) => admin.post(`/admin/pictures/${id}/hide`, { reason })
const show = (id: string) => admin.post(`/admin/pictures/${id}/show`, { reason })
const isPublic = async (id: string) => (await api.client().get(`/svg/${id}`)).status === 200

/** A private first version, and a public second one of the same bytes. */
async function drawTwice(client: Client) {
  const first = pictureOf(await upload(client, draw()))
  const other = pictureOf(await edit(client, first.id, '#00c'))
  const second = pictureOf(await client.post(`/svg/${first.id}/restore`))
  expect(second.svg).toBe(first.svg)
  for (const { id } of [first, other]) await setPrivacy(client, id, true)
  return { first, other, second }
}

it('a takedown holds for the tree when its owner deletes the hidden version', async () => {
  const { client } = await signUp()
  const { first, other, second } = await drawTwice(client)
  await hide(second.id)
  expect((await client.delete(`/user/generations/${second.id}?scope=version`)).status).toBe(200)
  for (const { id } of [first, other]) {
    expect(codeOf(await setPrivacy(client, id, false))).toBe('409 picture_removed')
    const restored = await client.post(`/svg/${id}/restore`)
    const branch = await edit(client, id, '#0c0')
    for (const answer of [restored, branch]) {
      expect(answer).toMatchObject({ status: 201, body: { svgGeneration: { privacy: true } } })
      expect(codeOf(await setPrivacy(client, pictureOf(answer).id, false))).toBe('409 picture_removed')
    }
  }
})

it('a takedown holds for the content: its owner cannot publish it as another picture', async () => {
  const { client, userId } = await signUp()
  const source = draw()
  const [hidden, earlier] = [
    pictureOf(await upload(client, source)),
    pictureOf(await upload(client, source, { privacy: true })),
  ]
  await hide(hidden.id)
  await client.delete(`/user/generations/${hidden.id}`)
  // Stored before, uploaded again, written in another way, and drawn by a model.
  expect(codeOf(await setPrivacy(client, earlier.id, false))).toBe('409 picture_removed')
  expect(codeOf(await upload(client, source))).toBe('409 picture_removed')
  const rewritten = source
    .replace('viewBox="0 0 99 99"', "viewBox='0,0 99,99'")
    .replace('aria-label="house"', 'aria-label="shed"')
    .replace('<g', '\n<!-- new --><title>Another</title><g')
  expect(codeOf(await upload(client, rewritten, { title: 'another' }))).toBe('409 picture_removed')
  const again = await upload(client, source, { privacy: true })
  expect(codeOf(await setPrivacy(client, pictureOf(again).id, false))).toBe('409 picture_removed')
  const job = await acceptByHand(api, client, userId)
  await job.start()
  await job.succeed({ svg: earlier.svg })
  const { rows } = await api.database.pool.query('select privacy from generations where job_id = $1', [
    job.id,
  ])
  expect(rows).toEqual([{ privacy: true }])
  // Other content of the user, and the same content of another user, are not concerned.
  expect(pictureOf(await upload(client, draw())).privacy).toBe(false)
  expect(pictureOf(await upload((await signUp()).client, source)).privacy).toBe(false)
})

it('a picture that an administrator deleted cannot be published again', async () => {
  const { client } = await signUp()
  const source = draw()
  const { id } = pictureOf(await upload(client, source))
  expect((await admin.send('DELETE', `/admin/pictures/${id}`, { body: { reason } })).status).toBe(200)
  expect(codeOf(await upload(client, source))).toBe('409 picture_removed')
  expect((await show(id)).status).toBe(200)
  expect((await upload(client, source)).status).toBe(201)
})

it('an administrator ends a takedown, also after the picture was deleted, and then everything may be public', async () => {
  const { client } = await signUp()
  const { first, second } = await drawTwice(client)
  await hide(second.id)
  await client.delete(`/user/generations/${second.id}?scope=version`)
  expect((await show(second.id)).status).toBe(200)
  expect((await setPrivacy(client, first.id, false)).status).toBe(200)
  expect(await isPublic(first.id)).toBe(true)
  const { acts } = (await admin.get(`/admin/acts?subject=${second.id}`)).body as {
    acts: { action: string }[]
  }
  expect(acts.map(({ action }) => action)).toEqual(['picture.show', 'picture.hide'])
  expect((await show(second.id)).status).toBe(404)
})

it('whatever the owner does at the same moment, nothing of it is public after a takedown', async () => {
  for (let round = 0; round < 8; round += 1) {
    const { client } = await signUp()
    const { first, second } = await drawTwice(client)
    const [, restored] = await Promise.all([
      hide(second.id),
      client.post(`/svg/${second.id}/restore`),
      setPrivacy(client, first.id, round % 2 === 0),
      client.delete(`/user/generations/${second.id}?scope=version`),
      setPrivacy(client, first.id, false),
    ])
    // The deletion may come before the takedown, which then finds nothing.
    const { rows } = await api.database.pool.query('select from takedowns where picture_id = $1', [second.id])
    if (rows.length === 0) continue
    await setPrivacy(client, first.id, false)
    expect(await isPublic(first.id)).toBe(false)
    if (restored.status === 201) expect(await isPublic(pictureOf(restored).id)).toBe(false)
  }
})

it('the export of a user’s data has the takedowns', async () => {
  const { client } = await signUp()
  const { id } = pictureOf(await upload(client, draw()))
  await hide(id)
  const { takedowns } = (await client.get('/user/export')).body as { takedowns: object[] }
  expect(takedowns).toMatchObject([{ pictureId: id, treeId: id }])
})
