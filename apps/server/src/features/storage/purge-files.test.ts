import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { type SignedUp, startTestApi } from '../../../../../test/harness/api.ts'
import { testPassword } from '../../../../../test/harness/client.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { createLog } from '../../platform/log/index.ts'
import { purgeFiles } from './index.ts'

const filesUrl = 'https://files.example.com'
const token = 'the-token-of-the-cdn'
const cdn = keepForSuite(await startCdn())
const api = keepForSuite(
  await startTestApi({ FILES_URL: filesUrl, FILES_PURGE_URL: cdn.url, FILES_PURGE_TOKEN: token }),
)
const { db } = api.resources.database
const { pool } = api.database
const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="3"/></svg>'
const urlOf = (id: string) => `${filesUrl}/api/svg/${id}/file.svg`

/** Takes purges as a CDN does, and answers with `cdn.status`. */
async function startCdn() {
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk)
    const { files } = JSON.parse(Buffer.concat(chunks).toString()) as { files: string[] }
    started.asked.push({ files, authorization: req.headers.authorization })
    res.writeHead(started.status).end('{"success":true}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const started = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/purge_cache`,
    status: 200,
    asked: [] as { files: string[]; authorization: string | undefined }[],
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return started
}

const purge = () =>
  purgeFiles(
    {
      db,
      purgeUrl: cdn.url,
      token,
      urlsOf: (id) => [urlOf(id)],
      log: createLog({ level: 'silent', format: 'json' }),
    },
    new AbortController().signal,
  )
const makeDue = () => pool.query(`update file_purges set due_at = now() - interval '1 second'`)
const countLeft = async () =>
  (await pool.query<{ count: number }>('select count(*)::int as count from file_purges')).rows[0]?.count

async function upload(more: object = {}, signedUp?: SignedUp) {
  const { client } = signedUp ?? (await api.signUp())
  const answer = await client.post('/svg', { svg, title: 'a dot', ...more })
  expect(answer.status, answer.text).toBe(201)
  return { client, id: (answer.body as { svgGeneration: { id: string } }).svgGeneration.id }
}

it('public pictures have their URL at the CDN, private ones at the service', async () => {
  const signedUp = await api.signUp()
  const open = await upload({}, signedUp)
  const closed = await upload({ privacy: true }, signedUp)
  const { generations } = (await signedUp.client.get('/user/generations')).body as {
    generations: { id: string; svgUrl: string }[]
  }
  const urls = new Map(generations.map(({ id, svgUrl }) => [id, svgUrl]))
  expect(urls.get(open.id)).toBe(urlOf(open.id))
  expect(new URL(urls.get(closed.id) ?? '').hostname).toBe('localhost')
  const { publicGenerations } = (await api.client().get('/svg/public')).body as {
    publicGenerations: { id: string; svgUrl: string }[]
  }
  expect(publicGenerations.find(({ id }) => id === open.id)?.svgUrl).toBe(urlOf(open.id))
})

it('only the plain URL of a public file may be kept by a CDN for long', async () => {
  const signedUp = await api.signUp()
  const [open, closed] = [await upload({}, signedUp), await upload({ privacy: true }, signedUp)]
  const read = async (path: string) => (await signedUp.client.get(path)).headers.get('cdn-cache-control')
  expect(await read(`/svg/${open.id}/file.svg`)).toBe('public, max-age=2592000')
  for (const path of [`${open.id}/file.svg?x=1`, `${open.id}/file.png`, `${closed.id}/file.svg`])
    expect(await read(`/svg/${path}`), path).toBeNull()
  const plain = keep(await startTestApi({ FILES_URL: filesUrl }))
  const { client } = await plain.signUp()
  const made = await client.post('/svg', { svg, title: 'a dot' })
  const { id } = (made.body as { svgGeneration: { id: string } }).svgGeneration
  expect((await client.get(`/svg/${id}/file.svg`)).headers.get('cdn-cache-control')).toBeNull()
})

it('a picture that is made private, hidden or deleted, alone or with its account, is purged twice', async () => {
  await purge()
  cdn.asked.length = 0
  const [closed, deleted, ofAccount] = [await upload(), await upload(), await upload()]
  const untouched = await upload({ privacy: true })
  await closed.client.patch(`/user/generations/${closed.id}`, { privacy: true })
  await deleted.client.delete(`/user/generations/${deleted.id}`)
  await ofAccount.client.delete('/user', { password: testPassword })
  await untouched.client.delete(`/user/generations/${untouched.id}`)
  const urls = [closed, deleted, ofAccount].map(({ id }) => urlOf(id)).sort()
  expect(await purge()).toBe(3)
  expect(cdn.asked.flatMap(({ files }) => files).sort()).toEqual(urls)
  expect(cdn.asked[0]?.authorization).toBe(`Bearer ${token}`)
  // An answer that was on its way to the CDN is there a minute later.
  expect(await purge()).toBe(0)
  await makeDue()
  expect(await purge()).toBe(3)
  expect(cdn.asked.flatMap(({ files }) => files).sort()).toEqual([...urls, ...urls].sort())
  expect(await countLeft()).toBe(0)
})

it('a purge that fails or is interrupted is repeated until it succeeds', async () => {
  const { client, id } = await upload()
  await client.delete(`/user/generations/${id}`)
  cdn.asked.length = 0
  for (const status of [500, 429, 403]) {
    cdn.status = status
    await makeDue()
    expect(await purge()).toBe(0)
  }
  cdn.status = 200
  expect(await purge()).toBe(0)
  await makeDue()
  expect(await purge()).toBe(1)
  expect(cdn.asked.map(({ files }) => files)).toEqual(Array(4).fill([urlOf(id)]))
  expect(await countLeft()).toBe(1)
})

it('a picture that is published and withdrawn again during a purge is purged again', async () => {
  await pool.query('delete from file_purges')
  const { client, id } = await upload()
  await client.patch(`/user/generations/${id}`, { privacy: true })
  await purge()
  await client.patch(`/user/generations/${id}`, { privacy: false })
  await client.patch(`/user/generations/${id}`, { privacy: true })
  cdn.asked.length = 0
  expect(await purge()).toBe(1)
  expect(cdn.asked[0]?.files).toEqual([urlOf(id)])
})

it('a worker purges by itself', async () => {
  const own = keep(
    await startTestApi(
      { FILES_URL: filesUrl, FILES_PURGE_URL: cdn.url, PUBLIC_URL: 'http://localhost:4999' },
      { worker: true },
    ),
  )
  const { client } = await own.signUp()
  const answer = await client.post('/svg', { svg, title: 'a dot' })
  const { id } = (answer.body as { svgGeneration: { id: string } }).svgGeneration
  await client.delete(`/user/generations/${id}`)
  const asked = await waitFor('the purge', () => cdn.asked.find(({ files }) => files.includes(urlOf(id))))
  expect(asked.files).toContain(`http://localhost:4999/api/svg/${id}/file.svg`)
})
