import { expect, it } from 'vitest'
import { type Client, testPassword } from '../../../../../test/harness/client.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import { startOauthApi } from '../../../../../test/harness/oauth-browser.ts'
import { createSignupGrants } from './signup-grant-store.ts'

const world = keepForSuite(await startOauthApi())

const someone = () => `${crypto.randomUUID()}@example.com`

type Account = { client: Client; id: string; credits: number }

async function signUp(email: string): Promise<Account> {
  const { client, id, credits } = await world.api.signUp(email)
  return { client, id, credits }
}

/** Signs in with Google as this person, in a new browser. */
async function comeFromGoogle(sub: string, email: string): Promise<Account> {
  world.google.user = { sub, email, email_verified: true }
  const browser = world.browser()
  await browser.signIn('google')
  return { client: browser.client, ...(await readAccount(browser.client)) }
}

const readAccount = async (client: Client) =>
  (await client.get('/auth/current-user')).body as { id: string; credits: number }

async function leave(client: Client, password?: string): Promise<void> {
  const answer = await client.delete('/user', { password })
  if (answer.status !== 200) throw new Error(`DELETE /user answered ${answer.status}: ${answer.text}`)
}

const query = (text: string, values: unknown[] = []) => world.api.database.pool.query(text, values)
const violations = () => findLedgerViolations(world.api.database.pool)

it('an address gets sign-up credits once, however often its account is deleted and in whatever way it comes back', async () => {
  const email = someone()
  const first = await signUp(email)
  expect(first.credits).toBe(10)
  await leave(first.client, testPassword)
  const second = await signUp(` ${email.toUpperCase()} `)
  expect(second.credits).toBe(0)
  expect((await second.client.get('/notification/latest')).text).toContain('You have no credits yet')
  await leave(second.client, testPassword)
  const third = await comeFromGoogle(`g-${email}`, email)
  expect(third.credits).toBe(0)
  const entries = await query(
    'select from credit_entries e join users u on u.id = e.user_id where u.email = $1',
    [email],
  )
  expect(entries.rowCount).toBe(0)
  expect(await violations()).toEqual([])
})

it('a provider account gets them once, whatever address it has the next time', async () => {
  const sub = crypto.randomUUID()
  const first = await comeFromGoogle(sub, someone())
  expect(first.credits).toBe(3)
  await leave(first.client)
  expect((await comeFromGoogle(sub, someone())).credits).toBe(0)
  expect((await comeFromGoogle(crypto.randomUUID(), someone())).credits).toBe(3)
})

it('a provider account that was linked to an account, or matched one by its address, counts as having had them', async () => {
  for (const link of [true, false]) {
    const [sub, email] = [crypto.randomUUID(), someone()]
    world.google.user = { sub, email: link ? someone() : email, email_verified: true }
    const browser = world.browser()
    await browser.client.register(email)
    await (link ? browser.link('google') : browser.signIn('google'))
    await leave(browser.client, link ? testPassword : undefined)
    expect((await comeFromGoogle(sub, someone())).credits).toBe(0)
  }
})

it('accounts that are older than the records are recorded when they are deleted', async () => {
  const [email, sub] = [someone(), crypto.randomUUID()]
  const { client } = await comeFromGoogle(sub, email)
  await query('delete from signup_grants')
  await leave(client)
  expect((await signUp(email)).credits).toBe(0)
  expect((await comeFromGoogle(sub, someone())).credits).toBe(0)
})

it('only a hash under a separate key is stored', async () => {
  const email = someone()
  await leave((await signUp(email)).client, testPassword)
  const { rows } = await query('select * from signup_grants')
  expect(Object.keys(rows[0] ?? {}).sort()).toEqual(['created_at', 'identity_hash'])
  for (const { identity_hash } of rows) expect(identity_hash).toMatch(/^[0-9a-f]{64}$/)
  const other = createSignupGrants(new Uint8Array(32))
  const { db } = world.api.resources.database
  const { id } = await world.api.client().register()
  const given = await db.transaction((tx) =>
    other.give(tx, { userId: id, amount: 1, identities: [{ email }] }),
  )
  expect(given).toBe(11)
})

it('of parallel sign-ups and deletions of one address, at most one gets credits', async () => {
  const email = someone()
  let given = (await signUp(email)).credits
  for (let round = 0; round < 8; round += 1) {
    const owner = world.api.client()
    await owner.post('/auth/login', { email, password: testPassword })
    const { id } = await readAccount(owner)
    const others = [signUp(email), comeFromGoogle(`cross-${email}`, email), signUp(email)]
    const [, ...ends] = await Promise.allSettled([leave(owner, testPassword), ...others])
    // Google may sign in to the account that is about to be deleted, which had its credits before.
    for (const end of ends) if (end.status === 'fulfilled' && end.value.id !== id) given += end.value.credits
    await query('delete from users where email = $1', [email])
    await signUp(email)
  }
  expect(given).toBe(10)
  expect(await violations()).toEqual([])
})

it('of accounts that are created in parallel with common identities one gets credits, and none aborts another', async () => {
  const { db } = world.api.resources.database
  const grants = createSignupGrants(world.api.resources.keys.signupGrant)
  const users = await Promise.all(Array.from({ length: 8 }, () => world.api.client().register()))
  for (let round = 0; round < 5; round += 1) {
    const shared = [
      { email: someone() },
      { provider: 'google', providerId: crypto.randomUUID() },
      { provider: 'github', providerId: crypto.randomUUID() },
    ]
    const given = await Promise.all(
      users.map(({ id }, at) =>
        db.transaction((tx) =>
          grants.give(tx, {
            userId: id,
            amount: 5,
            identities: [...shared.slice(at % 3), ...shared.slice(0, at % 3)],
          }),
        ),
      ),
    )
    expect(given.filter((balance) => balance > 0)).toHaveLength(1)
  }
  expect(await violations()).toEqual([])
})
