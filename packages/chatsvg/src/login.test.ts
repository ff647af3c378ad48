import { readFile, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startTestApi } from '../../../test/harness/api.ts'
import { makeKey } from '../../../test/harness/api-key.ts'
import { openCommandLine } from '../../../test/harness/command-line.ts'
import { keep, keepForSuite } from '../../../test/harness/keep.ts'

const api = keepForSuite(await startTestApi())

async function open() {
  const { client, email } = await api.signUp()
  const { id, key } = await makeKey(client)
  const commandLine = keep(await openCommandLine())
  const file = join(commandLine.home, '.config', 'chatsvg', 'login.json')
  return { client, email, id, key, file, ...commandLine }
}

it('stores the address and the key for the user alone, and later commands use them', async () => {
  const { run, key, email, file } = await open()
  expect(await run(['login', '--url', `${api.url}/gallery`], { input: `${key}\n` })).toEqual({
    status: 0,
    output: `Logged in at ${api.url} as ${email}. The key is in ${file}.\n`,
    errors: '',
  })
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ url: api.url, key })
  expect(await run(['credits'])).toMatchObject({ status: 0, output: '10 credits, plan FREE\n' })
  expect(await run(['logout'])).toMatchObject({ status: 0, output: expect.stringMatching(/^Logged out/) })
  await expect(stat(file)).rejects.toMatchObject({ code: 'ENOENT' })
  expect(await run(['credits'])).toMatchObject({ status: 2 })
  expect(await run(['logout'])).toMatchObject({ status: 0, output: 'You were not logged in.\n' })
})

it('follows XDG_CONFIG_HOME', async () => {
  const { run, key, home } = await open()
  const environment = { XDG_CONFIG_HOME: join(home, 'settings') }
  await run(['login', '--url', api.url], { input: key, environment })
  expect((await stat(join(home, 'settings', 'chatsvg', 'login.json'))).isFile()).toBe(true)
})

it('stores a key that may not read the account, and none that the service refuses', async () => {
  const { run, client, id, key, file } = await open()
  const drawing = await makeKey(client, { scopes: ['pictures:write'] })
  const login = ['login', '--url', api.url]
  expect(await run(login, { input: drawing.key })).toMatchObject({
    status: 0,
    output: expect.stringContaining(`Logged in at ${api.url}. `),
  })
  await client.delete(`/user/api-keys/${id}`)
  expect(await run(login, { input: key })).toEqual({
    status: 3,
    output: '',
    errors: 'This API key was revoked\n',
  })
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ key: drawing.key })
})

it('a stored key is sent to no other service', async () => {
  const { run, key } = await open()
  const headers: unknown[] = []
  const other = createServer((req, res) => {
    headers.push(req.headers)
    res.end()
  }).listen(0, '127.0.0.1')
  keep({ [Symbol.asyncDispose]: async () => void other.close() })
  await run(['login', '--url', api.url], { input: key })
  const { port } = other.address() as AddressInfo
  const ended = await run(['credits', '--url', `http://127.0.0.1:${port}`])
  expect(ended).toMatchObject({ status: 2, errors: expect.stringContaining('no API key for') })
  expect(headers).toEqual([])
})
