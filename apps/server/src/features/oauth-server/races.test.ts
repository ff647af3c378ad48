import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { callWithKey } from '../../../../../test/harness/api-key.ts'
import { Client, errorCodeOf } from '../../../../../test/harness/client.ts'
import { createTestDatabase } from '../../../../../test/harness/database.ts'
import { startFleet } from '../../../../../test/harness/fleet.ts'
import { createTestFolder } from '../../../../../test/harness/folder.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import {
  connectProgram,
  createAuthorization,
  createProgram,
  exchangeCode,
  getCode,
  openRequest,
  refreshTokens,
} from '../../../../../test/harness/oauth-program.ts'
import { limitsOff, startService, testSecret } from '../../../../../test/harness/service.ts'
import { waitForLock } from '../../../../../test/harness/wait.ts'

const publicUrl = { PUBLIC_URL: 'http://localhost:8765' }
const fleet = keepForSuite(await startFleet('PostgreSQL alone', publicUrl))
const [first = '', second = ''] = fleet.apis.map(({ url }) => url)

const profileAt = (url: string, token: string) => callWithKey(url, token, 'GET', '/user/profile')

async function signUp() {
  const client = fleet.client()
  await client.register()
  return client
}

it('any instance continues what another has begun, and a revocation is known to all at once', async () => {
  const client = await signUp()
  const program = await createProgram(first)
  const id = await openRequest(client, createAuthorization(first, program))
  const elsewhere = client.fork(second)
  expect((await elsewhere.get(`/oauth/requests/${id}/details`)).status).toBe(200)
  const { body } = await exchangeCode(second, program, await getCode(client, program))
  for (const url of [first, second]) expect((await profileAt(url, body.access_token)).status).toBe(200)
  const next = await refreshTokens(first, program, body.refresh_token)
  expect((await profileAt(second, next.body.access_token)).status).toBe(200)
  const { apps } = (await elsewhere.get('/user/apps')).body as { apps: { id: string }[] }
  await elsewhere.delete(`/user/apps/${apps[0]?.id}`)
  for (const url of [first, second])
    expect(errorCodeOf(await profileAt(url, next.body.access_token))).toBe('revoked_access_token')
})

it('a code that is used twice at the same moment gives tokens once at most, which then end', async () => {
  const client = await signUp()
  for (let round = 0; round < 5; round += 1) {
    const program = await createProgram(first)
    const code = await getCode(client, program)
    const answers = await Promise.all(
      [first, second, first, second].map((url) => exchangeCode(url, program, code)),
    )
    const got = answers.filter(({ status }) => status === 200)
    expect(got.length).toBeLessThanOrEqual(1)
    for (const { body } of answers.filter(({ status }) => status !== 200))
      expect(body.error).toBe('invalid_grant')
    for (const { body } of got)
      expect(errorCodeOf(await profileAt(first, body.access_token))).toBe('revoked_access_token')
  }
})

it('a refresh token that is used twice at the same moment ends the app', async () => {
  const client = await signUp()
  for (let round = 0; round < 5; round += 1) {
    const { program, tokens } = await connectProgram(client)
    const answers = await Promise.all(
      [first, second, second, first].map((url) => refreshTokens(url, program, tokens.refresh_token)),
    )
    const got = answers.filter(({ status }) => status === 200)
    expect(got.length).toBeLessThanOrEqual(1)
    for (const { body } of got) {
      expect(errorCodeOf(await profileAt(second, body.access_token))).toBe('revoked_access_token')
      expect((await refreshTokens(first, program, body.refresh_token)).body.error).toBe('invalid_grant')
    }
    expect(errorCodeOf(await profileAt(second, tokens.access_token))).toBe('revoked_access_token')
  }
})

it('a request is decided once, at whichever instance', async () => {
  const client = await signUp()
  const id = await openRequest(client, createAuthorization(first, await createProgram(first)))
  const path = `/oauth/requests/${id}/decision`
  const tabs = [client, client.fork(second), client.fork(first)]
  const answers = await Promise.all(tabs.map((tab) => tab.post(path, { allow: true })))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404])
  expect((await client.get('/user/apps')).body).toMatchObject({ apps: [{}] })
})

it('a code survives the process that was killed while it exchanged it', async () => {
  const database = keep(await createTestDatabase())
  const environment = { DATABASE_URL: database.url, JWT_SECRET: testSecret, ...limitsOff, ...publicUrl }
  const doomed = keep(await startService('api', environment))
  const client = new Client(doomed.url)
  await client.register()
  const program = await createProgram(doomed.url)
  const code = await getCode(client, program)
  const blocker = await database.pool.connect()
  await blocker.query('begin; select from api_keys for update')
  const lost = exchangeCode(doomed.url, program, code).catch((error: unknown) => error)
  await waitForLock(database.pool, 'the exchange to wait for the row of the app')
  await doomed.kill('SIGKILL')
  expect(await lost).toBeInstanceOf(Error)
  await blocker.query('rollback')
  blocker.release()
  const other = keep(await startService('api', environment))
  const { status, body } = await exchangeCode(other.url, program, code)
  expect(status).toBe(200)
  expect((await profileAt(other.url, body.access_token)).status).toBe(200)
})

it('the library is loaded at the first request for authorization', async () => {
  const database = keep(await createTestDatabase())
  const file = join(keep(await createTestFolder()).path, 'modules.txt')
  const api = keep(
    await startService('api', {
      ...{ DATABASE_URL: database.url, JWT_SECRET: testSecret, ...limitsOff, LOADED_MODULES: file },
      NODE_OPTIONS: `--import ${join(import.meta.dirname, '../../../../../test/harness/list-modules.mjs')}`,
    }),
  )
  const isLoaded = async () => (await readFile(file, 'utf8')).includes('/node_modules/oidc-provider/')
  const client = new Client(api.url)
  await client.register()
  expect((await client.get('/user/apps')).status).toBe(200)
  expect(await isLoaded()).toBe(false)
  await createProgram(api.url)
  expect(await isLoaded()).toBe(true)
})
