import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'

const api = keepForSuite(await startTestApi({}, { worker: true }))

describe('the credits', () => {
  type Credits = {
    entries: { id: string; delta: number; reason: string; job: unknown }[]
    nextCursor: string | null
  }

  it('are listed entry by entry, newest first, in pages without gaps, and sum up to the balance', async () => {
    const { client, credits } = await api.signUp()
    const { job } = (
      await client.post(
        '/svg/generate-svg',
        { prompt: 'a lighthouse by the sea', style: 'flat', model: 'composer' },
        { prefer: 'wait=30' },
      )
    ).body as { job: { id: string; generationId: string } }
    const whole = (await client.get('/user/credits')).body as Credits
    expect(whole).toMatchObject({
      entries: [
        {
          delta: -1,
          reason: 'CHARGE',
          note: null,
          createdAt: expect.stringMatching(/Z$/),
          job: { id: job.id, prompt: 'a lighthouse by the sea', generationId: job.generationId },
        },
        { delta: credits, reason: 'SIGNUP', job: null },
      ],
      nextCursor: null,
    })
    const first = (await client.get('/user/credits?limit=1')).body as Credits
    const second = (await client.get(`/user/credits?limit=1&cursor=${first.nextCursor}`)).body as Credits
    expect([...first.entries, ...second.entries]).toEqual(whole.entries)
    expect(second.nextCursor).toBeNull()
    const sum = whole.entries.reduce((total, { delta }) => total + delta, 0)
    expect((await client.get('/auth/current-user')).body).toMatchObject({ credits: sum })
  })

  it('are not visible to others', async () => {
    const [client, other] = [api.client(), api.client()]
    await client.register()
    await other.register()
    const { entries } = (await client.get('/user/credits')).body as Credits
    const theirs = (await other.get('/user/credits')).body as Credits
    expect(entries.map(({ id }) => id)).not.toContain(theirs.entries[0]?.id)
    expect(entries).toHaveLength(1)
    expect((await api.client().get('/user/credits')).status).toBe(401)
  })
})
