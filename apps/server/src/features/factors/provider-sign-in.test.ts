import { beforeEach, describe, expect, it } from 'vitest'
import { testPassword } from '../../../../../test/harness/client.ts'
import {
  addPasskey,
  authenticatorAt,
  bodyOf,
  codeOf,
  enableTotp,
  signInWithPasskey,
} from '../../../../../test/harness/factors.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { startOauthApi } from '../../../../../test/harness/oauth-browser.ts'

const world = keepForSuite(await startOauthApi())
beforeEach(() => world.changeUsers())

const frontend = 'http://localhost:5173'
const query = '?redirectUrl=/make'

/** An account that was created with a password and an app, and that a Google account also signs in to. */
async function linkedWithTotp() {
  const { client, id, email } = await world.api.signUp(world.google.user.email ?? '')
  await world.api.database.pool.query('update users set email_verified_at = now() where id = $1', [id])
  const { secret } = await enableTotp(client)
  return { client, id, email, secret }
}

const readTicket = (location: string) => {
  const { pathname, hash } = new URL(location)
  const given = new URLSearchParams(hash.slice(1))
  return { pathname, ticket: given.get('ticket') ?? '', next: given.get('next') }
}

describe('a provider sign-in to an account with an authenticator app', () => {
  it('leads to the page that asks for a code, with a ticket behind the # and no session', async () => {
    const { id, secret } = await linkedWithTotp()
    const browser = world.browser()
    const { location } = await browser.signIn('google', query)
    expect(location.startsWith(`${frontend}/second-factor#`)).toBe(true)
    const { ticket, next } = readTicket(location)
    expect(next).toBe('/make')
    expect(browser.client.cookies.has('token')).toBe(false)
    const count = async () =>
      (
        await world.api.database.pool.query(
          `select count(*)::int as n from audit_events where user_id = $1 and action = 'log_in' and succeeded`,
          [id],
        )
      ).rows[0].n
    expect(await count()).toBe(0)
    bodyOf(await browser.client.post('/auth/second-factor', { ticket, code: codeOf(secret) }))
    expect((await browser.client.get('/auth/current-user')).body).toMatchObject({ id })
    expect(await count()).toBe(1)
    const { rows } = await world.api.database.pool.query(
      'select signed_in_with, is_multi_factor from sessions where user_id = $1 order by created_at desc limit 1',
      [id],
    )
    expect(rows).toEqual([{ signed_in_with: 'google', is_multi_factor: true }])
  })

  it('is invalid as soon as the provider account is unlinked', async () => {
    const { client, secret } = await linkedWithTotp()
    const browser = world.browser()
    const { ticket } = readTicket((await browser.signIn('google', query)).location)
    bodyOf(await client.delete('/auth/providers/google', { password: testPassword }))
    const answer = await browser.client.post('/auth/second-factor', { ticket, code: codeOf(secret) })
    expect(answer.body).toMatchObject({ code: 'invalid_ticket' })
  })

  it('removes an app and passkeys that a stranger had added before the owner of the address signed in', async () => {
    const { client: stranger, id } = await world.api.signUp(world.google.user.email ?? '')
    const authenticator = authenticatorAt(world.api.url)
    await addPasskey(stranger, authenticator)
    await enableTotp(stranger)
    const owner = world.browser()
    expect((await owner.signIn('google', query)).location).toBe(`${frontend}/make`)
    expect((await owner.client.get('/auth/current-user')).body).toMatchObject({ id })
    expect((await owner.client.get('/auth/factors')).body).toEqual({
      passkeys: [],
      totp: null,
      recoveryCodesLeft: 0,
    })
    expect((await signInWithPasskey(world.api.client(), authenticator)).status).toBe(401)
  })

  it('counts as a proof for fifteen minutes for an administrator without a password', async () => {
    const browser = world.browser()
    await browser.signIn('google', query)
    const { id } = (await browser.client.get('/auth/current-user')).body as { id: string }
    await world.api.database.pool.query(`update users set role = 'ADMIN' where id = $1`, [id])
    const pause = () => browser.client.post('/admin/queue/pause', { reason: 'a good reason' })
    expect((await pause()).status).toBe(200)
    await world.api.database.pool.query(
      `update sessions set created_at = created_at - interval '16 minutes' where user_id = $1`,
      [id],
    )
    expect((await pause()).body).toMatchObject({ code: 'proof_required' })
    expect((await browser.client.post('/auth/prove', { password: testPassword })).body).toMatchObject({
      code: 'wrong_password',
    })
    await browser.signIn('google', query)
    expect((await pause()).status).toBe(200)
  })
})
