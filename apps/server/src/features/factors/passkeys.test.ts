import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import type { Deviation } from '../../../../../test/harness/authenticator.ts'
import { type Client, testPassword } from '../../../../../test/harness/client.ts'
import {
  addPasskey,
  askForTicket,
  authenticatorAt,
  bodyOf,
  enableTotp,
  signInWithPasskey,
} from '../../../../../test/harness/factors.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'

const api = keepForSuite(await startTestApi())

async function withPasskey() {
  const { client, id, email } = await api.signUp()
  const authenticator = authenticatorAt(api.url)
  const passkey = await addPasskey(client, authenticator)
  return { client, id, email, authenticator, passkeyId: passkey.id }
}

const optionsFor = async (client: Client, path = '/auth/passkeys/sign-in/options') =>
  bodyOf(await client.post(path, path.includes('sign-in') ? undefined : { password: testPassword }))

describe('signing in with a passkey', () => {
  it('needs neither address nor password, and counts as both factors', async () => {
    const { id, email, authenticator } = await withPasskey()
    const visitor = api.client()
    const answer = await signInWithPasskey(visitor, authenticator)
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ user: { id, email, plan: 'FREE' } })
    expect((await visitor.get('/auth/current-user')).body).toMatchObject({ email })
    const { rows } = await api.database.pool.query(
      'select signed_in_with, is_multi_factor from sessions where user_id = $1 order by created_at desc limit 1',
      [id],
    )
    expect(rows).toEqual([{ signed_in_with: 'passkey', is_multi_factor: true }])
  })

  it('asks for no code where there is an authenticator app', async () => {
    const { client, email, authenticator } = await withPasskey()
    await enableTotp(client)
    await askForTicket(api.client(), email)
    expect((await signInWithPasskey(api.client(), authenticator)).status).toBe(200)
  })

  it.each<[string, Deviation]>([
    ['of a page that is not ours', { origin: 'https://chatsvg.example' }],
    ['of another port of this machine', { origin: 'http://localhost:1' }],
    ['for another service', { rpId: 'example.com' }],
    ['of a device that did not make sure of its user', { isUnverified: true }],
    ['of somebody else', { userHandle: Buffer.from(crypto.randomUUID()).toString('base64url') }],
    ['of nobody', { userHandle: null }],
  ])('refuses an answer %s', async (_, deviation) => {
    const { authenticator } = await withPasskey()
    const visitor = api.client()
    expect((await signInWithPasskey(visitor, authenticator, deviation)).body).toMatchObject({
      code: 'invalid_passkey',
    })
    expect((await signInWithPasskey(visitor, authenticator)).status).toBe(200)
  })

  it('refuses a copy of the passkey, whose counter has fallen behind', async () => {
    const { authenticator } = await withPasskey()
    expect((await signInWithPasskey(api.client(), authenticator, { counter: 7 })).status).toBe(200)
    for (const counter of [7, 6, 0])
      expect((await signInWithPasskey(api.client(), authenticator, { counter })).status).toBe(401)
    expect((await signInWithPasskey(api.client(), authenticator, { counter: 8 })).status).toBe(200)
  })

  it('accepts one of ten parallel answers with one counter for ten challenges', async () => {
    const { authenticator } = await withPasskey()
    const tries = []
    for (let count = 0; count < 10; count += 1) {
      const visitor = api.client()
      tries.push({ visitor, credential: authenticator.get(await optionsFor(visitor), { counter: 5 }) })
    }
    const answers = await Promise.all(
      tries.map(({ visitor, credential }) => visitor.post('/auth/passkeys/sign-in', { credential })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it('accepts an answer once, also when it arrives twenty times at once, and only from the browser that asked', async () => {
    const { id, authenticator } = await withPasskey()
    const visitor = api.client()
    const credential = authenticator.get(await optionsFor(visitor), { counter: 0 })
    const elsewhere = await api.client().post('/auth/passkeys/sign-in', { credential })
    expect(elsewhere.body).toMatchObject({ code: 'invalid_passkey' })
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => visitor.fork().post('/auth/passkeys/sign-in', { credential })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const { rows } = await api.database.pool.query(
      `select count(*)::int as n from sessions where user_id = $1 and signed_in_with = 'passkey'`,
      [id],
    )
    expect(rows[0].n).toBe(1)
  })

  it('refuses a challenge that the client invented, one for adding a passkey, and a changed one', async () => {
    const { client, authenticator } = await withPasskey()
    const visitor = api.client()
    const good = (await optionsFor(visitor)) as { challenge: string }
    const forAdding = (await optionsFor(client, '/auth/passkeys/options')) as { challenge: string }
    const changed = `${good.challenge.startsWith('A') ? 'B' : 'A'}${good.challenge.slice(1)}`
    for (const challenge of ['AAAA', '', forAdding.challenge, changed]) {
      const credential = authenticator.get({ ...good, challenge })
      const answer = await visitor.post('/auth/passkeys/sign-in', { credential })
      expect(answer.body, challenge).toMatchObject({ code: 'invalid_passkey' })
    }
  })

  it.each([
    undefined,
    null,
    7,
    'passkey',
    {},
    { id: 'x', response: null },
    { id: 'x', response: { clientDataJSON: 'bm8' } },
  ])('refuses %j', async (credential) => {
    const answer = await api.client().post('/auth/passkeys/sign-in', { credential })
    expect(answer.body).toMatchObject({ code: 'invalid_passkey' })
  })

  it('is refused to a suspended user, and ends the session that the browser held', async () => {
    const { client, id, authenticator } = await withPasskey()
    const other = client.fork()
    expect((await signInWithPasskey(client, authenticator)).status).toBe(200)
    expect((await other.get('/auth/current-user')).status).toBe(401)
    await api.database.pool.query('update users set suspended_at = now() where id = $1', [id])
    expect((await signInWithPasskey(api.client(), authenticator)).body).toMatchObject({
      code: 'account_suspended',
    })
  })
})

describe('passkeys of an account', () => {
  it('are added with the password, named, listed without their keys, and the owner is notified', async () => {
    const { client } = await api.signUp()
    expect((await client.post('/auth/passkeys/options', {})).body).toMatchObject({ code: 'wrong_password' })
    const { id } = await addPasskey(client, authenticatorAt(api.url), '  My laptop ')
    expect((await client.patch(`/auth/passkeys/${id}`, { name: '' })).body).toMatchObject({
      code: 'invalid_name',
    })
    bodyOf(await client.patch(`/auth/passkeys/${id}`, { name: 'Red laptop' }))
    const answer = await client.get('/auth/factors')
    expect(answer.body).toEqual({
      passkeys: [
        { id, name: 'Red laptop', isSynced: false, createdAt: expect.any(String), lastUsedAt: null },
      ],
      totp: null,
      recoveryCodesLeft: 0,
    })
    expect((await client.get('/notification/latest')).text).toContain('A passkey was added to your account')
    const { events } = bodyOf<{ events: { action: string }[] }>(await client.get('/auth/security-log'))
    expect(events.map(({ action }) => action)).toContain('passkey_added')
  })

  it('can be added only in the session that asked, and are stored once', async () => {
    const { client, email } = await api.signUp()
    const authenticator = authenticatorAt(api.url)
    const options = await optionsFor(client, '/auth/passkeys/options')
    const credential = authenticator.create(options)
    const second = api.client()
    bodyOf(await second.post('/auth/login', { email, password: testPassword }))
    expect((await second.post('/auth/passkeys/verify', { credential })).body).toMatchObject({
      code: 'invalid_passkey',
    })
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => client.post('/auth/passkeys/verify', { credential })),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    for (const deviation of [
      { isUnverified: true },
      { origin: 'https://chatsvg.example' },
      { rpId: 'a.b' },
    ]) {
      const made = authenticator.create(await optionsFor(client, '/auth/passkeys/options'), deviation)
      expect((await client.post('/auth/passkeys/verify', { credential: made })).body).toMatchObject({
        code: 'invalid_passkey',
      })
    }
  })

  it('are not added with the challenge for a proof, which any session can get', async () => {
    const { client } = await withPasskey()
    const options = bodyOf<{ rpId: string; challenge: string }>(await client.post('/auth/prove/options'))
    const made = authenticatorAt(api.url).create({
      rp: { id: options.rpId },
      challenge: options.challenge,
      user: { id: 'x' },
    })
    expect((await client.post('/auth/passkeys/verify', { credential: made })).body).toMatchObject({
      code: 'invalid_passkey',
    })
  })

  it('of one authenticator are not given to two accounts', async () => {
    const { authenticator } = await withPasskey()
    const { client: thief } = await api.signUp()
    const options = (await optionsFor(thief, '/auth/passkeys/options')) as Record<string, unknown>
    const credential = authenticator.create(options)
    bodyOf(await thief.post('/auth/passkeys/verify', { credential }))
    const again = (await optionsFor(thief, '/auth/passkeys/options')) as { challenge: string }
    const response = credential.response as Record<string, string>
    const clientData = { type: 'webauthn.create', challenge: again.challenge, origin: localhost() }
    const clientDataJSON = Buffer.from(JSON.stringify(clientData)).toString('base64url')
    const answer = await thief.post('/auth/passkeys/verify', {
      credential: { ...credential, response: { ...response, clientDataJSON } },
    })
    expect(answer.body).toMatchObject({ code: 'passkey_exists' })
  })

  it('are at most twenty', async () => {
    const { client } = await api.signUp()
    const authenticator = authenticatorAt(api.url)
    const credentials = []
    for (let count = 0; count < 21; count += 1)
      credentials.push(authenticator.create(await optionsFor(client, '/auth/passkeys/options')))
    const answers = await Promise.all(
      credentials.map((credential) => client.post('/auth/passkeys/verify', { credential })),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20)
    expect(answers.find(({ status }) => status !== 201)?.body).toMatchObject({ code: 'too_many_passkeys' })
  })

  it('are removed with the password, also the last one, and then sign nobody in', async () => {
    const { client, authenticator, passkeyId } = await withPasskey()
    const other = await withPasskey()
    const remove = (id: string, password?: string) => client.delete(`/auth/passkeys/${id}`, { password })
    expect((await remove(passkeyId)).body).toMatchObject({ code: 'wrong_password' })
    expect((await remove(other.passkeyId, testPassword)).body).toMatchObject({ code: 'passkey_not_found' })
    expect((await remove('no id', testPassword)).body).toMatchObject({ code: 'passkey_not_found' })
    expect((await client.patch(`/auth/passkeys/${other.passkeyId}`, { name: 'Mine' })).status).toBe(404)
    bodyOf(await remove(passkeyId, testPassword))
    expect((await signInWithPasskey(api.client(), authenticator)).status).toBe(401)
    expect((await signInWithPasskey(api.client(), other.authenticator)).status).toBe(200)
    expect((await client.get('/notification/latest')).text).toContain('A passkey was removed')
  })

  it('need no password from a user who signed in with one a moment ago', async () => {
    const { authenticator, passkeyId } = await withPasskey()
    const visitor = api.client()
    bodyOf(await signInWithPasskey(visitor, authenticator))
    expect((await visitor.delete(`/auth/passkeys/${passkeyId}`)).status).toBe(200)
  })
})

describe('where pages have no domain', () => {
  it('there are no passkeys, and the options say so', async () => {
    await using bare = await startTestApi({ PUBLIC_URL: 'http://127.0.0.1:4000' })
    const client = bare.client()
    expect((await client.get('/auth/options')).body).not.toHaveProperty('passkeyDomain')
    expect((await api.client().get('/auth/options')).body).toHaveProperty('passkeyDomain', 'localhost')
    expect((await client.post('/auth/passkeys/sign-in/options')).body).toMatchObject({
      code: 'passkeys_unavailable',
    })
  })
})

const localhost = () => `http://localhost:${new URL(api.url).port}`
