import type { Answer as WireAnswer } from '@chatsvg/client'
import { io } from 'socket.io-client'
import { describe, expect, it } from 'vitest'
import { signUpAdministrator } from '../../../../../test/harness/administrator.ts'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { callWithKey, makeKey } from '../../../../../test/harness/api-key.ts'
import { type Answer, type Client, errorCodeOf, testPassword } from '../../../../../test/harness/client.ts'
import { openEventStream } from '../../../../../test/harness/event-stream.ts'
import { acceptedJob } from '../../../../../test/harness/job-end.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import { linkOf, startMailbox } from '../../../../../test/harness/mail-servers.ts'
import { startStripeServer } from '../../../../../test/harness/stripe-server.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import {
  addMember,
  grantCredits,
  invite,
  inWorkspace,
  makeWorkspace,
  membersOf,
  signUpVerified,
} from '../../../../../test/harness/workspace.ts'
import { giveMonthlyCredits } from '../credits/index.ts'

const mailbox = keepForSuite(await startMailbox())
const stripe = keepForSuite(await startStripeServer())
const api = keepForSuite(
  await startTestApi({ SMTP_URL: mailbox.url, ...stripe.environment, SIGNUP_CREDITS: '5' }, { worker: true }),
)
const { pool } = api.database
const { db } = api.resources.database
const picture = { prompt: 'a lighthouse by the sea at sunset', style: 'flat' }
const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9"/></svg>'

const grant = (userId: string, amount: number) => grantCredits(api, userId, amount)
const draw = (client: Client) => client.post('/svg/generate-svg', picture, { prefer: 'wait=30' })
const profileOf = async (client: Client) =>
  ((await client.get('/user/profile')).body as WireAnswer<'GET /api/user/profile'>).user
type Job = { job: { id: string; generationId: string; requestedBy?: string } }
type Listed = { generations: { id: string; requestedBy?: string; svgUrl: string }[] }
const outcomeOf = (answer: Answer) => [answer.status, errorCodeOf(answer)]

/** A workspace with 20 credits and one member of each role. */
async function makeTeam() {
  const owner = await signUpVerified(api)
  const workspace = await makeWorkspace(owner.client)
  await grant(workspace.id, 20)
  const [admin, member, viewer] = await Promise.all(
    (['admin', 'member', 'viewer'] as const).map((role) => addMember(api, owner, workspace.id, { role })),
  )
  if (!admin || !member || !viewer) throw new Error('a member is missing')
  return { workspace, owner: { ...owner, memberId: workspace.memberId }, admin, member, viewer }
}

const team = await makeTeam()
const { workspace, owner, admin, member, viewer } = team
const at = (person: { client: Client }) => inWorkspace(person.client, workspace.id)

describe('a workspace', () => {
  it('is charged for what its members draw, and all of them see it, with who asked', async () => {
    const { job } = (await draw(at(member))).body as Job
    expect(job.requestedBy).toBe(member.memberId)
    const { body } = await at(admin).post('/svg', { svg, title: 'A triangle', privacy: true })
    const uploaded = (body as { svgGeneration: { id: string } }).svgGeneration.id
    const edits = [{ op: 'recolor', from: 'black', to: '#123456' }]
    await at(member).post(`/svg/${uploaded}/edits`, { edits })
    expect(await profileOf(at(viewer))).toMatchObject({
      credits: 19,
      name: workspace.name,
      spentThisMonth: 1,
    })
    expect(await profileOf(member.client)).toMatchObject({ credits: 5 })
    const listOf = async (query: string) =>
      ((await at(viewer).get(`/user/generations?${query}`)).body as Listed).generations
    // The newest version of the uploaded picture is the member's.
    expect((await listOf('')).map(({ requestedBy }) => requestedBy)).toEqual([
      member.memberId,
      member.memberId,
    ])
    await at(admin).post('/svg', { svg, title: 'A triangle' })
    expect(await listOf(`requestedBy=${admin.memberId}`)).toHaveLength(1)
    expect((await at(viewer).get('/svg/history?requestedBy=nonsense')).status).toBe(400)
    expect((await listOf(`requestedBy=${member.memberId}`)).map(({ id }) => id)).toContain(job.generationId)
    expect(await listOf(`requestedBy=${viewer.memberId}`)).toEqual([])
    expect((await member.client.get('/user/generations')).body).toMatchObject({ generations: [] })

    // A page shows a private picture without a header of its own.
    expect((await viewer.client.get(`/svg/${uploaded}/file.svg`)).status).toBe(404)
    expect((await viewer.client.get(`/svg/${uploaded}/file.svg?workspace=${workspace.id}`)).status).toBe(200)
    expect(await findLedgerViolations(pool)).toEqual([])
  })

  it('lets each role do what it may, and answers others truly', async () => {
    const calls: { least: number; send: (client: Client) => Promise<Answer> }[] = [
      { least: 0, send: (client) => client.get('/svg/history') },
      { least: 0, send: (client) => client.get('/user/credits') },
      { least: 1, send: (client) => client.post('/svg', { svg, title: 'A triangle' }) },
      { least: 1, send: (client) => client.post('/svg/quote', picture) },
      { least: 2, send: (client) => client.get('/user/api-keys') },
      { least: 2, send: (client) => client.get('/user/webhooks') },
      { least: 2, send: (client) => client.get('/auth/security-log') },
      { least: 2, send: (client) => client.get('/billing') },
      { least: 2, send: (client) => client.post('/billing/codes', { code: 'ABCD' }) },
      { least: 3, send: (client) => client.get('/user/export') },
      { least: 3, send: (client) => client.post('/billing/portal') },
    ]
    for (const { least, send } of calls) {
      const answers = await Promise.all([viewer, member, admin, owner].map((person) => send(at(person))))
      const refused = answers.map((answer) => errorCodeOf(answer) === 'insufficient_role')
      expect(refused, send.toString()).toEqual([0, 1, 2, 3].map((rank) => rank < least))
    }
    const own: Answer[] = await Promise.all([
      at(owner).patch('/user/profile', { name: 'x' }),
      at(owner).delete('/user', { password: testPassword }),
      at(owner).get('/auth/sessions'),
      at(owner).post('/user/email', { email: 'x@example.com', password: testPassword }),
      at(owner).get('/workspaces'),
    ])
    expect(own.map(errorCodeOf)).toEqual(own.map(() => 'workspace_not_supported'))

    const stranger = await api.signUp()
    for (const id of [workspace.id, owner.id, crypto.randomUUID(), 'nonsense'])
      expect(outcomeOf(await inWorkspace(stranger.client, id).get('/user/profile'))).toEqual([
        404,
        'workspace_not_found',
      ])
    const { key } = await makeKey(owner.client)
    const headers = { 'x-workspace': workspace.id }
    const withKey = await callWithKey(api.url, key, 'GET', '/user/profile', { headers })
    expect(errorCodeOf(withKey)).toBe('workspace_needs_session')
  })

  it('has keys that stay when their maker leaves, and emails its owners and admins', async () => {
    const [leaving, reading] = [admin, viewer]
    const answer = await at(leaving).post('/user/api-keys', {
      ...{ name: 'Build', scopes: ['account:read', 'pictures:write'], password: testPassword },
    })
    expect(answer.status).toBe(201)
    const { key } = answer.body as { key: string }
    const subject = 'An API key was added to your account'
    for (const { email } of [owner, leaving]) await mailbox.waitForEmail(email, subject)
    expect(
      mailbox.messages().filter(({ to, subject: of }) => to === reading.email && of === subject),
    ).toEqual([])
    expect((await callWithKey(api.url, key, 'GET', '/user/profile')).body).toMatchObject({
      user: { name: workspace.name },
    })
    await leaving.client.delete(`/workspaces/${workspace.id}/members/${leaving.memberId}`)
    expect((await callWithKey(api.url, key, 'GET', '/user/profile')).status).toBe(200)
    const { body } = await owner.client.get(`/workspaces/${workspace.id}/members`)
    expect(body).toMatchObject({ formerMembers: [{ id: leaving.memberId, name: 'Ada' }] })
  })

  it('cannot be signed in to, found by an address or made an administrator, and gets no free credits', async () => {
    const { rows } = await pool.query<{ email: string }>('select email from users where id = $1', [
      workspace.id,
    ])
    const email = rows[0]?.email ?? ''
    expect(email).toBe(`workspace:${workspace.id}`)
    const visitor = api.client()
    const login = await visitor.post('/auth/login', { email, password: testPassword })
    const reset = await visitor.post('/auth/forgot-password', { email })
    expect([login.status, reset.status]).toEqual([401, 400])
    await pool.query(`update users set created_at = now() - interval '70 days' where id = $1`, [workspace.id])
    const before = (await profileOf(at(viewer))).credits
    await giveMonthlyCredits(db, 50, new AbortController().signal)
    expect((await profileOf(at(viewer))).credits).toBe(before)

    const { client: administrator } = await signUpAdministrator(api)
    const change = await administrator.patch(`/admin/users/${workspace.id}`, {
      ...{ role: 'ADMIN', reason: 'a test' },
    })
    expect(outcomeOf(change)).toEqual([409, 'not_a_person'])
    expect((await administrator.get(`/admin/users?q=${workspace.id}`)).body).toMatchObject({
      users: [{ id: workspace.id, kind: 'workspace' }],
    })
    await administrator.post(`/admin/users/${workspace.id}/suspend`, { reason: 'a test' })
    expect(errorCodeOf(await at(owner).get('/user/profile'))).toBe('account_suspended')
    await administrator.post(`/admin/users/${workspace.id}/restore`, { reason: 'a test' })
    expect((await at(owner).get('/user/profile')).status).toBe(200)
  })
})

describe('a member', () => {
  it('who is removed loses streams, sockets and waiting requests at once, and so does one whose session ends', async () => {
    for (const end of ['removal', 'session'] as const) {
      const person = await addMember(api, owner, workspace.id, { role: 'member' })
      // A job that does not end meanwhile.
      await pool.query(`insert into queue_pause (reason) values ('a test')`)
      const { id } = acceptedJob(await at(person).post('/svg/generate-svg', picture))
      const stream = await openEventStream(at(person), id)
      const socket = io(api.url, {
        ...{ transports: ['websocket'], forceNew: true, reconnection: false },
        ...{ extraHeaders: person.client.cookieHeader(), auth: { workspace: workspace.id } },
      })
      keep({ [Symbol.asyncDispose]: async () => void socket.disconnect() })
      await new Promise<void>((resolve) => socket.once('server:ready', () => resolve()))
      const left = new Promise<void>((resolve) => socket.once('disconnect', () => resolve()))
      const other = person.client.connect()
      await new Promise<void>((resolve) => other.once('server:ready' as never, () => resolve()))
      if (end === 'removal')
        await owner.client.delete(`/workspaces/${workspace.id}/members/${person.memberId}`)
      else await person.client.post('/auth/logout')
      await Promise.all([stream.ended, left])
      // A removal leaves the person's own sockets alone.
      expect(other.connected).toBe(end === 'removal')
      other.disconnect()
      await pool.query('delete from queue_pause')
    }
  })

  it('whose role or limit changes is told on the sockets in the workspace, and only by the id', async () => {
    const person = await addMember(api, owner, workspace.id, { role: 'member' })
    const told: unknown[] = []
    const socket = io(api.url, {
      ...{ transports: ['websocket'], forceNew: true, reconnection: false },
      ...{ extraHeaders: person.client.cookieHeader(), auth: { workspace: workspace.id } },
    })
    keep({ [Symbol.asyncDispose]: async () => void socket.disconnect() })
    socket.on('workspace:member', (payload) => told.push(payload))
    await new Promise<void>((resolve) => socket.once('server:ready', () => resolve()))
    const path = `/workspaces/${workspace.id}/members/${person.memberId}`
    expect((await person.client.patch(path, { role: 'owner' })).status).toBe(403)
    for (const change of [{ role: 'viewer' }, { monthlyCredits: 3 }])
      expect((await owner.client.patch(path, change)).status).toBe(200)
    await waitFor('the events', () => told.length === 2)
    expect(told).toEqual([{ memberId: person.memberId }, { memberId: person.memberId }])
    await owner.client.delete(path)
  })

  it('changes nobody with more rights, and no last owner leaves', async () => {
    const { client, id: ownId } = await signUpVerified(api)
    const { id, memberId } = await makeWorkspace(client, 'Second')
    const helper = await addMember(api, { client }, id, { role: 'admin' })
    const path = `/workspaces/${id}/members`
    expect(outcomeOf(await helper.client.patch(`${path}/${memberId}`, { role: 'viewer' }))).toEqual([
      403,
      'insufficient_role',
    ])
    expect((await helper.client.patch(`${path}/${helper.memberId}`, { role: 'owner' })).status).toBe(403)
    expect(errorCodeOf(await client.delete(`${path}/${memberId}`))).toBe('last_owner')
    expect(errorCodeOf(await client.patch(`${path}/${memberId}`, { role: 'admin' }))).toBe('last_owner')
    const deleted = await client.delete('/user', { password: testPassword })
    expect(outcomeOf(deleted)).toEqual([409, 'owns_workspaces'])
    expect(deleted.body).toMatchObject({ workspaces: [{ id, name: 'Second' }] })
    expect((await client.patch(`${path}/${helper.memberId}`, { role: 'owner' })).status).toBe(200)
    expect((await client.delete('/user', { password: testPassword })).status).toBe(200)
    const { body } = await helper.client.get(path)
    expect(body).toMatchObject({
      members: [{ id: helper.memberId, role: 'owner' }],
      formerMembers: [{ id: memberId, name: 'Deleted user' }],
    })
    expect((await pool.query('select from users where id = $1', [ownId])).rowCount).toBe(0)
  })

  it('sees what others spend only as an admin, and finds everything in the exports', async () => {
    const [seen] = (await membersOf(viewer.client, workspace.id)).filter(({ id }) => id === member.memberId)
    expect(seen).not.toHaveProperty('email')
    const [whole] = (await membersOf(owner.client, workspace.id)).filter(({ id }) => id === member.memberId)
    expect(whole).toMatchObject({ email: member.email, monthlyCredits: null })
    expect((await member.client.get('/user/export')).body).toMatchObject({
      workspaces: [{ id: workspace.id, role: 'member' }],
      workspaceInvitations: [{ email: member.email }],
    })
    const { workspaceMembers } = (await at(owner).get('/user/export')).body as { workspaceMembers: object[] }
    expect(workspaceMembers.length).toBeGreaterThan(2)
  })
})

describe('an invitation', () => {
  it('reaches its address by email, and only the account with the address accepts it, once it is verified', async () => {
    const person = await api.signUp()
    const path = `/workspaces/${workspace.id}/invitations`
    await owner.client.post(path, {
      email: ` ${person.email.toUpperCase()} `,
      role: 'member',
      monthlyCredits: 3,
    })
    const subject = 'An invitation to a workspace on chatSVG'
    const link = linkOf(await mailbox.waitForEmail(person.email, subject), /join/)
    const token = new URL(link).searchParams.get('token')
    expect((await person.client.post('/workspaces/invitation', { token })).body).toMatchObject({
      invitation: { workspace: workspace.name, invitedBy: 'Ada', role: 'member', email: person.email },
    })
    const stranger = await signUpVerified(api)
    expect(errorCodeOf(await stranger.client.post('/workspaces/join', { token }))).toBe(
      'invitation_for_another',
    )
    expect(errorCodeOf(await person.client.post('/workspaces/join', { token }))).toBe('email_not_verified')
    await pool.query('update users set email_verified_at = now() where id = $1', [person.id])
    const joined = await person.client.post('/workspaces/join', { token })
    expect(joined.body).toMatchObject({ workspace: { role: 'member', members: expect.any(Number) } })
    expect(errorCodeOf(await person.client.post('/workspaces/join', { token }))).toBe('invalid_invitation')
    const [row] = (await membersOf(owner.client, workspace.id)).filter(({ userId }) => userId === person.id)
    expect(row).toMatchObject({ monthlyCredits: 3, spentThisMonth: 0 })
    const again = await owner.client.post(path, { email: person.email, role: 'viewer' })
    expect(outcomeOf(again)).toEqual([409, 'already_member'])
    const { rows } = await pool.query('select token_hash from workspace_invitations where token_hash = $1', [
      token,
    ])
    expect(rows).toEqual([])
  })

  it('ends when it is withdrawn, replaced, sent again or too old', async () => {
    const person = await signUpVerified(api)
    const join = async (token: string) => (await person.client.post('/workspaces/join', { token })).text
    const first = await invite(api, owner.client, workspace.id, person.email, { role: 'viewer' })
    const second = await invite(api, owner.client, workspace.id, person.email, { role: 'viewer' })
    expect(await join(first.token)).toContain('was withdrawn')
    const path = `/workspaces/${workspace.id}/invitations/${second.invitationId}`
    expect((await owner.client.post(`${path}/resend`)).status).toBe(200)
    expect(await join(second.token)).toContain('no such invitation')
    await pool.query(`update workspace_invitations set expires_at = now() where id = $1`, [
      second.invitationId,
    ])
    const { body } = await owner.client.get(`/workspaces/${workspace.id}/invitations`)
    expect(body).toMatchObject({ invitations: [{ id: second.invitationId, expired: true }] })
    expect((await owner.client.delete(path)).status).toBe(200)
    expect((await owner.client.delete(path)).status).toBe(404)
    const unverified = await api.signUp()
    const own = await makeWorkspace(unverified.client)
    const sent = await unverified.client.post(`/workspaces/${own.id}/invitations`, {
      ...{ email: person.email, role: 'viewer' },
    })
    expect(errorCodeOf(sent)).toBe('email_not_verified')
    expect(errorCodeOf(await viewer.client.post(`${path}/resend`))).toBe('insufficient_role')
  })

  it('is limited for whoever invites', async () => {
    const strict = keep(await startTestApi({ RATE_LIMIT_INVITATION: '2/1d' }))
    const inviter = await signUpVerified(strict)
    const { id } = await makeWorkspace(inviter.client)
    const codes: number[] = []
    for (let number = 0; number < 3; number += 1) {
      const email = `${crypto.randomUUID()}@example.com`
      codes.push(
        (await inviter.client.post(`/workspaces/${id}/invitations`, { email, role: 'viewer' })).status,
      )
    }
    expect(codes).toEqual([201, 201, 429])
  })
})

it('a workspace is deleted by an owner who types its name, with its customer and its credits', async () => {
  const { client } = await signUpVerified(api)
  const { id, name } = await makeWorkspace(client, 'To be deleted')
  await grant(id, 7)
  const buyer = inWorkspace(client, id)
  const priceId = stripe.account.sellPlan({ plan: 'CUSTOMER', credits: 20, unused: 'expire' })
  expect((await buyer.post('/billing/checkout', { priceId })).status).toBe(200)
  expect(
    errorCodeOf(await client.delete(`/workspaces/${id}`, { name: 'Other', password: testPassword })),
  ).toBe('invalid_workspace')
  expect(errorCodeOf(await client.delete(`/workspaces/${id}`, { name, password: 'wrong password' }))).toBe(
    'wrong_password',
  )
  const { memberId } = await addMember(api, { client }, id, { role: 'admin' })
  expect(memberId).toBeTruthy()
  const deleted = await client.delete(`/workspaces/${id}`, { name, password: testPassword })
  expect(deleted.body).toEqual({ success: true, credits: 7 })
  expect((await pool.query('select from billing_closures')).rowCount).toBe(1)
  expect((await client.get('/workspaces')).body).toEqual({ workspaces: [] })
  await waitFor('nothing of it to be left', async () => {
    const { rowCount } = await pool.query('select from users where id = $1', [id])
    return rowCount === 0
  })
  expect(await findLedgerViolations(pool)).toEqual([])
})
