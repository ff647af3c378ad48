import { expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { type Client, testPassword } from '../../../../../test/harness/client.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { linkOf, startMailbox } from '../../../../../test/harness/mail-servers.ts'

const mailbox = keepForSuite(await startMailbox())
const api = keepForSuite(
  await startTestApi({ SMTP_URL: mailbox.url, REQUIRE_VERIFIED_EMAIL: 'true' }, { worker: true }),
)

const subject = 'Confirm your address for chatSVG'

async function receiveToken(email: string): Promise<string> {
  const message = await mailbox.waitForEmail(email, subject)
  return new URL(linkOf(message, /verify-email/)).searchParams.get('token') ?? ''
}

const isVerified = async (client: Client) =>
  ((await client.get('/user/profile')).body as { user: { emailVerified: boolean } }).user.emailVerified

const draw = (client: Client) =>
  client.post('/svg/generate-svg', { prompt: 'a red fox under three stars', style: 'flat' })

it('a new account gets a link; a signed-in user who opens it has a verified address', async () => {
  const { client, email } = await api.signUp()
  expect(await isVerified(client)).toBe(false)
  const token = await receiveToken(email)
  const answer = await client.post('/auth/verify-email', { token })
  expect(answer.status).toBe(200)
  expect(await isVerified(client)).toBe(true)
  expect((await client.post('/auth/verify-email', { token })).body).toMatchObject({
    error: 'Invalid or expired verification token',
    code: 'invalid_verification_token',
    status: 400,
  })
})

it('if the service requires a verified address, a user without one gets no picture and is not charged', async () => {
  const { client, email } = await api.signUp()
  const refused = await draw(client)
  expect(refused.status).toBe(403)
  expect(refused.body).toMatchObject({ code: 'email_not_verified' })
  expect((await client.get('/auth/current-user')).body).toMatchObject({ credits: 10 })
  await client.post('/auth/verify-email', { token: await receiveToken(email) })
  expect((await draw(client)).status).toBe(202)
})

it('a link works only for its own signed-in account, and others do not consume it', async () => {
  const { email } = await api.signUp()
  const token = await receiveToken(email)
  const { client: stranger } = await api.signUp()
  expect((await api.client().post('/auth/verify-email', { token })).status).toBe(401)
  expect((await stranger.post('/auth/verify-email', { token })).status).toBe(400)
  expect(await isVerified(stranger)).toBe(false)
  const phone = api.client()
  await phone.post('/auth/login', { email, password: testPassword })
  expect((await phone.post('/auth/verify-email', { token })).status).toBe(200)
})

it('a new link invalidates the earlier one; a verified address needs none', async () => {
  const { client, email } = await api.signUp()
  const first = await receiveToken(email)
  expect((await client.post('/auth/verify-email/resend')).body).toEqual({
    message: 'A new link has been sent.',
  })
  const second = await receiveToken(email)
  expect((await client.post('/auth/verify-email', { token: first })).status).toBe(400)
  expect((await client.post('/auth/verify-email', { token: second })).status).toBe(200)
  expect((await client.post('/auth/verify-email/resend')).body).toEqual({
    message: 'Your email address is already verified.',
  })
})

it('a link lasts a day', async () => {
  const { client, id, email } = await api.signUp()
  const token = await receiveToken(email)
  const { rows } = await api.database.pool.query(
    `update email_verifications set expires_at = now() where user_id = $1
     returning extract(epoch from (select expires_at from email_verifications where user_id = $1) - created_at)::int as seconds`,
    [id],
  )
  expect(Math.abs(rows[0].seconds - 86_400)).toBeLessThanOrEqual(1)
  expect((await client.post('/auth/verify-email', { token })).status).toBe(400)
})

it('a token of one kind is refused as a token of another kind', async () => {
  const { client, email } = await api.signUp()
  const token = await receiveToken(email)
  const bearer = { authorization: `Bearer ${token}` }
  expect((await api.client().get('/auth/current-user', bearer)).status).toBe(401)
  expect(
    (await api.client().post('/auth/reset-password', { token, newPassword: 'an evening in the hills' }))
      .status,
  ).toBe(400)
  client.cookies.set('refreshToken', token)
  expect((await client.post('/auth/refresh')).status).toBe(401)
})
