import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import type { Client } from '../../../../../test/harness/client.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'

type Answer = { job: { generationId: string }; jobs?: { generationId: string }[] }

const api = keepForSuite(await startTestApi({ SIGNUP_CREDITS: '20' }, { worker: true }))

const request = { prompt: 'a cat on a sofa', style: 'flat', model: 'composer' }
const draw = async (client: Client, body: object = request) =>
  client.post('/svg/generate-svg', body, { prefer: 'wait=30' })

/** The picture without ids, which are of its job. */
async function lookOf(client: Client, id: string): Promise<string> {
  const { svg } = (await client.get(`/svg/${id}/source`)).body as { svg: string }
  return svg.replace(/\bid="[^"]*"|url\(#[^)]*\)|href="#[^"]*"/g, '')
}

describe('variations of a picture', () => {
  it('differ from it and from each other', async () => {
    const { client } = await api.signUp()
    const first = ((await draw(client)).body as Answer).job.generationId
    const { jobs = [] } = (await draw(client, { ...request, count: 4, variationOf: first })).body as Answer
    const ids = [first, ...jobs.map(({ generationId }) => generationId)]
    const looks = await Promise.all(ids.map((id) => lookOf(client, id)))
    expect(new Set(looks).size).toBe(5)
  })

  it('are refused without a charge if the model has no other composition; a plain request is accepted', async () => {
    const { client } = await api.signUp()
    const icon = { ...request, prompt: 'a house', style: 'outline' }
    const first = ((await draw(client, icon)).body as Answer).job.generationId
    const refused = await draw(client, { ...icon, count: 4, variationOf: first })
    expect(refused).toMatchObject({ status: 422, body: { code: 'no_more_variations', possible: 0 } })
    expect((await draw(client, { ...icon, count: 2 })).status).toBe(200)
    expect(((await client.get('/user/me')).body as { user: { credits: number } }).user.credits).toBe(17)
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it('can be requested only of pictures that the user may see', async () => {
    const [owner, other] = [(await api.signUp()).client, (await api.signUp()).client]
    const hidden = ((await draw(owner, { ...request, privacy: true })).body as Answer).job.generationId
    for (const variationOf of [hidden, crypto.randomUUID()])
      expect(await draw(other, { ...request, variationOf })).toMatchObject({
        status: 404,
        body: { code: 'varied_picture_not_found' },
      })
    expect((await draw(other, { ...request, variationOf: 'no id' })).status).toBe(404)
    const open = ((await draw(owner)).body as Answer).job.generationId
    expect((await draw(other, { ...request, variationOf: open })).status).toBe(200)
  })
})
