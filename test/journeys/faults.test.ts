import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { Client } from '../harness/client.ts'
import { createTestDatabase } from '../harness/database.ts'
import { createTestFolder } from '../harness/folder.ts'
import { keep } from '../harness/keep.ts'
import { startCollector } from '../harness/otlp-collector.ts'
import { startSentryServer } from '../harness/sentry-server.ts'
import { type Environment, limitsOff, runProgram, startService, testSecret } from '../harness/service.ts'
import { waitFor } from '../harness/wait.ts'

async function prepare(environment: Environment = {}) {
  const database = keep(await createTestDatabase())
  return {
    database,
    settings: { DATABASE_URL: database.url, JWT_SECRET: testSecret, ...limitsOff, ...environment },
  }
}

it('a request that fails through a fault of the service is reported once, with its id, stack and version', async () => {
  const sentry = keep(await startSentryServer())
  const { database, settings } = await prepare({ SENTRY_DSN: sentry.dsn, SENTRY_ENVIRONMENT: 'staging' })
  const api = keep(await startService('api', settings))
  await database.pool.query('alter table support_messages rename to gone_messages')
  const message = { type: 'bug', subject: 'A subject', message: 'A message of some length' }
  const client = new Client(api.url)
  await client.register()
  const answer = await client.post('/support/contact', message, { 'x-request-id': 'the-request' })
  expect(answer.status).toBe(500)
  // Client errors are not reported either.
  expect((await client.get('/svg/no-such-thing')).status).toBe(404)
  const fault = await sentry.waitForFault('the request', ({ tags }) => tags.request_id === 'the-request')
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string }
  expect(fault).toMatchObject({
    level: 'error',
    message: 'request failed',
    environment: 'staging',
    release: `chatsvg@${version}`,
    tags: { roles: 'api', code: 'internal_error' },
  })
  const [cause, error] = fault.exception?.values ?? []
  expect(cause?.value).toContain('42P01')
  expect(error?.value).toMatch(/^Failed query: insert into "support_messages"/)
  expect(error?.stacktrace?.frames.some(({ filename }) => filename.endsWith('contact-support.ts'))).toBe(true)
  expect(await api.kill('SIGTERM')).toBe(0)
  const ofRequests = sentry.faults().filter(({ message }) => message === 'request failed')
  expect(ofRequests).toHaveLength(1)
})

it('an uncaught error is reported as the end of the process, before it ends', async () => {
  const sentry = keep(await startSentryServer())
  const throwAtSignal = `process.once('SIGUSR2',()=>{setImmediate(()=>{throw new Error('and more')});throw new RangeError('nobody catches this')})`
  const { settings } = await prepare({
    SENTRY_DSN: sentry.dsn,
    NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(throwAtSignal)}`,
  })
  const worker = await startService('worker', settings)
  expect(await worker.kill('SIGUSR2')).toBe(1)
  const [first, ...others] = sentry.faults().filter(({ level }) => level === 'fatal')
  expect(first).toMatchObject({
    level: 'fatal',
    message: 'uncaught error',
    tags: { roles: 'worker' },
    exception: { values: [{ type: 'RangeError', value: 'nobody catches this' }] },
  })
  // A further error during the exit does not interrupt the report of the first.
  expect(others.length).toBeLessThanOrEqual(1)
})

it('a failed start is reported, without the password that it used', async () => {
  const sentry = keep(await startSentryServer())
  const { settings } = await prepare()
  const url = new URL(settings.DATABASE_URL)
  url.password = 'not-the-password'
  const { code } = await runProgram('api', [], {
    ...settings,
    DATABASE_URL: url.href,
    SENTRY_DSN: sentry.dsn,
  })
  expect(code).toBe(1)
  expect(sentry.faults()).toMatchObject([{ level: 'fatal', message: 'could not start' }])
  expect(sentry.text()).not.toContain('not-the-password')
})

it('a tracker that is down affects no request and no graceful shutdown, and is logged once', async () => {
  const sentry = keep(await startSentryServer())
  const { database, settings } = await prepare({ SENTRY_DSN: sentry.dsn })
  const api = keep(await startService('api', settings))
  await sentry[Symbol.asyncDispose]()
  await database.pool.query('alter table support_messages rename to gone_messages')
  const client = new Client(api.url)
  await client.register()
  const message = { type: 'bug', subject: 'A subject', message: 'A message of some length' }
  for (const _ of [1, 2, 3]) expect((await client.post('/support/contact', message)).status).toBe(500)
  const outages = () => api.output().split('the error tracker takes no reports').length - 1
  await waitFor('the outage to be told', () => outages() > 0)
  expect(await api.kill('SIGTERM')).toBe(0)
  expect(outages()).toBe(1)
})

const watchers = /@opentelemetry|@sentry/

it('the packages for traces and reports are loaded only if configured', async () => {
  const folder = keep(await createTestFolder())
  const [sentry, collector] = [keep(await startSentryServer()), keep(await startCollector())]
  const listLoaded = async (name: string, environment: Environment): Promise<string[]> => {
    const file = join(folder.path, name)
    const { settings } = await prepare({
      LOADED_MODULES: file,
      NODE_OPTIONS: `--import ${join(import.meta.dirname, '../harness/list-modules.mjs')}`,
      ...environment,
    })
    const service = keep(await startService('all', settings))
    const client = new Client(service.url)
    await client.register()
    const answer = await client.post('/svg/generate-svg', { prompt: 'a blue circle', style: 'flat' })
    const { id } = (answer.body as { job: { id: string } }).job
    await waitFor('the picture', async () => {
      const { body } = await client.get(`/svg/generation-jobs/${id}`)
      return (body as { job: { status: string } }).job.status === 'SUCCEEDED'
    })
    await service.kill('SIGTERM')
    const loaded = await readFile(file, 'utf8')
    expect(loaded).toContain('apps/server/dist/all.js')
    return loaded.split('\n').filter((url) => watchers.test(url))
  }
  expect(await listLoaded('off', {})).toEqual([])
  const on = await listLoaded('on', {
    SENTRY_DSN: sentry.dsn,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  })
  expect(on.join('\n')).toMatch(/@opentelemetry[\s\S]*@sentry|@sentry[\s\S]*@opentelemetry/)
})
