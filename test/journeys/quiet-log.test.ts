import { expect, it } from 'vitest'
import { Client } from '../harness/client.ts'
import { createTestDatabase } from '../harness/database.ts'
import { keep } from '../harness/keep.ts'
import { linkOf, startMailbox } from '../harness/mail-servers.ts'
import { limitsOff, startService, testSecret } from '../harness/service.ts'
import { waitFor } from '../harness/wait.ts'

it('no secret, token, address or prompt reaches the log, however much is logged and whatever goes wrong', async () => {
  const database = keep(await createTestDatabase())
  const mailbox = keep(await startMailbox())
  const service = keep(
    await startService('all', {
      DATABASE_URL: database.url,
      JWT_SECRET: testSecret,
      SMTP_URL: mailbox.url,
      LOG_LEVEL: 'trace',
      ...limitsOff,
    }),
  )
  const [email, password, prompt] = [
    'canary-address@example.com',
    'canary-password-7',
    'a canary on a wire at dawn',
  ]
  const newPassword = 'canary-password-8'
  const client = new Client(service.url)
  await client.register(email, password)
  const secrets = new Set([...client.cookies.values()])

  const verify = await mailbox.waitForLetter(email, /Confirm/)
  const verification = new URL(linkOf(verify)).searchParams.get('token') ?? ''
  // Also in the address, where it comes to us when somebody follows the link.
  await fetch(linkOf(verify))
  await client.post('/auth/verify-email', { token: verification })
  await client.post('/svg/generate-svg', { prompt, style: 'flat' })
  await client.post('/svg/generate-svg', { prompt: `${prompt} <script>`, style: 'flat' })
  await client.get(`/svg/public?q=${encodeURIComponent(prompt)}`)
  await client.get('/user/export')
  await client.post('/support/contact', { type: 'bug', subject: 'canary-subject', message: 'canary-message' })
  await client.post('/auth/login', { email, password: 'canary-password-wrong' })
  await client.send('POST', '/auth/login', { rawBody: `{"email":"${email}","password":"${password}` })
  await client.post('/auth/refresh')
  for (const value of client.cookies.values()) secrets.add(value)
  const stale = client.fork()
  await client.post('/auth/refresh')
  await client.post('/auth/change-password', { currentPassword: password, newPassword })
  await stale.post('/auth/refresh')
  await client.post('/auth/forgot-password', { email })
  const reset = new URL(linkOf(await mailbox.waitForLetter(email, /Reset/))).searchParams.get('token') ?? ''
  await client.post('/auth/reset-password', { token: reset, newPassword: password })
  await client.get('/auth/google/callback?code=canary-code&state=canary-state')
  await waitFor('the log of all this', () => service.output().includes('/api/auth/google/callback'))

  const log = service.output()
  expect(log).toContain('"route":"/api/auth/login"')
  for (const canary of [
    /canary/,
    new RegExp(testSecret),
    ...[...secrets, verification, reset]
      .filter((value) => value.length > 20)
      .map((value) => new RegExp(value)),
    /argon2id/,
    /set-cookie|authorization":/i,
  ]) {
    expect(log).not.toMatch(canary)
  }
})
