import { createHmac, generateKeyPairSync } from 'node:crypto'
import { CompactSign, type JWTHeaderParameters, SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { testSecret } from '../../../../../test/harness/service.ts'
import { deriveKeys } from '../../config/index.ts'

const api = keepForSuite(await startTestApi())
const { id } = await api.signUp()
const { rows } = await api.database.pool.query('select id from sessions where user_id = $1', [id])
const claims = { userId: id, sessionId: rows[0].id }

const keys = deriveKeys(testSecret)
const seconds = () => Math.floor(Date.now() / 1000)

/** A token that is valid except for what the test changes. */
function sign(change: {
  header?: Partial<JWTHeaderParameters>
  payload?: Record<string, unknown>
  key?: Uint8Array
}): Promise<string> {
  const payload = {
    sid: claims.sessionId,
    sub: claims.userId,
    iss: 'chatsvg',
    aud: 'chatsvg:api',
    iat: seconds(),
    exp: seconds() + 900,
    ...change.payload,
  }
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', ...change.header })
    .sign(change.key ?? keys.accessToken)
}

async function statusOf(token: string): Promise<number> {
  const asBearer = await api.client().get('/auth/current-user', { authorization: `Bearer ${token}` })
  const asCookie = await api.client().get('/auth/current-user', { cookie: `token=${token}` })
  expect(asCookie.status).toBe(asBearer.status)
  return asBearer.status
}

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')

describe('an access token', () => {
  it('that is valid opens the session', async () => {
    expect(await statusOf(await sign({}))).toBe(200)
  })

  it.each([
    ['of another issuer', { iss: 'somebody' }],
    ['without an issuer', { iss: undefined }],
    ['for another audience', { aud: 'chatsvg:web' }],
    ['without an audience', { aud: undefined }],
    ['that has expired', { exp: 1_700_000_000 }],
    ['without an expiry', { exp: undefined }],
    ['that is not valid yet', { nbf: 32_503_680_000 }],
    ['without a user', { sub: undefined }],
    ['without a session', { sid: undefined }],
    ['of a session that there is not', { sid: '0190a0b0-0000-7000-8000-000000000001' }],
    ['whose session is no id', { sid: "x' or true --" }],
    ['whose session is no text', { sid: { $ne: null } }],
  ])('%s is refused', async (_what, payload) => {
    expect(await statusOf(await sign({ payload }))).toBe(401)
  })

  it('of another type, or of none, is refused', async () => {
    for (const typ of ['JWT', 'rt+jwt', undefined])
      expect(await statusOf(await sign({ header: { typ } }))).toBe(401)
  })

  it('signed with another key, or with a key of the service that is for something else, is refused', async () => {
    for (const key of [new Uint8Array(32), keys.csrf, keys.signedUrl, keys.mailedToken, keys.refreshToken])
      expect(await statusOf(await sign({ key }))).toBe(401)
  })

  it('by another algorithm is refused: none, HMACs of other lengths, and a public key in the place of the secret', async () => {
    const payload = encode({
      sid: claims.sessionId,
      sub: claims.userId,
      iss: 'chatsvg',
      aud: 'chatsvg:api',
      exp: seconds() + 900,
    })
    for (const alg of ['none', 'None', 'nOnE', 'NONE'])
      expect(await statusOf(`${encode({ alg, typ: 'at+jwt' })}.${payload}.`)).toBe(401)
    for (const [alg, hash] of [
      ['HS384', 'sha384'],
      ['HS512', 'sha512'],
    ] as const) {
      const signed = `${encode({ alg, typ: 'at+jwt' })}.${payload}`
      const signature = createHmac(hash, keys.accessToken).update(signed).digest('base64url')
      expect(await statusOf(`${signed}.${signature}`)).toBe(401)
    }
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const rsa = await new CompactSign(Buffer.from(payload, 'base64url'))
      .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt' })
      .sign(privateKey)
    expect(await statusOf(rsa)).toBe(401)
  })

  it('cannot choose its key: kid, jku, jwk and x5u change nothing', async () => {
    const key = Buffer.from('a key that the attacker chose, 32 bytes and more')
    const jwk = { kty: 'oct', k: key.toString('base64url') }
    for (const header of [
      { jwk },
      { kid: '../../dev/null' },
      { jku: `${api.url}/keys` },
      { x5u: `${api.url}/cert` },
    ])
      expect(await statusOf(await sign({ header: header as never, key }))).toBe(401)
  })

  it('with one character changed anywhere is refused', async () => {
    const token = await sign({})
    for (const at of [3, token.indexOf('.') + 5, token.lastIndexOf('.') + 5]) {
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)
      expect(await statusOf(changed)).toBe(401)
    }
  })

  it('is no refresh token, and a refresh token no access token', async () => {
    const { client } = await api.signUp()
    const refreshToken = client.cookies.get('refreshToken') ?? ''
    expect(await statusOf(refreshToken)).toBe(401)
    const other = api.client()
    other.cookies.set('refreshToken', client.cookies.get('token') ?? '')
    expect((await other.post('/auth/refresh')).status).toBe(401)
    expect((await client.get('/auth/current-user')).status).toBe(200)
  })
})
