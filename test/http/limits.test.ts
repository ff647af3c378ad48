import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApi, type TestApi } from '../harness/api.ts'
import { type Answer, type Client, testPassword } from '../harness/client.ts'
import { type Fleet, sharedStores, startFleet } from '../harness/fleet.ts'
import { keep, keepForSuite } from '../harness/keep.ts'

/** Every limit of the contract, small enough to be reached: what is counted, and by which key. */
const environment = {
  RATE_LIMIT_AUTH: '5/15m',
  RATE_LIMIT_PASSWORD: '3/15m',
  RATE_LIMIT_VERIFICATION: '2/15m',
  RATE_LIMIT_GENERATION: '4/1h',
  RATE_LIMIT_DOWNLOAD: '3/1m',
  RATE_LIMIT_SUPPORT: '5/10m',
  RATE_LIMIT_API: 'off',
  DAILY_GENERATION_LIMIT: 'off',
  // Each test uses its own address.
  TRUST_PROXY: '1',
}

type Attempt = (client: Client, address: string) => Promise<Answer>

const from = (address: string) => ({ 'x-forwarded-for': address })
const stranger =
  (path: string, body: unknown): Attempt =>
  (client, address) =>
    client.post(path, body, from(address))

const limits: {
  name: string
  count: number
  windowSeconds: number
  message: string
  attempt: Attempt
  signedIn: boolean
}[] = [
  {
    name: 'auth',
    count: 5,
    windowSeconds: 900,
    message: 'Too many authentication attempts. Please try again later.',
    attempt: stranger('/auth/register', {}),
    signedIn: false,
  },
  {
    name: 'password',
    count: 3,
    windowSeconds: 900,
    message: 'Too many password reset requests. Please try again later.',
    attempt: stranger('/auth/forgot-password', { email: 'nobody@example.com' }),
    signedIn: false,
  },
  {
    name: 'support',
    count: 5,
    windowSeconds: 600,
    message: 'Too many support messages. Please try again later.',
    attempt: stranger('/support/contact', {
      type: 'bug',
      subject: 's',
      message: 'm',
      email: 'a@example.com',
    }),
    signedIn: false,
  },
  {
    name: 'verification',
    count: 2,
    windowSeconds: 900,
    message: 'Too many verification requests. Please try again later.',
    attempt: (client) => client.post('/auth/verify-email/resend'),
    signedIn: true,
  },
  {
    name: 'generation',
    count: 4,
    windowSeconds: 3600,
    message: 'Generation limit reached. Please try again later.',
    attempt: (client) =>
      client.post('/svg/generate-svg', { prompt: 'a red fox under three stars', style: 'flat' }),
    signedIn: true,
  },
  {
    name: 'download',
    count: 3,
    windowSeconds: 60,
    message: 'Too many download requests. Please try again later.',
    attempt: (client) => client.get(`/svg/${crypto.randomUUID()}/download`),
    signedIn: true,
  },
]

let lastAddress = 0
const nextAddress = () => {
  lastAddress += 1
  return `198.51.100.${lastAddress}`
}

function expectRefusal(
  answer: Answer,
  { name, count, windowSeconds, message }: (typeof limits)[number],
): void {
  expect(answer.status).toBe(429)
  expect(answer.body).toMatchObject({ error: message, code: 'rate_limited', status: 429 })
  const header = (key: string) => answer.headers.get(key) ?? ''
  expect(header('ratelimit')).toMatch(new RegExp(`^"${name}";r=0;t=\\d+$`))
  expect(header('ratelimit-policy')).toBe(`"${name}";q=${count};w=${windowSeconds}`)
  expect(header('x-ratelimit-limit')).toBe(String(count))
  expect(header('x-ratelimit-remaining')).toBe('0')
  const retryAfter = Number(header('retry-after'))
  expect(retryAfter).toBeGreaterThan(0)
  expect(retryAfter).toBeLessThanOrEqual(windowSeconds)
  const resetInMs = Number(header('x-ratelimit-reset')) - Date.now()
  expect(Math.abs(resetInMs / 1000 - retryAfter)).toBeLessThan(30)
}

describe('in one process, counted in memory', async () => {
  const api = keepForSuite(await startTestApi(environment))

  it.each(limits)('$name allows $count and refuses the next', async (limit) => {
    const address = nextAddress()
    const client = api.client()
    if (limit.signedIn) await client.post('/auth/register', person(), from(address))
    for (let use = 0; use < limit.count; use += 1)
      expect((await limit.attempt(client, address)).status).not.toBe(429)
    expectRefusal(await limit.attempt(client, address), limit)
    // Other clients are not affected.
    const other = api.client()
    const elsewhere = nextAddress()
    if (limit.signedIn) await other.post('/auth/register', person(), from(elsewhere))
    expect((await limit.attempt(other, elsewhere)).status).not.toBe(429)
  })

  it('logins are counted by address: an attacker is refused, the owner elsewhere is not', async () => {
    const client = api.client()
    const address = nextAddress()
    const { email } = person()
    await api.client().post('/auth/register', { ...person(), email }, from(nextAddress()))
    const guess = (at: string) =>
      client.post('/auth/login', { email, password: 'not the password' }, from(at))
    const statuses = []
    for (let use = 0; use < 6; use += 1) statuses.push((await guess(address)).status)
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
    const owner = await api
      .client()
      .post('/auth/login', { email, password: testPassword }, from(nextAddress()))
    expect(owner.status).toBe(200)
  })

  it('many addresses that guess at one account are refused together, one that its owner has signed in from is not', async () => {
    const home = nextAddress()
    const { email } = person()
    await api.client().post('/auth/register', { ...person(), email }, from(home))
    for (const target of [email, `${crypto.randomUUID()}@example.com`]) {
      const statuses: number[] = []
      for (let guess = 0; guess < 55; guess += 1) {
        const body = { email: target, password: 'not the password' }
        statuses.push((await api.client().post('/auth/login', body, from(nextAddress()))).status)
      }
      // Whether such an account exists makes no difference.
      expect(statuses).toEqual([...Array(50).fill(401), ...Array(5).fill(429)])
    }
    const owner = await api.client().post('/auth/login', { email, password: testPassword }, from(home))
    expect(owner.status).toBe(200)
  })

  it('an owner at home can sign in, whichever address of the /64 they have', async () => {
    const { email } = person()
    await api.client().post('/auth/register', { ...person(), email }, from('2001:db8:81:1::1'))
    for (let guess = 0; guess < 51; guess += 1)
      await api.client().post('/auth/login', { email, password: 'not the password' }, from(nextAddress()))
    const logIn = async (address: string) =>
      (await api.client().post('/auth/login', { email, password: testPassword }, from(address))).status
    expect(await logIn('2001:db8:81:1:ffff::2')).toBe(200)
    expect(await logIn('2001:db8:81:2::1')).toBe(429)
  })

  it('password checks of a signed-in user are counted for the session, and do not affect another session', async () => {
    const client = api.client()
    const { email } = person()
    await client.post('/auth/register', { ...person(), email }, from(nextAddress()))
    const owner = api.client()
    await owner.post('/auth/login', { email, password: testPassword }, from(nextAddress()))
    const guess = () =>
      client.post('/auth/change-password', {
        currentPassword: 'a guess',
        newPassword: 'an evening in the hills',
      })
    const statuses = []
    for (let use = 0; use < 5; use += 1) statuses.push((await guess()).status)
    expect(statuses).toEqual(Array(5).fill(403))
    expect((await guess()).status).toBe(429)
    expect((await client.delete('/user', { password: 'a guess' })).status).toBe(429)
    expect((await client.delete('/auth/providers/google', { password: 'a guess' })).status).toBe(429)
    const change = { currentPassword: testPassword, newPassword: 'an evening in the hills' }
    expect((await owner.post('/auth/change-password', change)).status).toBe(200)
  })

  it('a whole IPv6 /64 counts as one client, the next /64 as another', async () => {
    const register = (address: string) => api.client().post('/auth/register', {}, from(address))
    for (let host = 1; host <= 5; host += 1)
      expect((await register(`2001:db8:77:1::${host}`)).status).toBe(400)
    expect((await register('2001:db8:77:1:ffff::9')).status).toBe(429)
    expect((await register('2001:db8:77:2::1')).status).toBe(400)
    const logIn = (address: string) =>
      api
        .client()
        .post('/auth/login', { email: `${crypto.randomUUID()}@example.com`, password: 'x' }, from(address))
    for (let host = 1; host <= 5; host += 1) expect((await logIn(`2001:db8:78:1::${host}`)).status).toBe(401)
    expect((await logIn('2001:db8:78:1:ffff::9')).status).toBe(429)
  })

  it('comes before authentication and validation, and after CSRF', async () => {
    const address = nextAddress()
    const client = api.client()
    for (let use = 0; use < 6; use += 1) await client.post('/auth/register', {}, from(address))
    expect((await client.post('/auth/register', { nonsense: true }, from(address))).status).toBe(429)
    const withoutToken = await api
      .client()
      .send('POST', '/auth/register', { csrf: false, body: {}, headers: from(address) })
    expect(withoutToken.status).toBe(403)
  })
})

describe.each(sharedStores)('on two instances, with $store', ({ store }) => {
  let fleet: Fleet

  beforeAll(async () => {
    fleet = await startFleet(store, environment)
  })
  afterAll(() => fleet[Symbol.asyncDispose]())

  it.each(limits)('$name is one count for both, also for attempts at the same moment', async (limit) => {
    const address = nextAddress()
    const client = fleet.client(0)
    if (limit.signedIn) await client.post('/auth/register', person(), from(nextAddress()))
    await client.get('/csrf')
    const tabs = Array.from({ length: limit.count * 4 }, (_, index) =>
      client.fork(fleet.apis[index % 2]?.url),
    )
    await Promise.all(tabs.map((tab) => tab.get('/csrf')))
    const answers = await Promise.all(tabs.map((tab) => limit.attempt(tab, address)))
    expect(answers.filter(({ status }) => status !== 429)).toHaveLength(limit.count)
    for (const answer of answers.filter(({ status }) => status === 429)) expectRefusal(answer, limit)
  })
})

describe.runIf(sharedStores.length > 1)('with Redis down', () => {
  it('requests are answered, and every instance limits by itself', async () => {
    const fleet = keep(await startFleet('Redis', environment))
    await fleet.redis?.kill()
    const address = nextAddress()
    for (const instance of [0, 1]) {
      const client = fleet.client(instance)
      const statuses = []
      for (let use = 0; use < 6; use += 1)
        statuses.push((await client.post('/auth/register', {}, from(address))).status)
      expect(statuses).toEqual([400, 400, 400, 400, 400, 429])
    }
  })
})

describe('the address of a client', () => {
  /** The status of a sign-up whose connection comes from this machine, whatever the header says. */
  function attemptFrom(api: TestApi, cookie: string, token: string, forwardedFor: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const headers = {
        'content-type': 'application/json',
        'x-forwarded-for': forwardedFor,
        'x-csrf-token': token,
        cookie,
      }
      const sent = request(`${api.url}/api/auth/register`, { method: 'POST', headers }, (res) => {
        res.resume()
        resolve(res.statusCode ?? 0)
      })
      sent.on('error', reject)
      sent.end('{}')
    })
  }

  async function countAllowed(
    trustProxy: string,
    forwardedFor: (attempt: number) => string,
  ): Promise<number> {
    const api = keep(await startTestApi({ RATE_LIMIT_AUTH: '5/15m', TRUST_PROXY: trustProxy }))
    const client = api.client()
    await client.get('/csrf')
    const token = client.cookies.get('csrf-token') ?? ''
    let allowed = 0
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const status = await attemptFrom(api, `csrf-token=${token}`, token, forwardedFor(attempt))
      if (status !== 429) allowed += 1
    }
    return allowed
  }

  it('is not what a client writes into X-Forwarded-For, unless a trusted proxy wrote it', async () => {
    expect(await countAllowed('0', (attempt) => `203.0.113.${attempt}`)).toBe(5)
    expect(await countAllowed('1', (attempt) => `203.0.113.${attempt}`)).toBe(8)
    // One hop is trusted: only the last entry is the proxy's; the client may have invented the entries before
    // it.
    expect(await countAllowed('1', (attempt) => `203.0.113.${attempt}, 198.51.100.7`)).toBe(5)
    expect(await countAllowed('127.0.0.1', (attempt) => `203.0.113.${attempt}`)).toBe(8)
    expect(await countAllowed('10.0.0.1', (attempt) => `203.0.113.${attempt}`)).toBe(5)
  })
})

const person = () => ({
  name: 'Ada',
  email: `${crypto.randomUUID()}@example.com`,
  password: testPassword,
  agreedToTerms: true,
})
