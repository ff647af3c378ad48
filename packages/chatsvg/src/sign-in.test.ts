import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startTestApi } from '../../../test/harness/api.ts'
import { makeKey } from '../../../test/harness/api-key.ts'
import { openCommandLine } from '../../../test/harness/command-line.ts'
import { keep, keepForSuite } from '../../../test/harness/keep.ts'
import { waitFor } from '../../../test/harness/wait.ts'
import type { Login } from './stored-login.ts'

const api = keepForSuite(await startTestApi())
const { pool } = api.database
const login = ['login', '--device', '--url', api.url]

async function open() {
  const { client, email } = await api.signUp()
  const commandLine = keep(await openCommandLine())
  const file = join(commandLine.home, '.config', 'chatsvg', 'login.json')

  async function decide(allow: boolean) {
    const running = commandLine.start(login)
    const userCode = await waitFor('the code', () => /[A-Z]{4}-[A-Z]{4}/.exec(running.errors())?.[0])
    await client.post('/oauth/device/decision', { userCode, allow })
    return running.ended
  }
  const readFileAsLogin = async () => JSON.parse(await readFile(file, 'utf8')) as Login
  /** As if an hour had gone by. */
  async function expire() {
    const { renewal, ...rest } = await readFileAsLogin()
    await writeFile(file, JSON.stringify({ ...rest, renewal: { ...renewal, expiresAtMs: Date.now() } }))
  }
  return { client, email, file, decide, readLogin: readFileAsLogin, expire, ...commandLine }
}

it('signs in with a browser, lists and revokes keys, and ends at the logout', async () => {
  const { client, email, file, decide, readLogin, run } = await open()
  expect(await decide(true)).toMatchObject({
    status: 0,
    output: `Logged in at ${api.url} as ${email}. The sign-in is in ${file}.\n`,
    errors: expect.stringMatching(
      /^Open http\S+\/oauth\/device in a browser, and enter the code [A-Z]{4}-[A-Z]{4}\n$/,
    ),
  })
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  const { key, renewal } = await readLogin()
  expect(key).toMatch(/^chatsvg_oauth_/)
  expect(renewal?.refreshToken).toEqual(expect.any(String))
  expect(await run(['credits'])).toMatchObject({ status: 0, output: '10 credits, plan FREE\n' })

  const { id } = await makeKey(client, { name: 'Website' })
  const listed = await run(['keys', 'list'])
  expect(listed.output).toContain(`${id}  key  Website  pictures:read`)
  expect(listed.output).toContain('app  chatSVG command line  pictures:read')
  expect(await run(['keys', 'revoke', id])).toMatchObject({ status: 0 })
  expect((await run(['keys', 'list'])).output).not.toContain(id)
  expect(await run(['keys', 'create'])).toMatchObject({
    status: 2,
    errors: expect.stringContaining('/account#api-keys'),
  })

  expect(await run(['logout'])).toMatchObject({ status: 0, output: 'Logged out.\n' })
  expect((await client.get('/user/apps')).body).toEqual({ apps: [] })
  expect(await run(['credits'], { environment: { CHATSVG_URL: api.url, CHATSVG_KEY: key } })).toMatchObject({
    status: 3,
    errors: 'The access of this app was revoked\n',
  })
})

it('ends when the user refuses, and stores nothing', async () => {
  const { decide, file } = await open()
  expect(await decide(false)).toMatchObject({
    status: 3,
    errors: expect.stringContaining('The sign-in was refused.'),
  })
  await expect(stat(file)).rejects.toMatchObject({ code: 'ENOENT' })
})

it('renews its tokens, once for processes that need it at the same moment', async () => {
  const { decide, readLogin, expire, run } = await open()
  await decide(true)
  const before = await readLogin()
  await expire()
  const ended = await Promise.all(Array.from({ length: 4 }, () => run(['credits'])))
  expect(ended.map(({ status, errors }) => [status, errors])).toEqual(Array(4).fill([0, '']))
  const after = await readLogin()
  expect(after.key).not.toBe(before.key)
  const { rows } = await pool.query(
    "select count(*)::int as count from audit_events where action = 'app_token_reused'",
  )
  expect(rows).toEqual([{ count: 0 }])
})

it('says that a sign-in has ended', async () => {
  const { client, decide, expire, run } = await open()
  await decide(true)
  const { apps } = (await client.get('/user/apps')).body as { apps: { id: string }[] }
  await client.delete(`/user/apps/${apps[0]?.id}`)
  await expire()
  expect(await run(['credits'])).toMatchObject({
    status: 3,
    errors: expect.stringContaining('Your sign-in has ended.'),
  })
})

it('a key may not list or revoke keys', async () => {
  const { client, run } = await open()
  const { key } = await makeKey(client)
  const environment = { CHATSVG_URL: api.url, CHATSVG_KEY: key }
  expect(await run(['keys', 'list'], { environment })).toMatchObject({
    status: 3,
    errors: expect.stringContaining('unset CHATSVG_KEY, and run `chatsvg login`'),
  })
})
