import { expect, it } from 'vitest'
import { Client } from '../../../../../test/harness/client.ts'
import { createTestDatabase } from '../../../../../test/harness/database.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { OauthBrowser, startProviders } from '../../../../../test/harness/oauth-browser.ts'
import { startService, testSecret } from '../../../../../test/harness/service.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'

it('what providers hand out is in no table, no answer and no log line, also after an error', async () => {
  const database = keep(await createTestDatabase())
  const { google, github, environment, register } = keep(await startProviders())
  const service = await startService('api', {
    ...environment,
    DATABASE_URL: database.url,
    JWT_SECRET: testSecret,
    LOG_LEVEL: 'trace',
  })
  register(`http://localhost:${new URL(service.url).port}`)
  const answers: string[] = []
  const states: string[] = []
  const cookies: string[] = []
  const signIn = async (name: 'google' | 'github') => {
    const browser = new OauthBrowser(new Client(service.url))
    const callback = await browser.visit((await browser.start(name)).location)
    const { location, answer } = await browser.finish(callback)
    const query = new URLSearchParams(callback.split('?')[1])
    states.push(query.get('state') ?? '', query.get('code') ?? '')
    cookies.push(
      ...['oauth-browser', 'token', 'refreshToken'].map((key) => browser.client.cookies.get(key) ?? ''),
    )
    answers.push(location, answer.text, ...answer.headers.getSetCookie())
    return location
  }
  const email = `${crypto.randomUUID()}@example.com`
  google.user = { sub: 'subject-of-the-user', email, email_verified: true }
  const emails = [{ email: `gh-${email}`, primary: true, verified: true }]
  github.user = { id: 31_415, login: 'g', name: null, emails }

  expect(await signIn('google')).toMatch(/5173\/$/)
  expect(await signIn('github')).toMatch(/5173\/$/)
  google.forgery = { claims: { nonce: 'another', email } }
  expect(await signIn('google')).toContain('oauth_failed')
  google.forgery = { signedBy: 'another key' }
  expect(await signIn('google')).toContain('oauth_failed')
  github.trouble = { kind: 'away', at: /emails/ }
  expect(await signIn('github')).toContain('server_error')
  github.trouble = undefined
  github.clientSecret = 'changed'
  expect(await signIn('github')).toContain('server_error')

  // The last line is written after everything that was logged before it.
  await new Client(service.url).get('/auth/options')
  await waitFor('the log to be written', () => service.output().includes('/api/auth/options'))
  await service[Symbol.asyncDispose]()
  const log = service.output()
  expect(log.match(/"msg":"sign-in (failed|refused)"/g)).toHaveLength(4)
  expect(log).toContain('OAUTH_JWT_CLAIM_COMPARISON_FAILED')
  expect(log).toContain('incorrect_client_credentials')

  const { rows: tables } = await database.pool.query<{ name: string }>(
    `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  )
  let stored = ''
  for (const { name } of tables) {
    const { rows } = await database.pool.query(`select t::text as row from ${name} t`)
    stored += rows.map(({ row }) => row).join('\n')
  }
  expect(stored).toContain('subject-of-the-user')

  const secrets = [...google.secrets, ...github.secrets].filter((secret) => secret !== '')
  expect(secrets.length).toBeGreaterThan(8)
  for (const secret of secrets) {
    expect(stored.includes(secret)).toBe(false)
    expect(log.includes(secret)).toBe(false)
    expect(answers.some((text) => text.includes(secret))).toBe(false)
  }
  const ours = [...states, ...cookies, google.clientSecret, testSecret].filter((secret) => secret !== '')
  for (const secret of ours) {
    expect(stored.includes(secret)).toBe(false)
    expect(log.includes(secret)).toBe(false)
  }
  expect(log).not.toContain(email)
})
