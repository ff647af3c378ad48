import { expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { callWithKey, makeKey } from '../../../../../test/harness/api-key.ts'
import { type Client, errorCodeOf, testPassword } from '../../../../../test/harness/client.ts'
import { acceptedJob } from '../../../../../test/harness/job-end.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import { waitForLock } from '../../../../../test/harness/wait.ts'
import {
  addMember,
  grantCredits,
  invite,
  inWorkspace,
  makeWorkspace,
  membersOf,
  signUpVerified,
} from '../../../../../test/harness/workspace.ts'
import { createDisposalStack } from '../../platform/disposal/index.ts'

const api = keepForSuite(await startTestApi({ DATABASE_POOL_MAX: '20' }))
const { pool } = api.database
const picture = { prompt: 'a lighthouse in the fog', style: 'minimal' }

const grant = (userId: string, amount: number) => grantCredits(api, userId, amount)

const ask = (client: Client, workspaceId: string) =>
  inWorkspace(client, workspaceId).post('/svg/generate-svg', picture)

/** Holds the row of a user until it is disposed. */
async function holdUser(id: string): Promise<AsyncDisposable> {
  const holder = await pool.connect()
  await holder.query('begin')
  await holder.query('select from users where id = $1 for update', [id])
  const stack = createDisposalStack()
  stack.defer(async () => {
    await holder.query('rollback')
    holder.release()
  })
  return stack
}

it('of 60 requests of a member at once against a limit of 15 exactly 15 are accepted, and others may spend on', async () => {
  const owner = await signUpVerified(api)
  const workspace = await makeWorkspace(owner.client)
  await grant(workspace.id, 100)
  const limited = await addMember(api, owner, workspace.id, { role: 'member', monthlyCredits: 15 })
  const answers = await Promise.all([
    ...Array.from({ length: 60 }, () => ask(limited.client, workspace.id)),
    ...Array.from({ length: 10 }, () => ask(owner.client, workspace.id)),
  ])
  const refused = answers.filter(({ status }) => status !== 202)
  expect(answers.length - refused.length).toBe(25)
  expect(new Set(refused.map(errorCodeOf))).toEqual(new Set(['member_limit_reached']))
  expect(refused[0]?.body).toMatchObject({ limit: 15, used: 15 })
  const members = await membersOf(owner.client, workspace.id)
  expect(members.map(({ role, spentThisMonth }) => [role, spentThisMonth])).toEqual([
    ['owner', 10],
    ['member', 15],
  ])

  // A refund gives the use back, once.
  const jobs = answers.slice(0, 60).filter(({ status }) => status === 202)
  const cancelled = jobs.slice(0, 4).map((answer) => acceptedJob(answer).id)
  await Promise.all(
    cancelled.map((id) =>
      inWorkspace(limited.client, workspace.id).post(`/svg/generation-jobs/${id}/cancel`),
    ),
  )
  const again = await Promise.all(Array.from({ length: 12 }, () => ask(limited.client, workspace.id)))
  expect(again.filter(({ status }) => status === 202)).toHaveLength(4)
  expect(await findLedgerViolations(pool)).toEqual([])

  // The audit finds a use that was not counted.
  await pool.query('update api_key_months set spent = spent - 1 where key_id = $1', [limited.memberId])
  expect((await findLedgerViolations(pool)).map(({ broken }) => broken)).toEqual(['key-spent-differs'])
  await pool.query('update api_key_months set spent = spent + 1 where key_id = $1', [limited.memberId])
})

it('of two owners who leave at once one stays, and the same for a demotion and a deleted account', async () => {
  for (const leave of [
    (member: { client: Client; memberId: string }, id: string) =>
      member.client.delete(`/workspaces/${id}/members/${member.memberId}`),
    (member: { client: Client; memberId: string }, id: string) =>
      member.client.patch(`/workspaces/${id}/members/${member.memberId}`, { role: 'viewer' }),
    (member: { client: Client }) => member.client.delete('/user', { password: testPassword }),
  ]) {
    const first = await signUpVerified(api)
    const { id, memberId } = await makeWorkspace(first.client)
    const second = await addMember(api, first, id, { role: 'admin' })
    expect(
      (await first.client.patch(`/workspaces/${id}/members/${second.memberId}`, { role: 'owner' })).status,
    ).toBe(200)
    const answers = await Promise.all([leave({ ...first, memberId }, id), leave(second, id)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const { rows } = await pool.query(
      `select count(*)::int as owners from workspace_members where workspace_id = $1 and role = 'owner'`,
      [id],
    )
    expect(rows).toEqual([{ owners: 1 }])
  }
})

it('a removal that commits first refuses a charge of the member that waits, and one of an invitation that was withdrawn', async () => {
  const owner = await signUpVerified(api)
  const { id } = await makeWorkspace(owner.client)
  await grant(id, 10)
  const member = await addMember(api, owner, id, { role: 'member' })
  const held = keep(await holdUser(id))
  const removed = owner.client.delete(`/workspaces/${id}/members/${member.memberId}`)
  await waitForLock(pool, 'the removal to wait')
  const asked = ask(member.client, id)
  await waitForLock(pool, 'the charge to wait', 2)
  await held[Symbol.asyncDispose]()
  expect((await removed).status).toBe(200)
  expect([(await asked).status, errorCodeOf(await asked)]).toEqual([404, 'workspace_not_found'])
  expect(await findLedgerViolations(pool)).toEqual([])
})

it('a demotion that commits first refuses changes by the member that have passed the check of the request', async () => {
  const owner = await signUpVerified(api)
  const { id } = await makeWorkspace(owner.client)
  const member = await addMember(api, owner, id, { role: 'admin' })
  const acting = inWorkspace(member.client, id)
  const { id: keyId } = await makeKey(acting)
  const webhook = { url: 'https://example.com', events: ['job.failed'] }
  const made = (await acting.post('/user/webhooks', webhook)).body as { webhook: { id: string } }
  const held = keep(await holdUser(id))
  const demoted = owner.client.patch(`/workspaces/${id}/members/${member.memberId}`, { role: 'viewer' })
  await waitForLock(pool, 'the demotion to wait')
  const settings = { name: 'Program', scopes: ['pictures:read'], password: testPassword }
  const asked = [
    acting.post('/user/api-keys', settings),
    acting.patch(`/user/api-keys/${keyId}`, { name: 'Changed', password: testPassword }),
    acting.delete(`/user/api-keys/${keyId}`),
    acting.post('/user/webhooks', webhook),
    acting.patch(`/user/webhooks/${made.webhook.id}`, { enabled: false }),
    acting.delete(`/user/webhooks/${made.webhook.id}`),
    member.client.post(`/workspaces/${id}/invitations`, { email: 'x@example.com', role: 'viewer' }),
    member.client.patch(`/workspaces/${id}`, { name: 'Changed' }),
  ]
  await waitForLock(pool, 'the requests to wait', 1 + asked.length)
  await held[Symbol.asyncDispose]()
  expect((await demoted).status).toBe(200)
  const answers = (await Promise.all(asked)).map(errorCodeOf)
  expect(answers).toEqual([
    ...Array.from({ length: 6 }, () => 'invalid_token'),
    ...Array.from({ length: 2 }, () => 'insufficient_role'),
  ])
  const { rows } = await pool.query(
    `select (select count(*)::int from api_keys where user_id = $1 and kind = 'key' and revoked_at is null) as keys,
       (select count(*)::int from webhooks where user_id = $1 and disabled_at is null) as webhooks,
       (select count(*)::int from workspace_invitations where workspace_id = $1 and accepted_at is null) as invitations`,
    [id],
  )
  expect(rows).toEqual([{ keys: 1, webhooks: 1, invitations: 0 }])
})

it('an invitation is accepted once, by one of many requests at once', async () => {
  const owner = await signUpVerified(api)
  const { id } = await makeWorkspace(owner.client)
  const person = await signUpVerified(api)
  const { token } = await invite(api, owner.client, id, person.email, { role: 'member' })
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => person.client.post('/workspaces/join', { token })),
  )
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(new Set(answers.filter(({ status }) => status !== 200).map(errorCodeOf))).toEqual(
    new Set(['invalid_invitation']),
  )
  expect(await membersOf(owner.client, id)).toHaveLength(2)
})

it('an invitation that is withdrawn while it is accepted has one outcome', async () => {
  const owner = await signUpVerified(api)
  const { id } = await makeWorkspace(owner.client)
  const person = await signUpVerified(api)
  const { token, invitationId } = await invite(api, owner.client, id, person.email, { role: 'member' })
  const held = keep(await holdUser(id))
  const withdrawn = owner.client.delete(`/workspaces/${id}/invitations/${invitationId}`)
  await waitForLock(pool, 'the withdrawal to wait')
  const joined = person.client.post('/workspaces/join', { token })
  await waitForLock(pool, 'the acceptance to wait', 2)
  await held[Symbol.asyncDispose]()
  expect([(await withdrawn).status, (await joined).status]).toEqual([200, 410])
  expect(await membersOf(owner.client, id)).toHaveLength(1)
})

// These requests lock the same accounts. If they did it in different orders, PostgreSQL would abort one.
it('accounts, workspaces and memberships are locked in one order', async () => {
  const owner = await signUpVerified(api)
  const { id } = await makeWorkspace(owner.client)
  await grant(id, 100)
  for (let round = 0; round < 6; round += 1) {
    const member = await addMember(api, owner, id, { role: 'admin' })
    const person = await signUpVerified(api)
    const { token } = await invite(api, owner.client, id, person.email, { role: 'viewer' })
    const answers = await Promise.all([
      ask(member.client, id),
      ask(owner.client, id),
      inWorkspace(member.client, id).post('/user/api-keys', {
        ...{ name: 'Program', scopes: ['pictures:read'], password: testPassword },
      }),
      inWorkspace(owner.client, id).post('/user/webhooks', {
        url: 'https://example.com',
        events: ['job.failed'],
      }),
      owner.client.patch(`/workspaces/${id}/members/${member.memberId}`, { monthlyCredits: 5 }),
      person.client.post('/workspaces/join', { token }),
      member.client.delete('/user', { password: testPassword }),
      person.client.delete('/user', { password: testPassword }),
    ])
    expect(answers.filter(({ status }) => status >= 500).map(({ text }) => text)).toEqual([])
    expect(answers.slice(-2).map(({ status }) => status)).toEqual([200, 200])
  }
  expect(await findLedgerViolations(pool)).toEqual([])
})

it('a workspace is deleted while members draw in it, and leaves nothing', async () => {
  const owner = await signUpVerified(api)
  const { id, name } = await makeWorkspace(owner.client)
  await grant(id, 100)
  const member = await addMember(api, owner, id, { role: 'member' })
  await invite(api, owner.client, id, `${crypto.randomUUID()}@example.com`, { role: 'viewer' })
  const { key } = await makeKey(inWorkspace(owner.client, id))
  await ask(member.client, id)
  const [deleted, ...others] = await Promise.all([
    owner.client.delete(`/workspaces/${id}`, { name, password: testPassword }),
    ...Array.from({ length: 20 }, () => ask(member.client, id)),
    ...Array.from({ length: 5 }, () =>
      callWithKey(api.url, key, 'POST', '/svg/generate-svg', { body: picture }),
    ),
  ])
  expect(deleted?.status).toBe(200)
  expect(others.filter(({ status }) => status >= 500).map(({ text }) => text)).toEqual([])
  for (const table of ['generation_jobs', 'credit_entries', 'api_keys', 'webhooks', 'generations'])
    expect((await pool.query(`select from ${table} where user_id = $1`, [id])).rowCount, table).toBe(0)
  for (const table of ['workspace_members', 'workspace_invitations'])
    expect((await pool.query(`select from ${table} where workspace_id = $1`, [id])).rowCount, table).toBe(0)
  expect(errorCodeOf(await ask(member.client, id))).toBe('workspace_not_found')
  expect((await callWithKey(api.url, key, 'GET', '/user/profile')).status).toBe(401)
  expect(await findLedgerViolations(pool)).toEqual([])
})
