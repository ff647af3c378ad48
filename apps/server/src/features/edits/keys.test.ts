import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApi, type TestApi } from '../../../../../test/harness/api.ts'
import type { Client } from '../../../../../test/harness/client.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api[Symbol.asyncDispose]())

type Picture = { id: string }

const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect id="a" width="9" height="9" fill="#c00"/></svg>'

async function createPainter(): Promise<{ client: Client; picture: Picture }> {
  const client = api.client()
  await client.register()
  const { svgGeneration } = (await client.post('/svg', { svg })).body as { svgGeneration: Picture }
  return { client, picture: svgGeneration }
}

const versionsOf = async (client: Client, id: string) =>
  ((await client.get(`/svg/${id}/versions`)).body as { versions: Picture[] }).versions

describe('one idempotency key', () => {
  const edits = [{ op: 'paint', target: { id: 'a' }, fill: '#0c0' }]
  const instruction = 'make it blue'
  const key = { 'idempotency-key': 'one' }

  it('is one for edits, instructions, uploads and new pictures, whichever comes first', async () => {
    const requests = (id: string): [path: string, body: object][] => [
      [`/svg/${id}/edits`, { edits }],
      [`/svg/${id}/edits`, { instruction }],
      ['/svg', { svg }],
      ['/svg/generate-svg', { prompt: 'a red fox', style: 'flat' }],
      [`/svg/${id}/restore`, {}],
    ]
    for (const [at] of requests('').entries()) {
      const { client, picture } = await createPainter()
      const [first, ...others] = requests(picture.id).toSpliced(0, 0, ...requests(picture.id).splice(at, 1))
      if (!first) throw new Error('no request')
      expect([201, 202]).toContain((await client.post(...first, key)).status)
      for (const [path, body] of others.filter((other) => JSON.stringify(other) !== JSON.stringify(first)))
        expect(await client.post(path, body, key)).toMatchObject({
          status: 409,
          body: { code: 'idempotency_key_reused' },
        })
      expect(await client.post(...first, key)).toMatchObject({ body: { duplicate: true } })
    }
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it('belongs to one request when edits and instructions arrive at the same time', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { client, picture } = await createPainter()
      const answers = await Promise.all(
        [{ edits }, { instruction }, { edits }, { instruction }].map((body) =>
          client.post(`/svg/${picture.id}/edits`, body, key),
        ),
      )
      const made = await versionsOf(client, picture.id)
      const { jobs } = (await client.get('/svg/generation-jobs')).body as { jobs: object[] }
      expect(made.length - 1 + jobs.length).toBe(1)
      expect(answers.filter(({ status }) => status === 409)).toHaveLength(2)
    }
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })
})
