import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, testPassword } from '../../../../../test/harness/client.ts'
import { type Fleet, sharedStores, startFleet } from '../../../../../test/harness/fleet.ts'
import { describeDevice } from './describe-device.ts'

type WireSession = {
  id: string
  createdAt: string
  lastUsedAt: string
  ipAddress: string
  userAgent: string | null
  device: string
  current: boolean
}

describe.each(sharedStores)('sessions on two instances, with $store', ({ store }) => {
  let fleet: Fleet

  beforeAll(async () => {
    fleet = await startFleet(store)
  })
  afterAll(() => fleet[Symbol.asyncDispose]())

  const list = async (client: Client) =>
    ((await client.get('/auth/sessions')).body as { sessions: WireSession[] }).sessions

  /** One user on two devices, each at another instance. */
  async function signInTwice(): Promise<{ phone: Client; laptop: Client; userId: string }> {
    const phone = fleet.client(0)
    const { id, email } = await phone.register()
    const laptop = fleet.client(1)
    await laptop.post('/auth/login', { email, password: testPassword }, { 'user-agent': firefoxOnLinux })
    return { phone, laptop, userId: id }
  }

  it('are listed while they live, the one used last first, each with its device in words', async () => {
    const { phone, laptop } = await signInTwice()
    const sessions = await list(laptop)
    expect(sessions).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        createdAt: expect.stringMatching(/Z$/),
        lastUsedAt: expect.stringMatching(/Z$/),
        ipAddress: '127.0.0.1',
        userAgent: firefoxOnLinux,
        device: 'Firefox on Linux',
        current: true,
      },
      expect.objectContaining({ current: false, device: 'node' }),
    ])
    expect((await list(phone)).map(({ current }) => current)).toEqual([false, true])
    await phone.post('/auth/refresh')
    expect((await list(phone)).map(({ current }) => current)).toEqual([true, false])
    await phone.post('/auth/logout')
    expect(await list(laptop)).toHaveLength(1)
  })

  it('list one row for a device however often it has refreshed', async () => {
    const { phone } = await signInTwice()
    for (let turn = 0; turn < 4; turn += 1) await phone.post('/auth/refresh')
    expect(await list(phone)).toHaveLength(2)
  })

  it('that are revoked lose access token, refresh token and socket at once, wherever these are', async () => {
    const { phone, laptop } = await signInTwice()
    const elsewhere = phone.fork(fleet.apis[1]?.url)
    const socket = elsewhere.connect()
    await once(socket as never, 'connect')
    const closed = once(socket as never, 'disconnect')
    const target = (await list(laptop)).find(({ current }) => !current)

    const answer = await laptop.delete(`/auth/sessions/${target?.id}`)
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({ message: 'Session revoked' })
    for (const client of [phone, elsewhere]) {
      expect((await client.get('/auth/current-user')).status).toBe(401)
      expect((await client.fork().post('/auth/refresh')).status).toBe(401)
    }
    await closed
    expect(await list(laptop)).toHaveLength(1)
    expect((await laptop.delete(`/auth/sessions/${target?.id}`)).status).toBe(404)
  })

  it('can all be revoked except the current one', async () => {
    const { phone, laptop } = await signInTwice()
    const socket = phone.connect()
    await once(socket as never, 'connect')
    const closed = once(socket as never, 'disconnect')
    expect((await laptop.delete('/auth/sessions')).body).toEqual({ revoked: 1 })
    expect((await phone.get('/auth/current-user')).status).toBe(401)
    expect((await laptop.get('/auth/current-user')).status).toBe(200)
    await closed
    expect((await laptop.delete('/auth/sessions')).body).toEqual({ revoked: 0 })
  })

  it('of other users, and invalid ids, are not found', async () => {
    const { laptop } = await signInTwice()
    const stranger = fleet.client(0)
    await stranger.register()
    const [own] = await list(laptop)
    for (const id of [own?.id, crypto.randomUUID(), 'no-id']) {
      const answer = await stranger.delete(`/auth/sessions/${id}`)
      expect(answer.status).toBe(404)
      expect(answer.body).toMatchObject({ error: 'Session not found', code: 'session_not_found' })
    }
    expect((await laptop.get('/auth/current-user')).status).toBe(200)
    expect((await fleet.client().delete('/auth/sessions')).status).toBe(401)
  })

  it('revoked by their own device sign it out', async () => {
    const { phone } = await signInTwice()
    const own = (await list(phone)).find(({ current }) => current)
    await phone.delete(`/auth/sessions/${own?.id}`)
    expect([...phone.cookies.keys()]).toEqual(['csrf-token', 'device'])
  })

  it('stay revoked when a tab refreshes in parallel to the revocation', async () => {
    const { phone, laptop, userId } = await signInTwice()
    const target = (await list(laptop)).find(({ current }) => !current)
    const [refreshed] = await Promise.all([
      phone.post('/auth/refresh'),
      laptop.delete(`/auth/sessions/${target?.id}`),
    ])
    expect([200, 401]).toContain(refreshed.status)
    expect((await phone.get('/auth/current-user')).status).toBe(401)
    const { rows } = await fleet.database.pool.query(
      'select count(*)::int as live from sessions where user_id = $1 and revoked_at is null',
      [userId],
    )
    expect(rows[0].live).toBe(1)
  })
})

const firefoxOnLinux = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

it.each([
  [firefoxOnLinux, 'Firefox on Linux'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36',
    'Chrome on Windows',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1',
    'Safari on iPhone',
  ],
  ['curl/8.5.0', 'curl'],
  ['<script>alert(1)</script>', 'Unknown device'],
  ['', 'Unknown device'],
  [null, 'Unknown device'],
])('tells from "%s" that it is %s', (userAgent, device) => {
  expect(describeDevice(userAgent)).toBe(device)
})
