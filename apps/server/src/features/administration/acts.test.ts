import { expect, it } from 'vitest'
import { signUpAdministrator } from '../../../../../test/harness/administrator.ts'
import { startTestApi } from '../../../../../test/harness/api.ts'
import type { Answer } from '../../../../../test/harness/client.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'

const api = keepForSuite(await startTestApi())

type Act = { id: string; action: string; actor: { id: string; email: string | null } | null }
const actsOf = ({ body }: Answer) => (body as { acts: Act[] }).acts

it('every action is logged with actor, action, subject, reason, details and request', async () => {
  const { client, id, email } = await signUpAdministrator(api)
  const { id: userId } = await api.client().register()
  const change = { plan: 'CUSTOMER', reason: '  has paid ' }
  const answer = await client.patch(`/admin/users/${userId}`, change)
  const [act] = actsOf(await client.get(`/admin/acts?subject=${userId}`))
  expect(act).toEqual({
    id: expect.any(String),
    at: expect.stringMatching(/Z$/),
    actorKind: 'user',
    actor: { id, email },
    action: 'user.change',
    subject: { kind: 'user', id: userId },
    reason: 'has paid',
    details: { plan: 'CUSTOMER', planBefore: 'FREE' },
    requestId: answer.headers.get('x-request-id'),
  })
})

it('a call that changes nothing or is refused is not logged', async () => {
  const { client } = await signUpAdministrator(api)
  const { id } = await api.client().register()
  const reason = 'to see'
  await client.patch(`/admin/users/${id}`, { plan: 'FREE', role: 'USER', reason })
  await client.post(`/admin/users/${id}/restore`, { reason })
  await client.post(`/admin/users/${id}/credits`, { amount: -11, reason })
  await client.post('/admin/queue/resume', { reason })
  await client.post('/admin/models/composer/enable', { reason })
  await client.post(`/admin/users/${id}/suspend`, { reason })
  await client.post(`/admin/users/${id}/suspend`, { reason })
  const acts = actsOf(await client.get('/admin/acts')).filter(({ actor }) => actor?.id !== undefined)
  expect(acts.filter((act) => JSON.stringify(act).includes(reason)).map(({ action }) => action)).toEqual([
    'user.suspend',
  ])
})

it('actions are found by actor, action and subject, newest first, each on one page', async () => {
  const { client, id } = await signUpAdministrator(api)
  const { id: userId } = await api.client().register()
  for (const amount of [1, 2, 3])
    await client.post(`/admin/users/${userId}/credits`, { amount, reason: `number ${amount}` })
  const seen: string[] = []
  for (let cursor = ''; ; ) {
    const answer = await client.get(`/admin/acts?actor=${id}&action=user.grant&limit=2${cursor}`)
    seen.push(...actsOf(answer).map((act) => (act as unknown as { reason: string }).reason))
    const { nextCursor } = answer.body as { nextCursor: string | null }
    if (!nextCursor) break
    cursor = `&cursor=${nextCursor}`
  }
  expect(seen).toEqual(['number 3', 'number 2', 'number 1'])
  expect(actsOf(await client.get(`/admin/acts?actor=${id}&action=queue.drain`))).toEqual([])
  expect((await client.get('/admin/acts?action=nothing')).status).toBe(400)
  expect((await client.get('/admin/acts?actor=nobody')).status).toBe(400)
})

it('the database refuses to change, delete or truncate the log of actions', async () => {
  const { client, id } = await signUpAdministrator(api)
  const { id: userId } = await api.client().register()
  await client.post(`/admin/users/${userId}/credits`, { amount: 1, reason: 'for ever' })
  const { pool } = api.database
  for (const statement of [
    `update admin_acts set reason = 'another'`,
    'delete from admin_acts',
    'truncate admin_acts',
  ])
    await expect(pool.query(statement)).rejects.toThrow('admin_acts is append-only')
  await pool.query('delete from users where id = $1', [id])
  const other = await signUpAdministrator(api)
  const [act] = actsOf(await other.client.get(`/admin/acts?subject=${userId}`))
  expect(act?.actor).toEqual({ id, email: null })
})
