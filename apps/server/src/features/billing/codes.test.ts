import { describe, expect, it } from 'vitest'
import { signUpAdministrator } from '../../../../../test/harness/administrator.ts'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { type Client, errorCodeOf, testPassword } from '../../../../../test/harness/client.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import {
  addMember,
  inWorkspace,
  makeWorkspace,
  signUpVerified,
} from '../../../../../test/harness/workspace.ts'
import { giveMonthlyCredits } from '../credits/index.ts'

const api = keepForSuite(
  await startTestApi({
    DATABASE_POOL_MAX: '30',
    MONTHLY_FREE_CREDITS: '8',
    SUPPORT_INBOX_EMAIL: 'help@chatsvg.test',
  }),
)
const { client: admin, id: adminId } = await signUpAdministrator(api)
const { pool } = api.database
const reason = 'a competition'

type Code = { id: string; code: string; uses: number; disabledAt: string | null }

async function makeCode(
  terms: { credits?: number; usesMax?: number; expiresAt?: string } = {},
): Promise<Code> {
  const answer = await admin.post('/admin/codes', { credits: 20, usesMax: 3, reason, ...terms })
  expect(answer.status, answer.text).toBe(201)
  return (answer.body as { code: Code }).code
}

const creditsOf = async (id: string): Promise<number> =>
  (await pool.query('select credits from users where id = $1', [id])).rows[0].credits

const signUps = (count: number) => Promise.all(Array.from({ length: count }, () => api.signUp()))
const isClean = async () => expect(await findLedgerViolations(pool)).toEqual([])

describe('a code', () => {
  it('with k uses gives credits to exactly k of many parallel users', async () => {
    const { code, id } = await makeCode({ credits: 7, usesMax: 5 })
    const users = await signUps(16)
    const answers = await Promise.all(users.map(({ client }) => client.post('/billing/codes', { code })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5)
    expect(answers.filter((answer) => errorCodeOf(answer) === 'code_used_up')).toHaveLength(11)
    const credits = await Promise.all(users.map((user) => creditsOf(user.id)))
    expect(credits.filter((one) => one === 17)).toHaveLength(5)
    expect(credits.filter((one) => one === 10)).toHaveLength(11)
    const { codes } = (await admin.get('/admin/codes')).body as { codes: Code[] }
    expect(codes.find((one) => one.id === id)?.uses).toBe(5)
    await isClean()
  })

  it('gives a user its credits once, however often and in whatever form it is typed', async () => {
    const { code } = await makeCode()
    const { client, id } = await api.signUp()
    const forms = [code, code.toLowerCase(), code.replaceAll('-', ' '), ` ${code.replaceAll('-', '')}`]
    const answers = await Promise.all(
      [...forms, ...forms].map((typed) => client.post('/billing/codes', { code: typed })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)])
    expect(await creditsOf(id)).toBe(30)
    expect(errorCodeOf(await client.post('/billing/codes', { code }))).toBe('code_already_used')
    await isClean()
  })

  it('is not used again by an address whose account was deleted, nor by an address that it had later', async () => {
    const { code } = await makeCode()
    const email = `${crypto.randomUUID()}@example.com`
    const { client } = await api.signUp(email)
    expect((await client.post('/billing/codes', { code })).status).toBe(200)
    const later = `later-${email}`
    await pool.query('update users set email = $2 where email = $1', [email, later])
    expect((await client.delete('/user', { password: testPassword })).status).toBe(200)
    for (const address of [email, later]) {
      const again = await api.signUp(address)
      expect(errorCodeOf(await again.client.post('/billing/codes', { code }))).toBe('code_already_used')
      expect(await creditsOf(again.id)).toBe(0)
    }
    const { client: another } = await api.signUp()
    expect((await another.post('/billing/codes', { code })).status).toBe(200)
    const { rows } = await pool.query('select address_hash from billing_code_addresses')
    expect(JSON.stringify(rows)).not.toContain('@')
    await isClean()
  })

  it('gives its credits to a workspace or to the person, once, if an admin uses it at the same time for both', async () => {
    const { code } = await makeCode({ credits: 9, usesMax: 2 })
    const [owner, other] = await Promise.all([signUpVerified(api), signUpVerified(api)])
    const { id: workspaceId } = await makeWorkspace(owner.client)
    const acting = inWorkspace(owner.client, workspaceId)
    const use = (client: Client) => client.post('/billing/codes', { code })
    const answers = await Promise.all([owner.client, acting, acting, owner.client].map(use))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
    expect((await creditsOf(owner.id)) + (await creditsOf(workspaceId))).toBe(19)
    // Another person has a use of their own, and the workspace can go with its credits.
    expect((await use(inWorkspace(other.client, (await makeWorkspace(other.client)).id))).status).toBe(200)
    await isClean()
    const deletion = { name: 'Lighthouse Studio', password: testPassword }
    expect((await owner.client.delete(`/workspaces/${workspaceId}`, deletion)).status).toBe(200)
    expect((await use(owner.client)).status).toBe(409)
    await isClean()
  })

  it('that gave a workspace its credits is not shown to members, who could use it as well', async () => {
    const { code } = await makeCode({ credits: 9, usesMax: 2 })
    const owner = await signUpVerified(api)
    const { id } = await makeWorkspace(owner.client)
    const viewer = await addMember(api, owner, id, { role: 'viewer' })
    expect((await inWorkspace(owner.client, id).post('/billing/codes', { code })).status).toBe(200)
    const { body } = await inWorkspace(viewer.client, id).get('/user/credits')
    expect(body).toMatchObject({ entries: [{ delta: 9, note: `code that ends with ${code.slice(-4)}` }] })
  })

  it('that has expired, was switched off, or does not exist gives nothing', async () => {
    const { client, id } = await api.signUp()
    const expired = await makeCode({ expiresAt: new Date(Date.now() - 1_000).toISOString() })
    const off = await makeCode()
    const disabled = await admin.post(`/admin/codes/${off.id}/disable`, { reason })
    expect((disabled.body as { code: Code }).code.disabledAt).not.toBeNull()
    const use = async (code: string) => errorCodeOf(await client.post('/billing/codes', { code }))
    expect(await use(expired.code)).toBe('code_expired')
    expect(await use(off.code)).toBe('code_expired')
    expect(await use('0000-0000-0000')).toBe('code_not_found')
    expect(await creditsOf(id)).toBe(10)
    expect((await client.post('/admin/codes', { credits: 5, usesMax: 1, reason })).status).toBe(404)
  })

  it('is limited by user, so that nobody tries many', async () => {
    const limited = keep(await startTestApi({ RATE_LIMIT_CODE: '3/1h' }))
    const { client } = await limited.signUp()
    const statuses: number[] = []
    for (let attempt = 0; attempt < 4; attempt += 1)
      statuses.push((await client.post('/billing/codes', { code: `0000-0000-000${attempt}` })).status)
    expect(statuses).toEqual([404, 404, 404, 429])
  })
})

describe('a message that asks for credits', () => {
  it('goes to the support inbox and to every administrator', async () => {
    const { client, id, email } = await api.signUp()
    const answer = await client.post('/billing/ask', { message: ' Icons for our\nschool newspaper. ' })
    expect([answer.status, answer.body]).toEqual([200, { ok: true }])
    const { rows } = await pool.query(
      'select type, subject, message, email from support_messages where user_id = $1',
      [id],
    )
    expect(rows).toEqual([
      {
        type: 'contact',
        subject: 'A user asks for credits',
        message: 'Icons for our\nschool newspaper.',
        email,
      },
    ])
    const { rows: letters } = await pool.query(
      `select recipient from mail_letters where letter = 'support-message'`,
    )
    expect(letters).toEqual([{ recipient: 'help@chatsvg.test' }])
    const { rows: told } = await pool.query(
      `select title, data from notifications where user_id = $1 and title like '%asks for credits'`,
      [adminId],
    )
    expect(told).toEqual([{ title: `${email} asks for credits`, data: { userId: id } }])
    for (const message of ['', ' \n', 'a\u0007b', 'x'.repeat(1_001)])
      expect(errorCodeOf(await client.post('/billing/ask', { message }))).toBe('invalid_message')
    expect((await api.client().post('/billing/ask', { message: 'Please.' })).status).toBe(401)
  })

  it('for a workspace names it, and belongs to the person who wrote it', async () => {
    const owner = await signUpVerified(api)
    const { id } = await makeWorkspace(owner.client, 'Owl Press')
    const { client, email, id: personId } = await addMember(api, owner, id, { role: 'admin' })
    expect((await inWorkspace(client, id).post('/billing/ask', { message: 'Covers.' })).status).toBe(200)
    const { rows } = await pool.query('select title, data from notifications where data @> $1', [
      { userId: id },
    ])
    expect(rows).toEqual([
      { title: `${email} asks for credits for the workspace Owl Press`, data: { userId: id } },
    ])
    expect((await client.get('/user/export')).body).toMatchObject({
      supportMessages: [
        { subject: `A user asks for credits for the workspace Owl Press (${id})`, message: 'Covers.' },
      ],
    })
    expect((await client.delete('/user', { password: testPassword })).status).toBe(200)
    const left = 'select from support_messages where email = $1 or user_id = $2'
    expect((await pool.query(left, [email, personId])).rowCount).toBe(0)
  })
})

describe('monthly free credits', () => {
  const { db } = api.resources.database
  const give = () => giveMonthlyCredits(db, 8, new AbortController().signal)

  it('bring every free user of earlier months up once a month, and nobody else', async () => {
    const users = await signUps(5)
    const [poor, rich, paying, suspended, fresh] = users.map(({ id }) => id)
    await pool.query(
      `update users set created_at = created_at - interval '40 days', plan = case when id = $2 then 'CUSTOMER' else 'FREE' end,
         suspended_at = case when id = $3 then now() end where id <> $1`,
      [fresh, paying, suspended],
    )
    await pool.query(
      `with spent as (insert into credit_entries (id, user_id, delta, reason, note) select gen_random_uuid(), id, -7, 'GRANT', 'spent' from users where id <> $1 and credits >= 7 returning user_id)
       update users set credits = credits - 7 from spent where users.id = spent.user_id`,
      [rich],
    )
    const given = await Promise.all([give(), give(), give(), give()])
    expect(given.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(0)
    expect(await give()).toBe(0)
    const after = await Promise.all(users.map(({ id }) => creditsOf(id)))
    expect(after).toEqual([8, 10, 3, 3, 3])
    const { rows } = await pool.query(
      `select delta, note from credit_entries where user_id = $1 and delta > 0 and reason = 'GRANT'`,
      [poor],
    )
    expect(rows).toEqual([{ delta: 5, note: 'monthly credits' }])
    await pool.query(
      `update users set free_credits_month = free_credits_month - interval '1 month', credits = credits where id = $1`,
      [rich],
    )
    expect(await give()).toBe(0)
    await isClean()
  })

  it('are announced to free users', async () => {
    const { client } = await api.signUp()
    const { nextGrant } = (await client.get('/billing')).body as { nextGrant: object }
    expect(nextGrant).toEqual({ at: expect.stringMatching(/-01T00:00:00.000Z$/), credits: 8, isTopUp: true })
  })
})
