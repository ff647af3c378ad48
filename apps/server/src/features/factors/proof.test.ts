import { describe, expect, it } from 'vitest'
import { signUpAdministrator } from '../../../../../test/harness/administrator.ts'
import { startTestApi, type TestApi } from '../../../../../test/harness/api.ts'
import { type Client, testPassword } from '../../../../../test/harness/client.ts'
import {
  addPasskey,
  askForTicket,
  authenticatorAt,
  bodyOf,
  codeOf,
  enableTotp,
  signInWithPasskey,
} from '../../../../../test/harness/factors.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'

const api = keepForSuite(await startTestApi())
const strict = keepForSuite(await startTestApi({ REQUIRE_ADMIN_MFA: 'true' }))

const pause = (client: Client) => client.post('/admin/queue/pause', { reason: 'a good reason' })

/** Makes the last proof of all sessions of a user older. */
const age = (of: TestApi, userId: string, minutes: number) =>
  of.database.pool.query(
    `update sessions set created_at = created_at - make_interval(mins => $2),
       proved_at = proved_at - make_interval(mins => $2) where user_id = $1`,
    [userId, minutes],
  )

const proven = async (of: TestApi, userId: string) =>
  (
    await of.database.pool.query(
      `select action, succeeded from audit_events where user_id = $1 and action = 'owner_proven' order by id`,
      [userId],
    )
  ).rows.map(({ succeeded }) => succeeded)

describe('actions of administrators', () => {
  it('need a proof that is at most 15 minutes old; a sign-in is one, and reading needs none', async () => {
    const { client, id } = await signUpAdministrator(api)
    expect((await pause(client)).status).toBe(200)
    await age(api, id, 14)
    expect((await pause(client)).status).toBe(200)
    await age(api, id, 2)
    const answer = await pause(client)
    expect(answer.status).toBe(403)
    expect(answer.body).toMatchObject({ code: 'proof_required' })
    expect((await client.get('/admin/queue')).status).toBe(200)
    expect((await client.post('/auth/refresh')).status).toBe(200)
    expect((await pause(client)).body).toMatchObject({ code: 'proof_required' })
  })

  it('are allowed again after the password, and not after a wrong one or none', async () => {
    const { client, id } = await signUpAdministrator(api)
    await age(api, id, 16)
    const wrong = await client.post('/auth/prove', { password: 'a guess' })
    expect(wrong.body).toMatchObject({ code: 'wrong_password' })
    for (const nothing of [{}, { password: 7 }])
      expect((await client.post('/auth/prove', nothing)).body).toMatchObject({ code: 'invalid_request' })
    for (const code of ['000000', 'no code', 7, null])
      expect((await client.post('/auth/prove', { code })).body).toMatchObject({ code: 'wrong_code' })
    expect((await pause(client)).body).toMatchObject({ code: 'proof_required' })
    bodyOf(await client.post('/auth/prove', { password: testPassword }))
    expect((await pause(client)).status).toBe(200)
    expect((await proven(api, id)).at(-1)).toBe(true)
    expect((await proven(api, id))[0]).toBe(false)
    await age(api, id, 16)
    expect((await pause(client)).body).toMatchObject({ code: 'proof_required' })
  })

  it('are allowed again after a code, once, or after a passkey of the administrator, in that session only', async () => {
    const { client, id } = await signUpAdministrator(api)
    const { secret } = await enableTotp(client)
    await age(api, id, 16)
    const code = codeOf(secret)
    bodyOf(await client.post('/auth/prove', { code }))
    expect((await pause(client)).status).toBe(200)
    expect((await client.post('/auth/prove', { code })).body).toMatchObject({ code: 'wrong_code' })

    const authenticator = authenticatorAt(api.url)
    expect((await client.post('/auth/prove/options')).body).toMatchObject({ code: 'passkeys_unavailable' })
    await addPasskey(client, authenticator)
    await age(api, id, 16)
    const options = bodyOf(await client.post('/auth/prove/options'))
    const credential = authenticator.get(options, { userHandle: null })
    const other = api.client()
    bodyOf(await signInWithPasskey(other, authenticator))
    expect((await other.post('/auth/prove', { credential })).body).toMatchObject({ code: 'invalid_passkey' })
    expect((await pause(client)).body).toMatchObject({ code: 'proof_required' })
    bodyOf(await client.post('/auth/prove', { credential: authenticator.get(options) }))
    expect((await pause(client)).status).toBe(200)
    expect((await client.post('/auth/prove', { credential })).body).toMatchObject({ code: 'invalid_passkey' })
  })

  it('are not allowed after a passkey of another account', async () => {
    const { client, id } = await signUpAdministrator(api)
    await addPasskey(client, authenticatorAt(api.url))
    const { client: stranger } = await api.signUp()
    const theirs = authenticatorAt(api.url)
    await addPasskey(stranger, theirs)
    await age(api, id, 16)
    const options = bodyOf<object>(await client.post('/auth/prove/options'))
    const credential = theirs.get({ ...options, allowCredentials: undefined })
    expect((await client.post('/auth/prove', { credential })).body).toMatchObject({ code: 'invalid_passkey' })
    expect((await pause(client)).body).toMatchObject({ code: 'proof_required' })
  })

  it('are not allowed in a session that ended in the meantime', async () => {
    const { client } = await signUpAdministrator(api)
    const copy = client.fork()
    await client.post('/auth/logout')
    expect((await copy.post('/auth/prove', { password: testPassword })).status).toBe(401)
  })
})

describe('when administrators need a second factor', () => {
  it('a session with the password alone can neither change nor read anything, and its owner can add a factor', async () => {
    const { client } = await signUpAdministrator(strict)
    for (const answer of [
      await client.get('/admin/users'),
      await pause(client),
      await client.get('/admin/board/'),
    ]) {
      expect(answer.status).toBe(403)
      expect(answer.body).toMatchObject({ code: 'mfa_required' })
    }
    await enableTotp(client)
    expect((await client.get('/admin/users')).status).toBe(200)
    expect((await pause(client)).status).toBe(200)
  })

  it('a sign-in with a code or a passkey is enough, and so is a session in which one is given later', async () => {
    const { client, email } = await signUpAdministrator(strict)
    const authenticator = authenticatorAt(strict.url)
    await addPasskey(client, authenticator)
    expect((await client.get('/admin/users')).body).toMatchObject({ code: 'mfa_required' })
    bodyOf(await client.post('/auth/prove', { password: testPassword }))
    expect((await client.get('/admin/users')).body).toMatchObject({ code: 'mfa_required' })
    const options = bodyOf(await client.post('/auth/prove/options'))
    bodyOf(await client.post('/auth/prove', { credential: authenticator.get(options) }))
    expect((await pause(client)).status).toBe(200)

    const byPasskey = strict.client()
    bodyOf(await signInWithPasskey(byPasskey, authenticator))
    expect((await pause(byPasskey)).status).toBe(200)
    const { secret } = await enableTotp(client)
    const byCode = strict.client()
    const ticket = await askForTicket(byCode, email)
    bodyOf(await byCode.post('/auth/second-factor', { ticket, code: codeOf(secret) }))
    expect((await pause(byCode)).status).toBe(200)
  })

  it('after the last factor is removed no session counts as having one; a new password changes nothing', async () => {
    const { client } = await signUpAdministrator(strict)
    await enableTotp(client)
    const newPassword = 'an evening in the hills'
    bodyOf(await client.post('/auth/change-password', { currentPassword: testPassword, newPassword }))
    expect((await client.get('/admin/users')).status).toBe(200)
    bodyOf(await client.delete('/auth/totp', { password: newPassword }))
    expect((await client.get('/admin/users')).body).toMatchObject({ code: 'mfa_required' })
  })

  it('nothing changes for other users', async () => {
    const { client } = await strict.signUp()
    expect((await client.get('/admin/users')).body).toMatchObject({ code: 'not_found' })
    expect((await client.get('/user/profile')).status).toBe(200)
  })
})
