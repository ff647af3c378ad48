import { expect } from 'vitest'
import type { Client } from '../harness/client.ts'
import { waitFor } from '../harness/wait.ts'

const icons = { prompts: ['a house', 'a bell'], style: 'outline', strokeWidth: 12 }

/** Every answer about sets, whose user watches them being drawn and has few credits. */
export async function askForSet(client: Client): Promise<void> {
  const key = { 'idempotency-key': 'icons' }
  const accepted = await client.post('/svg/sets', icons, key)
  const { set, jobs } = accepted.body as { set: { id: string }; jobs: { id: string }[] }
  const { id } = set
  expect((await client.post('/svg/sets', icons, key)).status).toBe(202)
  expect((await client.post('/svg/quote', icons)).status).toBe(200)
  expect((await client.post('/svg/quote', { ...icons, prompts: [] })).status).toBe(400)
  await waitFor('the set to be drawn', async () => {
    const { body } = await client.get(`/svg/sets/${id}`)
    return (body as { set: { progress: number } }).set.progress === 100
  })
  const watched = await client.post('/notification/watched', { jobIds: jobs.map((job) => job.id) })
  expect(watched.status).toBe(200)
  expect((await client.get(`/svg/sets/${id}/files.zip`)).status).toBe(200)
  const unknown = crypto.randomUUID()
  expect((await client.get(`/svg/sets/${unknown}`)).status).toBe(404)
  expect((await client.get(`/svg/sets/${unknown}/files.zip`)).status).toBe(404)
  for (const wrong of [{}, { ...icons, prompts: ['x'] }, { ...icons, strokeWidth: 0 }])
    expect((await client.post('/svg/sets', wrong)).status).toBe(400)
  const tooMany = Array.from({ length: 9 }, () => 'a house')
  expect((await client.post('/svg/sets', { ...icons, prompts: tooMany })).status).toBe(402)
}
