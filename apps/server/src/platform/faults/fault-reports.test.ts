import { Writable } from 'node:stream'
import { expect, it } from 'vitest'
import { keep } from '../../../../../test/harness/keep.ts'
import { startSentryServer } from '../../../../../test/harness/sentry-server.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { createLog, type Log } from '../log/index.ts'
import { openFaultReports } from './index.ts'

const reporter = {
  environment: 'test',
  release: 'chatsvg@1',
  roles: 'api',
  tagNames: { jobId: 'job_id', requestId: 'request_id', reqId: 'request_id' },
}

async function prepare() {
  const sentry = keep(await startSentryServer())
  const outages: string[] = []
  const reports = await openFaultReports({ ...reporter, dsn: sentry.dsn }, (reason) => outages.push(reason))
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const log: Log = createLog({ level: 'info', format: 'json', onFault: reports.report }, nowhere)
  return { sentry, outages, reports, log }
}

it('reports lines of the levels error and fatal, with only the permitted fields', async () => {
  const { sentry, reports, log } = await prepare()
  const child = log.child({ requestId: 'r1', userId: 'canary', reqId: 'r1' })
  child.info({ err: new Error('canary') }, 'canary')
  child.warn({ err: new Error('canary') }, 'canary')
  child.error(
    { err: new Error('it broke'), jobId: 'j1', prompt: 'canary', headers: { cookie: 'canary' } },
    'a line',
  )
  log.fatal('an end')
  await reports.flush(5_000)
  expect(sentry.faults()).toMatchObject([
    {
      level: 'error',
      message: 'a line',
      tags: { roles: 'api', request_id: 'r1', job_id: 'j1' },
      exception: { values: [{ type: 'Error', value: 'it broke' }] },
    },
    { level: 'fatal', message: 'an end' },
  ])
  expect(sentry.text()).not.toContain('canary')
  const [frame] = sentry.faults()[0]?.exception?.values[0]?.stacktrace?.frames.slice(-1) ?? []
  expect(frame?.filename).toContain('fault-reports.test')
})

it('reports an error with its causes, and the same error once', async () => {
  const { sentry, reports, log } = await prepare()
  const cause = Object.assign(new Error('connection lost'), { code: 'ECONNRESET' })
  const err = new Error('the database did not answer', { cause })
  log.error({ err }, 'first')
  log.error({ err }, 'second')
  await reports.flush(5_000)
  expect(sentry.faults().map(({ message }) => message)).toEqual(['first'])
  const values = sentry.faults()[0]?.exception?.values.map(({ value }) => value)
  expect(values).toEqual(['connection lost (ECONNRESET)', 'the database did not answer'])
})

it.each([
  ['550 <somebody.else+tag@mail.example.org> is unknown', '550 <[address]> is unknown'],
  ['connect ECONNREFUSED 203.0.113.77:5432', 'connect ECONNREFUSED [ip]:5432'],
  ['connect ECONNREFUSED 2001:db8:0:0:0:0:0:1', 'connect ECONNREFUSED [ip]'],
  ['connect ECONNREFUSED 2001:db8::7:1', 'connect ECONNREFUSED [ip]'],
  ['no answer from postgres://user:hunter2@db/x', 'no answer from postgres://[secret]@db/x'],
  [`token ${'aB3-_'.repeat(9)} is no good`, 'token [token] is no good'],
  ['jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0000.abcdefghijklmnop', 'jwt [token]'],
  [
    'job 0190f3a2-7c1e-7f00-8000-000000000001 at 12:34:56 failed',
    'job 0190f3a2-7c1e-7f00-8000-000000000001 at 12:34:56 failed',
  ],
])('the message %j is sent to the tracker as %j', async (message, told) => {
  const { sentry, reports, log } = await prepare()
  log.error({ err: new Error(message) }, 'a line')
  await reports.flush(5_000)
  expect(sentry.faults()[0]?.exception?.values[0]?.value).toBe(told)
})

it('an outage that affects every request causes no flood of reports', async () => {
  const { sentry, reports, log } = await prepare()
  for (let count = 0; count < 500; count += 1) log.error({ err: new Error(`fault ${count}`) }, 'a line')
  await reports.flush(5_000)
  expect(sentry.requests()).toBeGreaterThan(0)
  // A new minute may have begun in the meantime.
  expect(sentry.requests()).toBeLessThanOrEqual(60)
})

it("a tracker's request for a pause is respected", async () => {
  const { sentry, reports, log, outages } = await prepare()
  sentry.respondWith(429, { 'retry-after': '60' })
  log.error('first')
  await reports.flush(5_000)
  log.error('second')
  await reports.flush(5_000)
  expect(sentry.requests()).toBe(1)
  expect(outages).toEqual([])
})

it('a tracker that is down is logged once, and nothing waits for it', async () => {
  const { sentry, reports, log, outages } = await prepare()
  sentry.respondWith(500)
  for (let count = 0; count < 5; count += 1) log.error(`fault ${count}`)
  await reports.flush(5_000)
  await waitFor('the outage', () => outages.length > 0)
  expect(outages).toEqual(['status 500'])
  await sentry[Symbol.asyncDispose]()
  log.error('one more')
  await reports.flush(5_000)
  expect(outages).toHaveLength(1)
})
