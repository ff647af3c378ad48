import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { callWithKey, makeKey, readKey } from '../../../../../test/harness/api-key.ts'
import { errorCodeOf, testPassword } from '../../../../../test/harness/client.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { createKeyText } from './token.ts'

const api = keepForSuite(await startTestApi({ TRUST_PROXY: '1' }))
const { pool } = api.database

const call = (key: string, path = '/user/profile', headers: Record<string, string> = {}, method = 'GET') =>
  callWithKey(api.url, key, method, path, { headers })
const codeOf = async (...about: Parameters<typeof call>) => errorCodeOf(await call(...about))

describe('a key', () => {
  it('is shown once, is stored as a hash, and needs neither cookie nor CSRF token', async () => {
    const { client, email } = await api.signUp()
    const made = await client.post('/user/api-keys', {
      name: ' Website ',
      scopes: ['account:read'],
      password: testPassword,
    })
    expect(made.status).toBe(201)
    const { key } = readKey(made)
    expect(key).toMatch(/^chatsvg_test_[0-9A-Za-z]{49}$/)
    const listed = await client.get('/user/api-keys')
    expect(listed.body).toMatchObject({ apiKeys: [{ name: 'Website', beginning: key.slice(0, 17) }] })
    expect(listed.text).not.toContain(key)
    const { rows } = await pool.query('select api_key_secrets::text as row from api_key_secrets')
    expect(rows.some(({ row }: { row: string }) => row.includes(key))).toBe(false)
    expect((await call(key)).body).toMatchObject({ user: { email } })
    const asked = await callWithKey(api.url, (await makeKey(client)).key, 'POST', '/svg/generate-svg', {
      body: { prompt: 'a red fox', style: 'flat' },
    })
    expect(asked.status).toBe(202)
  })

  it('is made only by the proven owner in a session', async () => {
    const { client } = await api.signUp()
    const body = { name: 'x', scopes: ['edits'] }
    expect(errorCodeOf(await client.post('/user/api-keys', body))).toBe('wrong_password')
    const { key } = await makeKey(client)
    const refused = await callWithKey(api.url, key, 'POST', '/user/api-keys', {
      body: { ...body, password: testPassword },
    })
    expect([refused.status, errorCodeOf(refused)]).toEqual([403, 'session_required'])
  })

  it.each([
    ['name', { name: '' }],
    ['scopes', { scopes: [] }],
    ['scopes', { scopes: ['everything'] }],
    ['expiresAt', { expiresAt: '2020-01-01T00:00:00Z' }],
    ['expiresAt', { expiresAt: 'soon' }],
    ['monthlyCredits', { monthlyCredits: -1 }],
    ['origins', { origins: ['https://example.com/path'] }],
    ['addresses', { addresses: ['192.0.2.0/64'] }],
  ])('with a wrong %s is refused', async (field, settings) => {
    const { client } = await api.signUp()
    const answer = await client.post('/user/api-keys', {
      ...{ name: 'x', scopes: ['edits'], password: testPassword },
      ...settings,
    })
    expect([answer.status, errorCodeOf(answer)]).toEqual([400, 'invalid_api_key_settings'])
    expect(answer.body).toMatchObject({ details: [{ path: expect.stringContaining(`/${field}`) }] })
  })

  it('of another user is not found', async () => {
    const { client } = await api.signUp()
    const { id } = await makeKey(client)
    const { client: other } = await api.signUp()
    const answers = [
      await other.patch(`/user/api-keys/${id}`, { name: 'mine', password: testPassword }),
      await other.post(`/user/api-keys/${id}/rotate`, { password: testPassword }),
      await other.get(`/user/api-keys/${id}/uses`),
      await other.delete(`/user/api-keys/${id}`),
    ]
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404])
  })
})

describe('a refusal is true', () => {
  it('for malformed, unknown, expired, revoked and suspended', async () => {
    const { client, id: userId } = await api.signUp()
    expect(await codeOf('chatsvg_live_short')).toBe('malformed_api_key')
    const unknown = await call(createKeyText('live'))
    expect([unknown.status, errorCodeOf(unknown)]).toEqual([401, 'invalid_api_key'])
    expect(unknown.headers.get('www-authenticate')).toContain('Bearer')
    const expired = await makeKey(client, { expiresAt: new Date(Date.now() + 60_000).toISOString() })
    expect((await call(expired.key)).status).toBe(200)
    await pool.query("update api_keys set expires_at = now() - interval '1 second' where id = $1", [
      expired.id,
    ])
    expect(await codeOf(expired.key)).toBe('expired_api_key')
    const revoked = await makeKey(client)
    await client.delete(`/user/api-keys/${revoked.id}`)
    expect(await codeOf(revoked.key)).toBe('revoked_api_key')
    const { key } = await makeKey(client)
    await pool.query('update users set suspended_at = now() where id = $1', [userId])
    expect(await codeOf(key)).toBe('account_suspended')
  })

  it('for scopes, also where visitors are served, and where no key is allowed', async () => {
    const { client } = await api.signUp()
    const { key } = await makeKey(client, { scopes: ['pictures:read'] })
    expect(await codeOf(key)).toBe('insufficient_scope')
    expect((await call(key, '/svg/public')).status).toBe(200)
    expect((await call(key, '/svg/history')).status).toBe(200)
    expect(await codeOf(key, '/auth/sessions')).toBe('session_required')
    expect(await codeOf(key, '/admin/users')).toBe('session_required')
    const { key: account } = await makeKey(client, { scopes: ['account:read'] })
    expect(await codeOf(account, `/svg/${crypto.randomUUID()}`)).toBe('insufficient_scope')
    expect(await codeOf('chatsvg_x', '/svg/public')).toBe('malformed_api_key')
  })

  it('for addresses behind the proxy', async () => {
    const { client } = await api.signUp()
    const { key } = await makeKey(client, { addresses: ['192.0.2.0/24', '2001:db8::/32'] })
    const from = (address: string) => codeOf(key, '/user/profile', { 'x-forwarded-for': address })
    expect(await from('192.0.2.9')).toBeUndefined()
    expect(await from('2001:db8::9')).toBeUndefined()
    expect(await from('198.51.100.9')).toBe('key_address_refused')
  })

  it('for origins, and pages of the right origin read the answer', async () => {
    const { client } = await api.signUp()
    const free = await makeKey(client)
    const bound = await makeKey(client, { origins: ['https://shop.example'] })
    const origin = 'https://shop.example'
    expect(await codeOf(free.key, '/user/profile', { origin })).toBe('key_origin_refused')
    expect(await codeOf(free.key, '/user/profile', { origin: api.url })).toBeUndefined()
    expect(await codeOf(bound.key)).toBe('key_origin_refused')
    expect(await codeOf(bound.key, '/user/profile', { origin: 'https://evil.example' })).toBe(
      'key_origin_refused',
    )
    const asked = await callWithKey(api.url, bound.key, 'POST', '/svg/generate-svg', {
      body: { prompt: 'a red fox', style: 'flat' },
      headers: { origin },
    })
    expect(asked.status).toBe(202)
    expect(asked.headers.get('access-control-allow-origin')).toBe(origin)
    expect(asked.headers.get('access-control-allow-credentials')).toBeNull()
    const preflight = await fetch(`${api.url}/api/svg/generate-svg`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    })
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Authorization')
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull()
    const withoutKey = await fetch(`${api.url}/api/svg/public`, { headers: { origin } })
    expect(withoutKey.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('for a request beyond the limit of the key, and other keys are not affected', async () => {
    const limited = keep(await startTestApi({ RATE_LIMIT_KEY: '3/1m' }))
    const { client } = await limited.signUp()
    const [first, second] = [await makeKey(client), await makeKey(client)]
    const statuses: number[] = []
    for (let at = 0; at < 4; at += 1)
      statuses.push((await callWithKey(limited.url, first.key, 'GET', '/user/profile')).status)
    expect(statuses).toEqual([200, 200, 200, 429])
    expect((await callWithKey(limited.url, second.key, 'GET', '/user/profile')).status).toBe(200)
    const guesses: number[] = []
    for (let at = 0; at < 4; at += 1)
      guesses.push((await callWithKey(limited.url, createKeyText('test'), 'GET', '/user/profile')).status)
    expect(guesses).toEqual([401, 401, 401, 429])
  })
})

describe('a change', () => {
  it('of scopes applies at once', async () => {
    const { client } = await api.signUp()
    const { id, key } = await makeKey(client)
    expect((await call(key)).status).toBe(200)
    const changed = await client.patch(`/user/api-keys/${id}`, { scopes: ['edits'], password: testPassword })
    expect(changed.body).toMatchObject({ apiKey: { scopes: ['edits'], name: 'Program' } })
    expect(await codeOf(key)).toBe('insufficient_scope')
  })

  it('of the secret leaves the one before for the overlap', async () => {
    const { client } = await api.signUp()
    const { id, key } = await makeKey(client)
    const rotate = async (overlapSeconds: number) =>
      readKey(await client.post(`/user/api-keys/${id}/rotate`, { overlapSeconds, password: testPassword }))
        .key
    const second = await rotate(3600)
    expect((await call(key)).status).toBe(200)
    expect((await call(second)).status).toBe(200)
    const third = await rotate(0)
    expect([await codeOf(key), await codeOf(second)]).toEqual(['expired_api_key', 'expired_api_key'])
    expect((await call(third)).status).toBe(200)
    const { rows } = await pool.query(
      "select action from audit_events where details->>'keyId' = $1 order by id",
      [id],
    )
    expect(rows.map(({ action }: { action: string }) => action)).toEqual([
      'api_key_created',
      'api_key_rotated',
      'api_key_rotated',
    ])
  })
})

describe('the uses of a key', () => {
  it('are all seen, refused ones too, with the addresses, in the list and in the export', async () => {
    const { client } = await api.signUp()
    const { id, key } = await makeKey(client, { scopes: ['pictures:read'] })
    const from = (address: string) => ({ 'x-forwarded-for': address })
    for (let at = 0; at < 5; at += 1) await call(key, '/svg/history', from(`192.0.2.${at + 1}`))
    await call(key, '/user/profile', from('198.51.100.7'))
    const listUses = async () =>
      ((await client.get(`/user/api-keys/${id}/uses`)).body as { uses: { call: string; uses: number }[] })
        .uses
    const uses = await waitFor('the uses', async () => {
      const listed = await listUses()
      return listed.length === 2 && listed
    })
    expect(uses).toMatchObject([
      {
        ...{ call: 'GET /api/svg/history', uses: 5, refusals: 0 },
        ...{ firstAddress: '192.0.2.1', lastAddress: '192.0.2.5' },
      },
      { call: 'GET /api/user/profile', uses: 1, refusals: 1, lastAddress: '198.51.100.7' },
    ])
    const { apiKeys } = (await client.get('/user/api-keys')).body as { apiKeys: object[] }
    // Written once a minute, with what was known at that moment.
    const lastUsedAddress = expect.stringMatching(/^192\.0\.2\.[1-5]$/)
    expect(apiKeys).toMatchObject([{ lastUsedAddress, lastUsedAt: expect.any(String) }])
    const exported = (await client.get('/user/export')).body
    expect(exported).toMatchObject({
      apiKeys: [{ id }],
      apiKeyUses: [{ keyId: id, uses: 5 }, { keyId: id }],
    })
  })
})

it('a job records the key that asked for it', async () => {
  const { client } = await api.signUp()
  const { id, key } = await makeKey(client)
  const asked = await callWithKey(api.url, key, 'POST', '/svg/generate-svg', {
    body: { prompt: 'a red fox', style: 'flat' },
  })
  const { job } = asked.body as { job: { id: string } }
  const { rows } = await pool.query('select api_key_id as "apiKeyId" from generation_jobs where id = $1', [
    job.id,
  ])
  expect(rows).toEqual([{ apiKeyId: id }])
})
