import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { callWithKey } from '../../../../../test/harness/api-key.ts'
import { errorCodeOf } from '../../../../../test/harness/client.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import {
  askForTokens,
  connectProgram,
  createAuthorization,
  createProgram,
  decide,
  exchangeCode,
  getCode,
  openRequest,
  refreshTokens,
} from '../../../../../test/harness/oauth-program.ts'

const api = keepForSuite(await startTestApi())
const { url } = api
const { pool } = api.database

const readProfile = (token: string) => callWithKey(url, token, 'GET', '/user/profile')

describe('a program that a user has allowed', () => {
  it('gets tokens for a code, uses the account with their scopes, and is listed', async () => {
    const { client, email } = await api.signUp()
    const { tokens, program } = await connectProgram(client)
    expect(tokens).toMatchObject({
      access_token: expect.stringMatching(/^chatsvg_oauth_[0-9A-Za-z]{49}$/),
      token_type: 'Bearer',
      scope: 'pictures:read account:read',
      expires_in: 3600,
    })
    expect((await readProfile(tokens.access_token)).body).toMatchObject({ user: { email } })
    const refused = await callWithKey(url, tokens.access_token, 'POST', '/svg/generate-svg', {
      body: { prompt: 'a red fox', style: 'flat' },
    })
    expect([refused.status, errorCodeOf(refused)]).toEqual([403, 'insufficient_scope'])
    expect(refused.headers.get('www-authenticate')).toContain('scope="pictures:write"')
    const listed = await client.get('/user/apps')
    expect(listed.body).toMatchObject({
      apps: [{ name: 'Test program', clientId: program.clientId, scopes: ['pictures:read', 'account:read'] }],
    })
    expect((await client.get('/user/api-keys')).body).toEqual({ apiKeys: [] })
  })

  it('is not told apart from a key by the calls that only a session may make', async () => {
    const { client } = await api.signUp()
    const { tokens } = await connectProgram(client)
    const refused = await callWithKey(url, tokens.access_token, 'POST', '/user/api-keys', {
      body: { name: 'x', scopes: ['edits'] },
    })
    expect([refused.status, errorCodeOf(refused)]).toEqual([403, 'session_required'])
  })

  it('leaves no token in the database', async () => {
    const { client } = await api.signUp()
    const { tokens } = await connectProgram(client)
    const { rows } = await pool.query(
      'select to_jsonb(t)::text as row from oauth_tokens t union all select to_jsonb(s)::text from api_key_secrets s',
    )
    const stored = rows.map(({ row }: { row: string }) => row).join()
    expect(stored).not.toContain(tokens.access_token)
    expect(stored).not.toContain(tokens.refresh_token)
  })

  it('is refused after its user has disconnected it, and its refresh token too', async () => {
    const { client } = await api.signUp()
    const { tokens, program } = await connectProgram(client)
    const { apps } = (await client.get('/user/apps')).body as { apps: { id: string }[] }
    expect((await client.delete(`/user/apps/${apps[0]?.id}`)).status).toBe(200)
    const refused = await readProfile(tokens.access_token)
    expect([refused.status, errorCodeOf(refused)]).toEqual([401, 'revoked_access_token'])
    expect(await refreshTokens(url, program, tokens.refresh_token)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    })
    expect((await client.delete(`/user/apps/${apps[0]?.id}`)).status).toBe(404)
    const log = await client.get('/auth/security-log')
    expect(log.text).toContain('app_connected')
    expect(log.text).toContain('app_disconnected')
  })

  it('gives its tokens back', async () => {
    const { client } = await api.signUp()
    const { tokens, program } = await connectProgram(client)
    const body = new URLSearchParams({ token: tokens.refresh_token, client_id: program.clientId })
    const stranger = await createProgram(url)
    const foreign = new URLSearchParams({ token: tokens.refresh_token, client_id: stranger.clientId })
    expect((await fetch(`${url}/oauth/revoke`, { method: 'POST', body: foreign })).status).toBe(200)
    expect((await readProfile(tokens.access_token)).status).toBe(200)
    expect((await fetch(`${url}/oauth/revoke`, { method: 'POST', body })).status).toBe(200)
    expect(errorCodeOf(await readProfile(tokens.access_token))).toBe('revoked_access_token')
  })

  it('is refused while its user is suspended, and ends with the account', async () => {
    const { client, id } = await api.signUp()
    const { tokens, program } = await connectProgram(client)
    await pool.query('update users set suspended_at = now() where id = $1', [id])
    expect(errorCodeOf(await readProfile(tokens.access_token))).toBe('account_suspended')
    expect((await refreshTokens(url, program, tokens.refresh_token)).body.error).toBe('invalid_grant')
    await pool.query('delete from users where id = $1', [id])
    expect(errorCodeOf(await readProfile(tokens.access_token))).toBe('invalid_access_token')
    expect((await refreshTokens(url, program, tokens.refresh_token)).body.error).toBe('invalid_grant')
  })

  it('is refused with an access token that has expired', async () => {
    const { client } = await api.signUp()
    const { tokens } = await connectProgram(client)
    await pool.query(
      "update api_key_secrets set ends_at = now() - interval '1 second' where audience is not null and key_id in (select id from api_keys order by created_at desc limit 1)",
    )
    expect(errorCodeOf(await readProfile(tokens.access_token))).toBe('expired_access_token')
  })
})

describe('a code', () => {
  it('needs the verifier of its challenge', async () => {
    const { client } = await api.signUp()
    const program = await createProgram(url)
    const missing = await exchangeCode(url, program, {
      ...(await getCode(client, program)),
      verifier: undefined,
    })
    expect(missing).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    const wrong = await exchangeCode(url, program, {
      ...(await getCode(client, program)),
      verifier: 'x'.repeat(43),
    })
    expect(wrong).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  it.each([
    ['no challenge', { code_challenge: undefined, code_challenge_method: undefined }],
    ['a plain challenge', { code_challenge_method: 'plain' }],
    ['another response type', { response_type: 'token' }],
  ])('is not given for %s', async (_, changed) => {
    const { client } = await api.signUp()
    const { address } = createAuthorization(url, await createProgram(url), changed)
    const { pathname, search } = new URL(address)
    const answer = await client.visit(pathname + search)
    const location = answer.headers.get('location') ?? ''
    expect(new URL(location).origin).toBe('http://127.0.0.1:43117')
    expect(location).toMatch(/error=(invalid_request|unsupported_response_type)/)
  })

  it('is not given to an address that the program has not registered', async () => {
    const { client } = await api.signUp()
    const { address } = createAuthorization(url, await createProgram(url), {
      redirect_uri: 'https://evil.example/',
    })
    const { pathname, search } = new URL(address)
    const answer = await client.visit(pathname + search)
    expect(answer.headers.get('location')).toMatch(/\/oauth\/consent\?error=invalid_redirect_uri$/)
  })

  it('works once: a second use ends what the first one got', async () => {
    const { client } = await api.signUp()
    const program = await createProgram(url)
    const code = await getCode(client, program)
    const first = await exchangeCode(url, program, code)
    expect(first.status).toBe(200)
    expect(await exchangeCode(url, program, code)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    })
    expect(errorCodeOf(await readProfile(first.body.access_token))).toBe('revoked_access_token')
    expect((await client.get('/auth/security-log')).text).toContain('app_token_reused')
  })

  it('is not given when the user refuses', async () => {
    const { client } = await api.signUp()
    const authorization = createAuthorization(url, await createProgram(url))
    const address = await decide(client, await openRequest(client, authorization), false)
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      error: 'access_denied',
      state: authorization.state,
    })
    expect((await client.get('/user/apps')).body).toEqual({ apps: [] })
  })

  it('is asked for in one browser and cannot be allowed in another, nor twice', async () => {
    const { client } = await api.signUp()
    const { client: attacker } = await api.signUp()
    const id = await openRequest(attacker, createAuthorization(url, await createProgram(url)))
    for (const answer of [
      await client.get(`/oauth/requests/${id}/details`),
      await client.post(`/oauth/requests/${id}/decision`, { allow: true }),
    ])
      expect([answer.status, errorCodeOf(answer)]).toEqual([404, 'authorization_request_not_found'])
    await decide(attacker, id)
    expect((await attacker.post(`/oauth/requests/${id}/decision`, { allow: true })).status).toBe(404)
  })

  it('cannot be allowed without a session, or by a page of another site', async () => {
    const { client } = await api.signUp()
    const id = await openRequest(client, createAuthorization(url, await createProgram(url)))
    const path = `/oauth/requests/${id}/decision`
    const foreign = await client.send('POST', path, {
      body: { allow: true },
      headers: { origin: 'https://evil.example' },
    })
    expect([foreign.status, errorCodeOf(foreign)]).toEqual([403, 'foreign_origin'])
    expect((await client.send('POST', path, { body: { allow: true }, csrf: false })).status).toBe(403)
    expect((await api.client().post(path, { allow: true })).status).toBe(401)
  })

  it('of a request without scopes is for the usual ones, and unknown ones are left out', async () => {
    const { client } = await api.signUp()
    const usual = await connectProgram(client, { scope: undefined })
    expect(usual.tokens.scope).toBe('pictures:read pictures:write edits account:read')
    const { tokens } = await connectProgram(client, { scope: 'openid pictures:read offline_access' })
    expect(tokens.scope).toBe('pictures:read')
  })
})

describe('a refresh token', () => {
  it('is replaced at every use, and a second use of an old one ends everything', async () => {
    const { client } = await api.signUp()
    const { tokens, program } = await connectProgram(client)
    const next = await refreshTokens(url, program, tokens.refresh_token)
    expect(next.status).toBe(200)
    expect(next.body.refresh_token).not.toBe(tokens.refresh_token)
    expect((await readProfile(next.body.access_token)).status).toBe(200)
    expect((await refreshTokens(url, program, tokens.refresh_token)).body.error).toBe('invalid_grant')
    expect(errorCodeOf(await readProfile(next.body.access_token))).toBe('revoked_access_token')
    expect((await refreshTokens(url, program, next.body.refresh_token)).body.error).toBe('invalid_grant')
    const notices = await client.get('/notification/latest')
    expect(notices.text).toContain('was used twice')
  })

  it('gives fewer scopes when asked, and never more', async () => {
    const { client } = await api.signUp()
    const { tokens, program } = await connectProgram(client)
    const less = await refreshTokens(url, program, tokens.refresh_token, 'pictures:read')
    expect(less.body.scope).toBe('pictures:read')
    expect(errorCodeOf(await readProfile(less.body.access_token))).toBe('insufficient_scope')
    const more = await refreshTokens(url, program, less.body.refresh_token, 'pictures:read edits')
    expect(more).toMatchObject({ status: 400, body: { error: 'invalid_scope' } })
  })

  it('of one program does not work for another', async () => {
    const { client } = await api.signUp()
    const { tokens } = await connectProgram(client)
    const other = await createProgram(url)
    expect((await refreshTokens(url, other, tokens.refresh_token)).body.error).toBe('invalid_grant')
  })
})

describe('a token', () => {
  it('for /mcp is accepted there alone', async () => {
    const { client } = await api.signUp()
    const { issuer } = (await (await fetch(`${url}/.well-known/oauth-authorization-server`)).json()) as {
      issuer: string
    }
    const { tokens } = await connectProgram(client, { resource: `${issuer}/mcp`, scope: 'account:read keys' })
    expect(tokens.scope).toBe('account:read')
    const refused = await readProfile(tokens.access_token)
    expect([refused.status, errorCodeOf(refused)]).toEqual([401, 'wrong_token_audience'])
    const answer = await fetch(`${url}/mcp`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${tokens.access_token}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: JSON.stringify({
        ...{ jsonrpc: '2.0', id: 1, method: 'initialize' },
        params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'x', version: '1' } },
      }),
    })
    expect(answer.status).toBe(200)
  })

  it('for another service is not given', async () => {
    const { client } = await api.signUp()
    const { address } = createAuthorization(url, await createProgram(url), {
      resource: 'https://other.example/',
    })
    const { pathname, search } = new URL(address)
    expect((await client.visit(pathname + search)).headers.get('location')).toContain('error=invalid_target')
  })

  it('is not given for anything else than a code, a refresh token or a device', async () => {
    const { clientId } = await createProgram(url)
    for (const grant_type of ['password', 'client_credentials', 'implicit'])
      expect((await askForTokens(url, { grant_type, client_id: clientId })).body.error).toBe(
        'unsupported_grant_type',
      )
  })
})

describe('the metadata', () => {
  it('names every endpoint of the authorization server', async () => {
    const metadata = await (await fetch(`${url}/.well-known/oauth-authorization-server`)).json()
    const { issuer } = metadata
    expect(metadata).toMatchObject({
      authorization_endpoint: `${issuer}/oauth/authorize`,
      token_endpoint: `${issuer}/oauth/token`,
      registration_endpoint: `${issuer}/oauth/register`,
      revocation_endpoint: `${issuer}/oauth/revoke`,
      device_authorization_endpoint: `${issuer}/oauth/device_authorization`,
      code_challenge_methods_supported: ['S256'],
      client_id_metadata_document_supported: true,
      scopes_supported: ['pictures:read', 'pictures:write', 'edits', 'account:read', 'webhooks', 'keys'],
    })
    expect(metadata.grant_types_supported).toContain('urn:ietf:params:oauth:grant-type:device_code')
  })

  it('of the protected resources names the server, and a refusal of /mcp says where it is', async () => {
    const refused = await fetch(`${url}/mcp`, { method: 'POST' })
    expect(refused.status).toBe(401)
    const [, address = ''] =
      /resource_metadata="([^"]+)"/.exec(refused.headers.get('www-authenticate') ?? '') ?? []
    expect(new URL(address).pathname).toBe('/.well-known/oauth-protected-resource/mcp')
    const resource = await (await fetch(address)).json()
    const { origin } = new URL(address)
    expect(resource).toMatchObject({ resource: `${origin}/mcp`, authorization_servers: [origin] })
    const whole = await (await fetch(`${url}/.well-known/oauth-protected-resource`)).json()
    expect(whole).toMatchObject({ resource: origin, authorization_servers: [origin] })
  })
})
