import { expect, it } from 'vitest'
import { testPassword } from '../../../../../test/harness/client.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import { type OauthBrowser, startOauthApi } from '../../../../../test/harness/oauth-browser.ts'

const frontend = 'http://localhost:5173'

const world = keepForSuite(await startOauthApi())

async function select<Row>(text: string, ...values: unknown[]): Promise<Row[]> {
  return (await world.api.database.pool.query(text, values)).rows as Row[]
}

it.each(['google', 'github'] as const)(
  'one user who signs in with %s ten times at once for the first time gets one account and ten sessions',
  async (name) => {
    const email = `${crypto.randomUUID()}@example.com`
    world.google.user = { sub: email, email, email_verified: true }
    world.github.user = {
      id: 77,
      login: 'g',
      name: null,
      emails: [{ email, primary: true, verified: false }],
    }
    const browsers = Array.from({ length: 10 }, () => world.browser())
    const callbacks = await Promise.all(
      browsers.map(async (browser) => browser.visit((await browser.start(name)).location)),
    )
    const steps = await Promise.all(browsers.map((browser, at) => browser.finish(callbacks[at] ?? '')))
    expect(steps.map(({ location }) => location)).toEqual(Array(10).fill(`${frontend}/`))
    const [row] = await select(
      `select count(distinct u.id)::int as users, count(distinct o.id)::int as links, count(distinct s.id)::int as sessions,
         max(u.credits) as credits
       from users u join oauth_accounts o on o.user_id = u.id join sessions s on s.user_id = u.id where u.email = $1`,
      email,
    )
    expect(row).toEqual({ users: 1, links: 1, sessions: 10, credits: 3 })
    expect(await findLedgerViolations(world.api.database.pool)).toEqual([])
  },
)

it('one user whose address changes between two parallel first sign-ins gets one account', async () => {
  for (let round = 0; round < 5; round += 1) {
    const browsers = Array.from({ length: 4 }, () => world.browser())
    const callbacks: string[] = []
    for (const browser of browsers) {
      const emails = [{ email: `${crypto.randomUUID()}@example.com`, primary: true, verified: true }]
      world.github.user = { id: 3_000 + round, login: 'g', name: null, emails }
      callbacks.push(await browser.visit((await browser.start('github')).location))
    }
    const steps = await Promise.all(browsers.map((browser, at) => browser.finish(callbacks[at] ?? '')))
    expect(steps.map(({ location }) => location)).toEqual(Array(4).fill(`${frontend}/`))
    const users = await Promise.all(browsers.map(({ client }) => client.get('/auth/current-user')))
    expect(new Set(users.map(({ body }) => (body as { id: string }).id)).size).toBe(1)
  }
})

it('one address from both providers and a parallel sign-up becomes one account', async () => {
  for (let round = 0; round < 5; round += 1) {
    const email = `${crypto.randomUUID()}@example.com`
    world.google.user = { sub: email, email, email_verified: true }
    const emails = [{ email, primary: true, verified: true }]
    world.github.user = { id: 1_000 + round, login: 'g', name: null, emails }
    const [first, second, third] = [world.browser(), world.browser(), world.browser()]
    const callbacks = await Promise.all([
      first.visit((await first.start('google')).location),
      second.visit((await second.start('github')).location),
      third.client.get('/csrf'),
    ])
    const steps = await Promise.all([
      first.finish(callbacks[0]),
      second.finish(callbacks[1]),
      third.client.register(email).catch(() => undefined),
    ])
    expect([steps[0].location, steps[1].location]).toEqual([`${frontend}/`, `${frontend}/`])
    const rows = await select<{ id: string; verified: boolean; password: boolean; links: number }>(
      `select u.id, email_verified_at is not null as verified, password_hash is not null as password,
         (select count(*)::int from oauth_accounts o where o.user_id = u.id) as links from users u where email = $1`,
      email,
    )
    expect(rows).toEqual([{ id: expect.any(String), verified: true, password: false, links: 2 }])
  }
  expect(await findLedgerViolations(world.api.database.pool)).toEqual([])
})

it('of twenty parallel callbacks with one state one signs in', async () => {
  const email = `${crypto.randomUUID()}@example.com`
  world.google.user = { sub: email, email, email_verified: true }
  const browser = world.browser()
  const callback = await browser.visit((await browser.start('google')).location)
  const steps = await Promise.all(Array.from({ length: 20 }, () => browser.finish(callback)))
  const locations = steps.map(({ location }) => location)
  expect(locations.filter((location) => location === `${frontend}/`)).toHaveLength(1)
  expect(locations.filter((location) => location === `${frontend}/signin?error=oauth_state`)).toHaveLength(19)
})

it('of the last two ways to sign in that are unlinked in parallel one stays', async () => {
  for (let round = 0; round < 5; round += 1) {
    const email = `${crypto.randomUUID()}@example.com`
    world.google.user = { sub: email, email, email_verified: true }
    const emails = [{ email, primary: true, verified: true }]
    world.github.user = { id: 2_000 + round, login: 'g', name: null, emails }
    const browser = world.browser()
    await browser.signIn('google')
    await browser.link('github')
    const answers = await Promise.all(
      ['google', 'github'].map((name) => browser.client.send('DELETE', `/auth/providers/${name}`)),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const [row] = await select<{ left: number }>(
      'select count(*)::int as left from oauth_accounts o join users u on u.id = o.user_id where u.email = $1',
      email,
    )
    expect(row).toEqual({ left: 1 })
  }
})

it('a stranger in an account with an unverified address loses it as soon as the owner signs in, in every way', async () => {
  for (let round = 0; round < 5; round += 1) {
    const email = `${crypto.randomUUID()}@example.com`
    const emails = [{ email: `other-${email}`, primary: true, verified: true }]
    world.github.user = { id: 4_000 + round, login: 'g', name: null, emails }
    const [attacker, again, byPassword, owner] = [1, 2, 3, 4].map(() => world.browser()) as Four
    const { id } = await attacker.client.register(email)
    await attacker.link('github')
    const waiting = await again.visit((await again.start('github')).location)
    await byPassword.client.get('/csrf')
    world.google.user = { sub: email, email, email_verified: true }
    const callback = await owner.visit((await owner.start('google')).location)
    const [arrived] = await Promise.all([
      owner.finish(callback),
      again.finish(waiting),
      byPassword.client.post('/auth/login', { email, password: testPassword }),
      attacker.client.post('/auth/refresh'),
    ])
    expect(arrived.location).toBe(`${frontend}/`)
    const alive = await select(
      'select signed_in_with from sessions where user_id = $1 and revoked_at is null',
      id,
    )
    expect(alive).toEqual([{ signed_in_with: 'google' }])
    const links = await select('select provider from oauth_accounts where user_id = $1', id)
    expect(links).toEqual([{ provider: 'google' }])
  }
})

type Four = [OauthBrowser, OauthBrowser, OauthBrowser, OauthBrowser]
