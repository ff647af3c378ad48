import { expect, it } from 'vitest'
import { startTestApi } from '../harness/api.ts'
import type { Client } from '../harness/client.ts'
import { keep } from '../harness/keep.ts'
import { waitFor } from '../harness/wait.ts'

/** Every route with an id, except those for public objects. */
const routes = [
  ['GET', '/svg/generation-jobs/{job}'],
  ['GET', '/svg/{picture}'],
  ['GET', '/svg/{picture}/source'],
  ['GET', '/svg/{picture}/download'],
  ['GET', '/svg/{picture}/file.svg'],
  ['PATCH', '/user/generations/{picture}'],
  ['GET', '/collections/{collection}'],
  ['GET', '/collections/{collection}/pictures'],
  ['PATCH', '/collections/{collection}'],
  ['DELETE', '/collections/{collection}'],
  ['DELETE', '/user/generations/{picture}'],
  ['DELETE', '/auth/sessions/{session}'],
] as const

it('what belongs to one user is not found by another, on any route with an id', async () => {
  const api = keep(await startTestApi({}, { worker: true }))
  const [owner, other] = [api.client(), api.client()]
  const { id: ownerId } = await owner.register()
  await other.register()
  const asked = await owner.post('/svg/generate-svg', {
    prompt: 'a red fox under three stars',
    style: 'flat',
    privacy: true,
  })
  const { job } = asked.body as { job: { id: string } }
  const picture = await waitFor('the picture', async () => {
    const { body } = await owner.get(`/svg/generation-jobs/${job.id}`)
    return (body as { job: { generationId: string | null } }).job.generationId ?? undefined
  })
  const { rows } = await api.database.pool.query('select id from sessions where user_id = $1', [ownerId])
  const made = await owner.post('/collections', { name: 'a red fox and others' })
  const { collection } = made.body as { collection: { id: string } }
  await owner.send('PUT', `/collections/${collection.id}/pictures/${picture}`)
  const ids: Record<string, string> = {
    ...{ job: job.id, picture, session: rows[0].id },
    collection: collection.id,
  }

  const ask = (client: Client, method: string, path: string) => {
    const filled = path.replace(/\{(\w+)\}/, (_, name: string) => ids[name] ?? '')
    return client.send(method, filled, { body: method === 'PATCH' ? { privacy: false } : undefined })
  }
  for (const [method, path] of routes) {
    const answer = await ask(other, method, path)
    expect([method, path, answer.status]).toEqual([method, path, 404])
    expect(answer.text).not.toContain('a red fox')
  }
  // The same calls are valid: the owner succeeds, with the end of the session last.
  for (const [method, path] of routes) {
    const answer = await ask(owner, method, path)
    expect([method, path, answer.status]).toEqual([method, path, 200])
  }
})
