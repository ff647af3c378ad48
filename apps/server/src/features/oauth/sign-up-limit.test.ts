import { expect, it } from 'vitest'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { startOauthApi } from '../../../../../test/harness/oauth-browser.ts'

const home = 'http://localhost:5173/'
const limited = `${home}signin?error=rate_limited`

const world = keepForSuite(await startOauthApi({ RATE_LIMIT_AUTH: '5/15m', TRUST_PROXY: '1' }))

const from = (address: string) => ({ 'x-forwarded-for': address })

async function comeAs(sub: string, address: string): Promise<string> {
  world.google.user = { sub, email: `${sub}@example.com`, email_verified: true }
  const browser = world.browser()
  const { location } = await browser.start('google')
  const callback = await browser.visit(location)
  return (await browser.client.get(callback, from(address))).headers.get('location') ?? ''
}

const countUsers = async () =>
  (await world.api.database.pool.query('select count(*)::int as count from users')).rows[0].count as number

it('first sign-ins elsewhere count with the registrations of an address, and later ones do not', async () => {
  const address = '203.0.113.7'
  const registration = { name: 'Ada', password: 'a long walk by the sea', agreedToTerms: true }
  for (let at = 0; at < 2; at += 1) {
    const body = { ...registration, email: `${crypto.randomUUID()}@example.com` }
    expect((await world.api.client().post('/auth/register', body, from(address))).status).toBe(201)
  }
  const subs = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()]
  for (const sub of subs) expect(await comeAs(sub, address)).toBe(home)
  const before = await countUsers()
  expect(await comeAs(crypto.randomUUID(), address)).toBe(limited)
  expect(await countUsers()).toBe(before)
  for (const sub of subs) expect(await comeAs(sub, address)).toBe(home)
  expect(await comeAs(crypto.randomUUID(), '203.0.113.8')).toBe(home)
})

it('of many parallel first sign-ins as many create an account as the limit allows', async () => {
  const address = '203.0.113.9'
  const before = await countUsers()
  const arrivals: (() => Promise<string>)[] = []
  for (let at = 0; at < 12; at += 1) {
    const sub = crypto.randomUUID()
    world.google.user = { sub, email: `${sub}@example.com`, email_verified: true }
    const browser = world.browser()
    const callback = await browser.visit((await browser.start('google')).location)
    arrivals.push(
      async () => (await browser.client.get(callback, from(address))).headers.get('location') ?? '',
    )
  }
  const ends = await Promise.all(arrivals.map((arrive) => arrive()))
  expect(ends.filter((location) => location === home)).toHaveLength(5)
  expect(ends.filter((location) => location === limited)).toHaveLength(7)
  expect(await countUsers()).toBe(before + 5)
})
