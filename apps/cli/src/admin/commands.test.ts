import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { generateSvgJob } from '@chatsvg/server/features/jobs'
import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../test/harness/api.ts'
import { callWithKey, makeKey } from '../../../../test/harness/api-key.ts'
import { Client, testPassword } from '../../../../test/harness/client.ts'
import {
  addPasskey,
  askForTicket,
  authenticatorAt,
  enableTotp,
  signInWithPasskey,
} from '../../../../test/harness/factors.ts'
import { createTestFolder } from '../../../../test/harness/folder.ts'
import { acceptByHand } from '../../../../test/harness/job-by-hand.ts'
import { keep, keepForSuite } from '../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../test/harness/ledger.ts'
import { connectApp, refreshTokens } from '../../../../test/harness/oauth-program.ts'
import { limitsOff, runProgram, startService, testSecret } from '../../../../test/harness/service.ts'
import { waitFor } from '../../../../test/harness/wait.ts'
import { makeWebhook } from '../../../../test/harness/webhook-receiver.ts'
import { answerAdmin } from './run-admin.ts'

const api = keepForSuite(await startTestApi())
const environment = { DATABASE_URL: api.database.url, JWT_SECRET: testSecret }

/**
 * The output of the program for these words, within this process: a separate one takes two seconds to load.
 */
async function call(args: string[], given = environment) {
  const said = new PassThrough({ encoding: 'utf8' })
  const program = { command: 'admin.js', purpose: 'Looks after chatSVG.' }
  const code = await answerAdmin(program, {
    args,
    readEnvironment: () => given,
    output: said,
    errors: said,
  })
  return { code, output: (said.read() as string | null) ?? '' }
}

/** Its answer as JSON. */
async function run<Document>(...words: string[]): Promise<Document> {
  const { code, output } = await call([...words, '--json'])
  expect([words.join(' '), code, code === 0 ? '' : output]).toEqual([words.join(' '), 0, ''])
  return JSON.parse(output) as Document
}

const fail = (...words: string[]) => call(words)

type User = { id: string; credits: number; plan: string; role: string; suspendedAt: string | null }
type Job = { id: string; status: string; errorCode: string | null }

describe('users on the command line', () => {
  it('the first administrator is created here, and has the rights at once', async () => {
    const { client, email, id } = await api.signUp()
    expect((await client.get('/admin/users')).status).toBe(404)
    const { user } = await run<{ user: User }>(
      'user',
      'promote',
      email.toUpperCase(),
      '--reason',
      'the first',
    )
    expect(user).toMatchObject({ id, role: 'ADMIN' })
    expect((await client.get('/admin/users')).status).toBe(200)
    const { acts } = (await client.get(`/admin/acts?subject=${id}`)).body as { acts: object[] }
    expect(acts).toMatchObject([
      { actorKind: 'command-line', actor: null, action: 'user.change', reason: 'the first' },
    ])
    const last = await fail('user', 'demote', id)
    expect(last).toEqual({ code: 2, output: 'It could not be done: There would be no administrator left.\n' })
  })

  it('who have lost passkeys and second factor sign in with the password again, and are notified', async () => {
    const { client, id, email } = await api.signUp()
    const authenticator = authenticatorAt(api.url)
    await addPasskey(client, authenticator)
    await enableTotp(client)
    await askForTicket(api.client(), email)
    const unasked = await fail('user', 'reset-factors', email, '--reason', 'phone lost')
    expect(unasked.code).not.toBe(0)
    await run('user', 'reset-factors', email, '--reason', 'phone lost', '--yes')
    expect((await api.client().post('/auth/login', { email, password: testPassword })).status).toBe(200)
    expect((await signInWithPasskey(api.client(), authenticator)).status).toBe(401)
    expect((await client.get('/notification/latest')).text).toContain('second factor were removed')
    await run('user', 'reset-factors', email, '--reason', 'once more', '--yes')
    const { acts } = await run<{ acts: object[] }>('acts', 'list', '--subject', id)
    expect(acts).toMatchObject([
      { action: 'user.reset-factors', reason: 'phone lost', details: { passkeys: 1, totp: true } },
    ])
  })

  it('have API keys, which are listed and revoked at once', async () => {
    const { client, id, email } = await api.signUp()
    const { id: keyId, key } = await makeKey(client)
    const use = async () => (await callWithKey(api.url, key, 'GET', '/user/profile')).status
    expect(await use()).toBe(200)
    const { apiKeys } = await run<{ apiKeys: object[] }>('key', 'list', email)
    expect(apiKeys).toMatchObject([{ id: keyId, name: 'Program', revokedAt: null }])
    expect((await fail('key', 'revoke', email, keyId)).code).not.toBe(0)
    await run('key', 'revoke', email, keyId, '--yes', '--reason', 'leaked')
    expect(await use()).toBe(401)
    expect((await fail('key', 'revoke', email, keyId, '--yes')).code).toBe(2)
    const { acts } = await run<{ acts: object[] }>('acts', 'list', '--subject', id)
    expect(acts).toMatchObject([{ action: 'user.revoke-api-key', reason: 'leaked', details: { keyId } }])
    const { events } = (await client.get('/auth/security-log')).body as { events: { action: string }[] }
    expect(events.map(({ action }) => action)).toContain('api_key_revoked')
  })

  it('have connected apps, which are listed and disconnected at once', async () => {
    const { client, id, email } = await api.signUp()
    const { body, program } = await connectApp(client)
    const use = async () => (await callWithKey(api.url, body.access_token, 'GET', '/user/profile')).status
    expect(await use()).toBe(200)
    const { apps } = await run<{ apps: { id: string }[] }>('app', 'list', email)
    expect(apps).toMatchObject([{ name: 'Test program', clientId: program.clientId }])
    const [appId = ''] = apps.map((app) => app.id)
    const { id: keyId } = await makeKey(client)
    expect((await fail('app', 'revoke', email, keyId, '--yes')).code).toBe(2)
    expect((await fail('key', 'revoke', email, appId, '--yes')).code).toBe(2)
    await run('app', 'revoke', email, appId, '--yes', '--reason', 'it spies')
    expect(await use()).toBe(401)
    expect((await refreshTokens(api.url, program, body.refresh_token)).body.error).toBe('invalid_grant')
    expect(await run('app', 'list', email)).toMatchObject({ apps: [] })
    const { acts } = await run<{ acts: object[] }>('acts', 'list', '--subject', id)
    expect(acts).toMatchObject([
      { action: 'user.disconnect-app', reason: 'it spies', details: { keyId: appId } },
    ])
    const { events } = (await client.get('/auth/security-log')).body as { events: { action: string }[] }
    expect(events.map(({ action }) => action)).toContain('app_disconnected')
  })

  it('have webhooks, which are listed and disabled at once', async () => {
    const { client, id, email } = await api.signUp()
    const { id: webhookId } = await makeWebhook(client, { url: 'https://hooks.example/' })
    const list = () => run<{ webhooks: object[] }>('webhook', 'list', email)
    expect((await list()).webhooks).toMatchObject([{ id: webhookId, enabled: true }])
    expect((await fail('webhook', 'disable', email, webhookId)).code).not.toBe(0)
    await run('webhook', 'disable', email, webhookId, '--yes', '--reason', 'abuse')
    expect((await list()).webhooks).toMatchObject([{ disabledReason: 'administrator' }])
    expect((await fail('webhook', 'disable', email, webhookId, '--yes')).code).toBe(2)
    const { acts } = await run<{ acts: object[] }>('acts', 'list', '--subject', id)
    expect(acts).toMatchObject([{ action: 'user.disable-webhook', reason: 'abuse', details: { webhookId } }])
  })

  it('are given credits and plans, and taken some', async () => {
    const { id, email } = await api.signUp()
    expect((await run<{ user: User }>('user', 'grant', email, '5')).user.credits).toBe(15)
    expect(
      (await run<{ user: User }>('user', 'grant', id, '-15', '--reason', 'by mistake')).user.credits,
    ).toBe(0)
    expect((await run<{ user: User }>('user', 'plan', id, 'unlimited')).user.plan).toBe('UNLIMITED')
    const { users } = await run<{ users: User[] }>('user', 'list', email.slice(0, 12), '--plan', 'UNLIMITED')
    expect(users).toMatchObject([{ id, credits: 0 }])
    const shown = await run<{ entries: { note: string | null }[] }>('user', 'show', email)
    expect(shown.entries.map(({ note }) => note)).toContain('by mistake')
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it('are suspended only after a confirmation, and restored', async () => {
    const { client, id } = await api.signUp()
    await acceptByHand(api, client, id)
    const unasked = await fail('user', 'suspend', id)
    expect(unasked.code).toBe(2)
    expect(unasked.output).toContain('say --yes')
    expect((await client.get('/auth/current-user')).status).toBe(200)
    const { user } = await run<{ user: User }>('user', 'suspend', id, '--yes')
    expect(user).toMatchObject({ credits: 10, suspendedAt: expect.stringMatching(/Z$/) })
    expect((await client.get('/auth/current-user')).status).toBe(401)
    expect((await run<{ user: User }>('user', 'restore', id)).user.suspendedAt).toBeNull()
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it('are shown as a table, with the command for the next page', async () => {
    await api.signUp()
    await api.signUp()
    const { code, output } = await fail('user', 'list', '--limit', '1')
    expect(code).toBe(0)
    expect(output).toMatch(/^id +email +name +plan +role +credits/)
    expect(output).toMatch(/There are more: --cursor \S+\n$/)
  })
})

it('jobs are listed, shown, retried and cancelled', async () => {
  const { client, id } = await api.signUp()
  const failed = await acceptByHand(api, client, id)
  await failed.start()
  await failed.fail()
  const { job } = await run<{ job: Job }>('job', 'retry', failed.id)
  expect(job).toMatchObject({ status: 'QUEUED' })
  expect((await run<{ job: Job }>('job', 'retry', failed.id)).job.id).toBe(job.id)
  const counts = await api.resources.queue.counts(generateSvgJob)
  expect(counts.waiting).toBeGreaterThan(0)
  expect(await fail('job', 'cancel', job.id)).toMatchObject({ code: 2 })
  expect((await run<{ job: Job }>('job', 'cancel', job.id, '--yes')).job.errorCode).toBe('CANCELLED')
  const { jobs } = await run<{ jobs: Job[] }>('job', 'list', '--user', id, '--error', 'CANCELLED')
  expect(jobs.map((one) => one.id)).toEqual([job.id])
  const shown = await run<{ entries: { delta: number }[] }>('job', 'show', job.id)
  expect(shown.entries.map(({ delta }) => delta)).toEqual([0, 0])
})

it('the queue is paused, drained and resumed', async () => {
  const { client, id } = await api.signUp()
  await acceptByHand(api, client, id)
  expect(await run('queue', 'pause', '--reason', 'a repair')).toMatchObject({
    paused: true,
    reason: 'a repair',
  })
  expect(await fail('queue', 'drain')).toMatchObject({ code: 2 })
  expect(await run('queue', 'drain', '--yes')).toEqual({ cancelled: 1 })
  expect(await run('queue', 'show')).toMatchObject({ paused: true, waiting: 0 })
  expect(await run('queue', 'resume')).toMatchObject({ paused: false })
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
})

it('models are disabled and enabled, but the last one cannot be disabled', async () => {
  const vendor = { ...environment, OPENAI_BASE_URL: 'http://127.0.0.1:1/v1', OPENAI_MODELS: 'sketcher' }
  const off = await call(['model', 'disable', 'sketcher', '--json'], vendor)
  expect(JSON.parse(off.output)).toMatchObject({
    models: expect.arrayContaining([expect.objectContaining({ id: 'sketcher', available: false })]),
  })
  const last = await call(['model', 'disable', 'composer'], vendor)
  expect(last).toEqual({ code: 2, output: 'It could not be done: There would be no model left.\n' })
  const on = await call(['model', 'enable', 'sketcher'], vendor)
  expect(on.output).toMatch(/^sketcher +openai-compatible +yes +yes +- +-$/m)
  const { acts } = await run<{ acts: { action: string }[] }>('acts', 'list', '--subject', 'sketcher')
  expect(acts.map(({ action }) => action)).toEqual(['model.enable', 'model.disable'])
})

describe('pictures on the command line', () => {
  async function paint(): Promise<string> {
    const { id } = await api.signUp()
    const { rows } = await api.database.pool.query<{ id: string }>(
      `insert into generations (id, user_id, job_id, prompt, style, model, svg, bytes, privacy, credits_used)
       values (gen_random_uuid(), $1, gen_random_uuid(), $2, 'flat', 'composer', '<svg/>', 6, false, 1) returning id`,
      [id, 'a red \u202e\u009bfox'],
    )
    return rows[0]?.id ?? ''
  }
  const statusOf = async (id: string) => (await api.client().get(`/svg/${id}`)).status
  const why = ['--reason', 'shows an address']

  it('are listed when they are reported, shown, hidden, shown again and deleted, each for a reason', async () => {
    const id = await paint()
    await api.client().post(`/gallery/${id}/report`, { reason: 'personal', text: 'my\nhouse' })
    const listed = await run<{ pictures: { id: string; openReports: number }[] }>('picture', 'list')
    expect(listed.pictures).toMatchObject([{ id, openReports: 1 }])
    const { output } = await call(['picture', 'show', id])
    // A terminal gets nothing but text.
    expect(output).toContain('a red \\u202e\\u009bfox')
    expect(output).toContain('my\\u000ahouse')
    expect(output.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u)
    expect((await fail('picture', 'hide', id)).output).toContain('Say why, with --reason.')
    expect((await fail('picture', 'hide', 'none', ...why)).code).toBe(2)
    await run('picture', 'hide', id, ...why)
    expect(await statusOf(id)).toBe(404)
    const hidden = await run<{ pictures: object[] }>('picture', 'list', '--state', 'hidden')
    expect(hidden.pictures).toMatchObject([{ id, removedReason: 'shows an address' }])
    await run('picture', 'show-again', id, ...why)
    expect(await statusOf(id)).toBe(200)
    await api.client().post(`/gallery/${id}/report`, { reason: 'other' })
    await run('picture', 'dismiss', id, ...why)
    expect((await run<{ pictures: object[] }>('picture', 'list')).pictures).toEqual([])
    expect((await fail('picture', 'delete', id, ...why)).output).toContain('--yes')
    expect(await statusOf(id)).toBe(200)
    await run('picture', 'delete', id, ...why, '--yes')
    expect(await statusOf(id)).toBe(404)
    const { acts } = await run<{ acts: { action: string; actorKind: string }[] }>(
      'acts',
      'list',
      '--subject',
      id,
    )
    expect(acts.map(({ action }) => action)).toEqual([
      'picture.delete',
      'picture.dismiss-reports',
      'picture.show',
      'picture.hide',
    ])
    expect(acts.every(({ actorKind }) => actorKind === 'command-line')).toBe(true)
  })
})

describe('a wrong call', () => {
  it.each([
    ['an operand that is missing', ['user', 'show'], "missing required argument 'email or id'"],
    ['one too many', ['queue', 'show', 'me'], 'too many arguments'],
    [
      'an option of another command',
      ['user', 'show', 'a', '--status', 'FAILED'],
      "unknown option '--status'",
    ],
    ['a plan that there is not', ['user', 'plan', 'a', 'gold'], 'The plan must be one of'],
    ['no number', ['user', 'grant', 'a', 'many'], 'There is no user a'],
  ])('ends with 2 for %s', async (_what, words, text) => {
    const { code, output } = await fail(...words)
    expect(code).toBe(2)
    expect(output).toContain(text)
  })
})

it('no control characters of a text reach the terminal, and no reason may contain them', async () => {
  const { id } = await api.signUp()
  await api.database.pool.query('update users set name = $2 where id = $1', [id, 'Ada\u001b[2J\u202e\u009b'])
  const shown = await call(['user', 'show', id])
  const document = await call(['user', 'show', id, '--json'])
  for (const { code, output } of [shown, document, await call(['user', '\u001b[2J'])]) {
    expect(output).toContain('\\u001b[2J')
    expect(output).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u)
    expect([0, 2]).toContain(code)
  }
  expect(JSON.parse(document.output)).toMatchObject({ user: { name: 'Ada\u001b[2J\u202e\u009b' } })
  const refused = await call(['user', 'suspend', id, '--yes', '--reason', 'a\u001b[2J'])
  expect(refused.code).toBe(2)
  expect(refused.output).toContain('The reason may not have control characters.')
})

it('each command has a help text', async () => {
  const { code, output } = await runProgram('admin', ['user', 'grant', '--help'], {})
  expect(code).toBe(0)
  expect(output).toContain('admin.js user grant <email or id> <credits> [options]')
  expect(output).toContain('--reason <value>')
})

it('it works beside a service with an embedded database', async () => {
  const folder = keep(await createTestFolder())
  const own = { DATA_DIR: join(folder.path, 'data'), ...limitsOff }
  const service = keep(await startService('all', own))
  const client = new Client(service.url)
  const { email } = await client.register()
  expect((await runProgram('admin', ['user', 'promote', email], own)).code).toBe(0)
  expect((await client.get('/admin/users')).status).toBe(200)
  expect((await runProgram('admin', ['queue', 'pause'], own)).code).toBe(0)
  const body = { prompt: 'a blue circle, quite round', style: 'flat' }
  const { job } = (await client.post('/svg/generate-svg', body)).body as { job: Job }
  expect((await client.get('/admin/queue')).body).toMatchObject({ paused: true, waiting: 1 })
  expect((await runProgram('admin', ['queue', 'resume'], own)).code).toBe(0)
  await waitFor('the picture', async () => {
    const read = (await client.get(`/svg/generation-jobs/${job.id}`)).body as { job: Job }
    return read.job.status === 'SUCCEEDED'
  })
})
