import { once } from 'node:events'
import { expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { startMailbox } from '../../../../../test/harness/mail-servers.ts'

it('a reused token ends the session and its sockets, is logged, and tells its owner, once', async () => {
  const mailbox = keep(await startMailbox())
  const api = keep(await startTestApi({ SMTP_URL: mailbox.url }, { worker: true }))
  const { client, email } = await api.signUp()
  const otherDevice = api.client()
  await otherDevice.post('/auth/login', { email, password: 'a long walk by the sea' })
  const socket = client.connect()
  await once(socket as never, 'connect')
  const closed = once(socket as never, 'disconnect')
  const thief = client.fork()
  await client.post('/auth/refresh')

  const refused = await thief.post('/auth/refresh', undefined, { 'user-agent': 'another browser' })
  expect(refused.status).toBe(401)
  expect(refused.body).toMatchObject({ error: 'Invalid or expired refresh token' })
  expect([...thief.cookies.keys()]).toEqual(['csrf-token', 'device'])
  await closed
  expect((await client.get('/auth/current-user')).status).toBe(401)
  expect((await client.fork().post('/auth/refresh')).status).toBe(401)

  const message = await mailbox.waitForEmail(email, 'A session was ended for your safety')
  expect(message.text).toContain('used a second time')
  const { notifications } = (await otherDevice.get('/notification/latest')).body as {
    notifications: { type: string }[]
  }
  expect(notifications.filter(({ type }) => type === 'ACCOUNT_SECURITY')).toHaveLength(1)
  const { events } = (await otherDevice.get('/auth/security-log')).body as { events: { action: string }[] }
  expect(events.filter(({ action }) => action === 'refresh_reuse')).toHaveLength(1)
  expect((await otherDevice.get('/auth/current-user')).status).toBe(200)
})
