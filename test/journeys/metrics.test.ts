import { readdir, readFile, readlink } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { Client } from '../harness/client.ts'
import { createTestDatabase } from '../harness/database.ts'
import { findFreePort } from '../harness/free-port.ts'
import { acceptedJob, jobEnd } from '../harness/job-end.ts'
import { keep } from '../harness/keep.ts'
import { askForMetrics, readMetrics } from '../harness/metrics.ts'
import { answerWith, smallPicture, startScriptedModel } from '../harness/scripted-model.ts'
import { type Environment, limitsOff, runProgram, startService, testSecret } from '../harness/service.ts'
import { waitFor } from '../harness/wait.ts'

const token = 'only-for-those-who-watch'

/** Linux's code for a listening socket. */
const listening = '0A'
const model = { provider: 'openai-compatible', model: 'scripted' }

async function startWatched(environment: Environment) {
  const database = keep(await createTestDatabase())
  const vendor = keep(await startScriptedModel())
  const settings = { DATABASE_URL: database.url, JWT_SECRET: testSecret, ...limitsOff }
  const models = { OPENAI_BASE_URL: vendor.url, OPENAI_API_KEY: 'scripted-key', OPENAI_MODELS: 'scripted' }
  return { vendor, settings: { ...settings, ...models, GENERATION_BACKOFF_MS: '100', ...environment } }
}

async function draw(client: Client, prompt: string) {
  const accepted = acceptedJob(await client.post('/svg/generate-svg', { prompt, style: 'flat' }))
  return (await jobEnd(client, accepted.id)).job
}

describe('a watched service', () => {
  it('reports a picture, a failure and a refusal on a separate port', async () => {
    const port = await findFreePort()
    const { vendor, settings } = await startWatched({ METRICS_PORT: String(port) })
    const service = keep(await startService('all', settings))
    const client = new Client(service.url)
    await client.register()

    vendor.respondWith(
      answerWith('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0'),
      answerWith(smallPicture),
    )
    expect(await draw(client, 'a circle that comes at the second try')).toMatchObject({ status: 'SUCCEEDED' })
    vendor.respondWith({ kind: 'error', status: 401 })
    expect(await draw(client, 'a circle that nobody may draw')).toMatchObject({
      errorCode: 'OPENAI_PERMISSION',
    })
    const socket = client.connect()
    await new Promise<void>((resolve) => socket.on('server:ready' as never, resolve as never))
    await client.get('/svg/no-such-thing/at-all-1')
    await client.get('/svg/no-such-thing/at-all-2')

    const url = `http://127.0.0.1:${port}/metrics`
    const unknown = { method: 'GET', route: 'none', status: '404' }
    // Each is counted when its part of the service has finished with it.
    const metrics = await waitFor('both ends and all requests to be counted', async () => {
      const read = await readMetrics(url)
      return (
        read.value('chatsvg_job_duration_seconds_count') === 2 &&
        read.value('chatsvg_attempt_duration_seconds_count') === 2 &&
        read.value('chatsvg_model_call_duration_seconds_count') === 3 &&
        read.value('chatsvg_http_request_duration_seconds_count', unknown) === 2 &&
        read.value('chatsvg_open_connections', { kind: 'socket' }) === 1 &&
        read
      )
    })
    socket.close()
    const { value } = metrics
    expect(value('chatsvg_jobs_accepted_total', { model: 'scripted' })).toBe(2)
    expect(value('chatsvg_job_duration_seconds_count', { status: 'SUCCEEDED', error: '' })).toBe(1)
    expect(
      value('chatsvg_job_duration_seconds_count', { status: 'FAILED', error: 'OPENAI_PERMISSION' }),
    ).toBe(1)
    expect(value('chatsvg_job_wait_seconds_count', { model: 'scripted' })).toBe(2)
    expect(value('chatsvg_attempt_duration_seconds_count', { outcome: 'succeeded' })).toBe(1)
    expect(value('chatsvg_attempt_duration_seconds_count', { outcome: 'failed' })).toBe(1)
    expect(value('chatsvg_credits_charged_total')).toBe(2)
    expect(value('chatsvg_credits_refunded_total', { error: 'OPENAI_PERMISSION' })).toBe(1)
    expect(value('chatsvg_pictures_rejected_total', { reason: 'no_svg' })).toBe(1)
    expect(value('chatsvg_model_call_duration_seconds_count', { ...model, outcome: 'answered' })).toBe(2)
    expect(value('chatsvg_model_call_duration_seconds_count', { ...model, outcome: 'credentials' })).toBe(1)
    expect(value('chatsvg_model_first_text_seconds_count', model)).toBe(2)
    expect(value('chatsvg_model_tokens_total', { ...model, direction: 'output' })).toBeGreaterThan(0)
    expect(value('chatsvg_vendor_down', { provider: model.provider })).toBe(0)
    expect(value('chatsvg_queue_jobs', { state: 'waiting' })).toBe(0)
    expect(value('chatsvg_dependency_up', { dependency: 'database' })).toBe(1)
    expect(value('chatsvg_role', { role: 'worker' })).toBe(1)
    expect(value('chatsvg_db_pool_connections', { state: 'max' })).toBeGreaterThan(0)
    expect(value('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0)
    const accepted = { method: 'POST', route: '/api/svg/generate-svg', status: '202' }
    expect(value('chatsvg_http_request_duration_seconds_count', accepted)).toBe(2)
    expect(value('chatsvg_http_request_duration_seconds_count', unknown)).toBe(2)
    expect(metrics.text).not.toMatch(/at-all|circle|example\.com/)
    // Metrics that are not configured do not exist, and the API does not serve them.
    expect((await fetch(`http://127.0.0.1:${port}/api/health`)).status).toBe(404)
    expect((await fetch(url, { method: 'POST' })).status).toBe(405)
    expect((await fetch(`${service.url}/metrics`)).status).toBe(404)
  })

  it('requires the token, on a separate port and at the API', async () => {
    const port = await findFreePort()
    const { settings } = await startWatched({ METRICS_TOKEN: token })
    const [api, , mute] = await Promise.all([
      startService('api', settings).then(keep),
      startService('worker', { ...settings, METRICS_PORT: String(port) }).then(keep),
      startService('worker', settings).then(keep),
    ])
    await waitFor('the warning', () =>
      mute.output().includes('METRICS_TOKEN alone has no effect in a worker'),
    )
    for (const url of [`${api.url}/metrics`, `http://127.0.0.1:${port}/metrics`]) {
      for (const wrong of [undefined, '', `${token}x`, token.slice(0, -1), token.toUpperCase()]) {
        const refused = await askForMetrics(url, wrong)
        expect(refused.status).toBe(401)
        expect(refused.headers.get('www-authenticate')).toBe('Bearer')
        expect(await refused.text()).not.toContain('# TYPE')
      }
    }
    const ofApi = await readMetrics(`${api.url}/metrics`, token)
    expect(ofApi.labelValues('chatsvg_role', 'role')).toEqual(['api'])
    const ofWorker = await readMetrics(`http://127.0.0.1:${port}/metrics`, token)
    expect(ofWorker.labelValues('chatsvg_role', 'role')).toEqual(['worker'])
    expect(ofWorker.names).toEqual(ofApi.names)
    expect(api.output()).not.toContain(token)
  })

  it('says at the start when its port is in use, and which variable sets another', async () => {
    const { settings } = await startWatched({})
    const other = keep(await startService('api', settings))
    const { code, output } = await runProgram('worker', [], {
      ...settings,
      METRICS_PORT: new URL(other.url).port,
    })
    expect(code).toBe(1)
    expect(output).toContain('set METRICS_PORT')
  })
})

it.runIf(process.platform === 'linux')(
  'without configured metrics there are none, and a worker listens on no port',
  async () => {
    const { settings } = await startWatched({})
    const [api, worker] = await Promise.all([
      startService('api', settings).then(keep),
      startService('worker', settings).then(keep),
    ])
    expect((await fetch(`${api.url}/metrics`)).status).toBe(404)
    expect(await listListening(worker.pid)).toEqual([])
    expect(await listListening(api.pid)).toHaveLength(1)
  },
)

/** The TCP ports on which a process listens, from its descriptors in /proc. */
async function listListening(pid: number): Promise<string[]> {
  const folder = `/proc/${pid}/fd`
  const targets = await Promise.all(
    (await readdir(folder)).map((fd) => readlink(`${folder}/${fd}`).catch(() => '')),
  )
  const own = new Set(targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []))
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => readFile(`/proc/${pid}/net/${name}`, 'utf8')),
  )
  return tables
    .flatMap((table) => table.split('\n').map((line) => line.trim().split(/\s+/)))
    .filter((cells) => cells[3] === listening && own.has(cells[9] ?? ''))
    .map((cells) => cells[1] ?? '')
}
