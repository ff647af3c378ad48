import { expect } from 'vitest'
import type { TestApi } from '../harness/api.ts'
import { type Client, testPassword } from '../harness/client.ts'
import { inWorkspace, makeWorkspace, tokenFor } from '../harness/workspace.ts'

const nobody = crypto.randomUUID()

/** Makes a workspace, invites, joins, changes and leaves, and is refused. */
export async function useWorkspaces(newClient: () => Client, api: TestApi): Promise<void> {
  const verify = (userId: string) =>
    api.database.pool.query('update users set email_verified_at = now() where id = $1', [userId])
  const [owner, member] = [newClient(), newClient()]
  const { id: ownerId } = await owner.register()
  const { id: memberId, email } = await member.register()
  await owner.post('/workspaces', { name: '' })
  const { id, name, memberId: own } = await makeWorkspace(owner)
  const path = `/workspaces/${id}`
  for (const address of ['/workspaces', path, `/workspaces/${nobody}`]) await owner.get(address)
  await owner.patch(path, { name: 'Lighthouse', monthlyCredits: 500 })
  await owner.patch(path, { monthlyCredits: -1 })
  const invited = { email, role: 'member', monthlyCredits: 10 }
  expect((await owner.post(`${path}/invitations`, invited)).status).toBe(403)
  await verify(ownerId)
  await owner.post(`${path}/invitations`, { ...invited, role: 'owner' })
  const { body } = await owner.post(`${path}/invitations`, invited)
  const { invitation } = body as { invitation: { id: string } }
  await owner.get(`${path}/invitations`)
  await owner.post(`${path}/invitations/${invitation.id}/resend`)
  await owner.post(`${path}/invitations/${nobody}/resend`)
  const token = await tokenFor(api, email)
  await member.post('/workspaces/invitation', { token: 'unknown' })
  await member.post('/workspaces/invitation', { token })
  await member.post('/workspaces/join', {})
  await owner.post('/workspaces/join', { token })
  await member.post('/workspaces/join', { token })
  await verify(memberId)
  expect((await member.post('/workspaces/join', { token })).status).toBe(200)
  await member.post('/workspaces/join', { token })
  await owner.post(`${path}/invitations`, invited)
  const other = { ...invited, email: `${crypto.randomUUID()}@example.com` }
  const second = (await owner.post(`${path}/invitations`, other)).body as { invitation: { id: string } }
  await owner.delete(`${path}/invitations/${second.invitation.id}`)
  await owner.delete(`${path}/invitations/${second.invitation.id}`)

  const members = `${path}/members`
  const { members: listed } = (await owner.get(members)).body as { members: { id: string; userId: string }[] }
  const theirs = listed.find(({ userId }) => userId === memberId)?.id
  await member.get(members)
  await owner.patch(`${members}/${theirs}`, { role: 'viewer', monthlyCredits: 5 })
  await owner.patch(`${members}/${theirs}`, { role: 'king' })
  await owner.patch(`${members}/${nobody}`, { role: 'viewer' })
  await owner.patch(`${members}/${own}`, { role: 'viewer' })
  const there = inWorkspace(member, id)
  await there.get('/user/profile')
  expect((await there.post('/svg/generate-svg', { prompt: 'a cup', style: 'flat' })).status).toBe(403)
  await there.patch('/user/profile', { name: 'x' })
  await inWorkspace(member, nobody).get('/user/profile')
  await member.patch(path, { name: 'x' })
  await owner.delete('/user', { password: testPassword })
  await member.delete(`${members}/${own}`)
  expect((await member.delete(`${members}/${theirs}`)).status).toBe(200)
  await owner.delete(`${members}/${own}`)
  await owner.delete(path, { name, password: testPassword })
  await owner.delete(path, { name: 'Lighthouse', password: 'wrong' })
  expect((await owner.delete(path, { name: 'Lighthouse', password: testPassword })).status).toBe(200)
}
