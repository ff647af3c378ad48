import { expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import {
  askForTokens,
  connectProgram,
  createProgram,
  getCode,
  registerProgram,
} from '../../../../../test/harness/oauth-program.ts'
import { bounds } from './bounds.ts'
import { purgeOauthServer } from './purge.ts'

const api = keepForSuite(await startTestApi())
const { url } = api
const { pool } = api.database
const { db } = api.resources.database

it('a program without a method is public, and its name is one plain line', async () => {
  const { status, body } = await registerProgram(url, {
    client_name: `  Edi\u202Etor\n${'x'.repeat(200)}`,
    client_uri: 'https://editor.example/',
    jwks_uri: 'https://editor.example/keys',
    scope: 'anything',
  })
  expect(status).toBe(201)
  expect(body).toMatchObject({
    client_name: expect.stringMatching(/^Editorx+$/),
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
  })
  expect(body).not.toHaveProperty('client_secret')
  expect(body).not.toHaveProperty('jwks_uri')
  expect(String(body.client_name)).toHaveLength(bounds.clientNameCharsMax)
})

it.each([
  ['no address', { redirect_uris: [] }],
  ['plain http to another host', { redirect_uris: ['http://editor.example/callback'] }],
  ['a script', { redirect_uris: ['javascript:alert(1)'] }],
  ['a fragment', { redirect_uris: ['https://editor.example/#a'] }],
  ['no address at all', { redirect_uris: 'https://editor.example' }],
  ['too many addresses', { redirect_uris: Array.from({ length: 11 }, (_, at) => `https://a.example/${at}`) }],
  ['a too long address', { redirect_uris: [`https://a.example/${'a'.repeat(1_000)}`] }],
])('a program with %s is refused', async (_, metadata) => {
  const { status, body } = await registerProgram(url, metadata)
  expect([status, body.error]).toEqual([
    400,
    expect.stringMatching(/^invalid_(client_metadata|redirect_uri)$/),
  ])
})

it('a confidential program proves itself with its secret, which is stored encrypted', async () => {
  const { client } = await api.signUp()
  const { body } = await registerProgram(url, { token_endpoint_auth_method: 'client_secret_post' })
  const { client_id: clientId, client_secret: secret } = body as { client_id: string; client_secret: string }
  const program = { clientId, redirectUri: 'http://127.0.0.1:43117/callback' }
  const { code, verifier } = await getCode(client, program)
  const fields = {
    ...{ grant_type: 'authorization_code', client_id: clientId, redirect_uri: program.redirectUri },
    ...{ code, code_verifier: verifier },
  }
  expect(await askForTokens(url, fields)).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
  expect((await askForTokens(url, { ...fields, client_secret: secret })).status).toBe(200)
  const { rows } = await pool.query('select metadata::text as text from oauth_clients where id = $1', [
    clientId,
  ])
  expect(rows[0].text).not.toContain(secret)
})

it('a program returns to any port of its own computer, and to no other address', async () => {
  const { client } = await api.signUp()
  const program = await createProgram(url)
  const { code } = await getCode(client, { ...program, redirectUri: 'http://127.0.0.1:50999/callback' })
  expect(code).not.toBe('')
})

it('registrations are limited by address', async () => {
  const limited = keep(await startTestApi({ RATE_LIMIT_CLIENT_REGISTRATION: '2/1h' }))
  const statuses = []
  for (let at = 0; at < 3; at += 1) statuses.push((await registerProgram(limited.url)).status)
  expect(statuses).toEqual([201, 201, 429])
})

it('programs that nobody has allowed are forgotten after a day, others when they were not used for long', async () => {
  const { client } = await api.signUp()
  const unused = await createProgram(url)
  const { program: connected } = await connectProgram(client)
  const { program: left } = await connectProgram(client)
  await pool.query("update oauth_clients set last_used_at = now() - interval '2 days'")
  const find = async () => {
    const { rows } = await pool.query('select id from oauth_clients')
    const ids = rows.map(({ id }: { id: string }) => id)
    return [unused, connected, left].map(({ clientId }) => ids.includes(clientId))
  }
  await purgeOauthServer(db, 1_000)
  expect(await find()).toEqual([false, true, true])
  const { apps } = (await client.get('/user/apps')).body as { apps: { id: string; clientId: string }[] }
  await client.delete(`/user/apps/${apps.find(({ clientId }) => clientId === left.clientId)?.id}`)
  await pool.query("update oauth_clients set last_used_at = now() - interval '91 days'")
  await purgeOauthServer(db, 1_000)
  expect(await find()).toEqual([false, true, false])
})

it('a further program is refused while there are too many', async () => {
  const crowded = keep(await startTestApi())
  await crowded.database.pool.query(
    "insert into oauth_clients (id, metadata) select n::text, '{}' from generate_series(1, $1::int) n",
    [bounds.clientsMax],
  )
  expect(await registerProgram(crowded.url)).toMatchObject({ status: 503 })
})

it('a page of any site may register its program', async () => {
  const origin = 'https://editor.example'
  const preflight = await fetch(`${url}/oauth/register`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    },
  })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
  expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type')
  const answer = await fetch(`${url}/oauth/register`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ redirect_uris: [`${origin}/callback`] }),
  })
  expect(answer.status).toBe(201)
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
})
