import { expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { callWithKey } from '../../../../../test/harness/api-key.ts'
import { errorCodeOf } from '../../../../../test/harness/client.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import { askForTokens, registerProgram } from '../../../../../test/harness/oauth-program.ts'

const api = keepForSuite(await startTestApi())
const { url } = api
const { pool } = api.database

const clientId = 'chatsvg-cli'
const grantType = 'urn:ietf:params:oauth:grant-type:device_code'

type Device = { device_code: string; user_code: string; verification_uri: string; expires_in: number }

async function beginDevice(scope = 'pictures:read keys', client = clientId): Promise<Device> {
  const body = new URLSearchParams({ client_id: client, scope })
  return (await (await fetch(`${url}/oauth/device_authorization`, { method: 'POST', body })).json()) as Device
}

const poll = ({ device_code }: Device) =>
  askForTokens(url, { grant_type: grantType, client_id: clientId, device_code })
/** As if the device had waited for long enough. */
const forgetPolls = () => pool.query('update oauth_tokens set polled_at = null')

it('a device gets its tokens when its user has entered the code and allowed it', async () => {
  const { client } = await api.signUp()
  const device = await beginDevice()
  expect(device.user_code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/)
  expect(new URL(device.verification_uri).pathname).toBe('/oauth/device')
  expect((await poll(device)).body.error).toBe('authorization_pending')
  const userCode = ` ${device.user_code.toLowerCase().replace('-', ' ')} `
  expect((await client.post('/oauth/device', { userCode })).body).toMatchObject({
    request: {
      client: { id: clientId, name: 'chatSVG command line', identity: 'own', host: null },
      ...{ redirect: null, resource: 'api', scopes: ['pictures:read', 'keys'] },
    },
  })
  expect((await client.post('/oauth/device/decision', { userCode, allow: true })).status).toBe(200)
  await forgetPolls()
  const { status, body } = await poll(device)
  expect([status, body.scope]).toEqual([200, 'pictures:read keys'])
  expect((await callWithKey(url, body.access_token, 'GET', '/user/apps')).body).toMatchObject({
    apps: [{ name: 'chatSVG command line', clientId }],
  })
  expect((await poll(device)).body.error).toBe('invalid_grant')
})

it('a device that asks too often is told to slow down', async () => {
  const device = await beginDevice()
  expect((await poll(device)).body.error).toBe('authorization_pending')
  expect((await poll(device)).body.error).toBe('slow_down')
  await forgetPolls()
  expect((await poll(device)).body.error).toBe('authorization_pending')
})

it('a device is refused when its user refuses', async () => {
  const { client } = await api.signUp()
  const device = await beginDevice()
  const decision = { userCode: device.user_code, allow: false }
  expect((await client.post('/oauth/device/decision', decision)).status).toBe(200)
  expect((await poll(device)).body.error).toBe('access_denied')
  const again = await client.post('/oauth/device/decision', { ...decision, allow: true })
  expect([again.status, errorCodeOf(again)]).toEqual([404, 'device_code_not_found'])
  expect((await client.get('/user/apps')).body).toEqual({ apps: [] })
})

it('a code that has expired works for nobody', async () => {
  const { client } = await api.signUp()
  const device = await beginDevice()
  await pool.query(
    `update oauth_tokens set expires_at = now() - interval '1 second',
       payload = jsonb_set(payload, '{exp}', to_jsonb(extract(epoch from now())::int - 1)) where kind = 'DeviceCode'`,
  )
  expect((await poll(device)).body.error).toBe('expired_token')
  expect((await client.post('/oauth/device', { userCode: device.user_code })).status).toBe(404)
})

it.each([
  [{ userCode: 'BCDF' }, 'invalid_device_code'],
  [{ userCode: 'BCDF-BCDF', allow: 'yes' }, 'invalid_decision'],
  [{ userCode: 'BCDF-BCDF', allow: true }, 'device_code_not_found'],
])('the decision %o is refused', async (body, code) => {
  const { client } = await api.signUp()
  expect(errorCodeOf(await client.post('/oauth/device/decision', body))).toBe(code)
})

it('guesses of codes are limited by user', async () => {
  const limited = keep(await startTestApi({ RATE_LIMIT_DEVICE_CODE: '2/15m' }))
  const { client } = await limited.signUp()
  const statuses = []
  for (let at = 0; at < 3; at += 1)
    statuses.push((await client.post('/oauth/device', { userCode: 'BCDF-BCDF' })).status)
  expect(statuses).toEqual([404, 404, 429])
})

it('one user of two who enter the same code at the same moment connects the device', async () => {
  const [{ client: one }, { client: other }] = await Promise.all([api.signUp(), api.signUp()])
  const device = await beginDevice()
  const decision = { userCode: device.user_code, allow: true }
  const answers = await Promise.all(
    [one, other].map((client) => client.post('/oauth/device/decision', decision)),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 404])
  const lists = await Promise.all([one, other].map((client) => client.get('/user/apps')))
  const counts = lists.map(({ body }) => (body as { apps: unknown[] }).apps.length)
  expect(counts.sort()).toEqual([0, 1])
})

it('a registered program uses codes of devices only if it has asked for that', async () => {
  const { body } = await registerProgram(url)
  expect(await beginDevice('pictures:read', String(body.client_id))).toMatchObject({
    error: 'invalid_request',
  })
})
