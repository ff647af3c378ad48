import { Redis } from 'ioredis'
import { describe, expect, it } from 'vitest'
import { Client } from '../harness/client.ts'
import { createTestDatabase } from '../harness/database.ts'
import { sharedStores } from '../harness/fleet.ts'
import { keep } from '../harness/keep.ts'
import { type CollectedSpan, type Collector, startCollector } from '../harness/otlp-collector.ts'
import { canRunRedis, startTestRedis } from '../harness/redis.ts'
import { answerWith, startScriptedModel } from '../harness/scripted-model.ts'
import {
  type Environment,
  findLine,
  limitsOff,
  type ServiceProcess,
  startService,
  testSecret,
} from '../harness/service.ts'
import { waitFor } from '../harness/wait.ts'

const kinds = { internal: 1, server: 2, client: 3, producer: 4, consumer: 5 }
const generate = 'POST /api/svg/generate-svg'
/** Text depends on fonts, so only a rendering shows whether it is visible. */
const pictureWithText =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 99"><text y="50" font-size="40">Hi</text></svg>'
const brokenPicture = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0'

type Stage = { vendor: Awaited<ReturnType<typeof startScriptedModel>>; settings: Environment }

async function prepareStage(environment: Environment, store = 'PostgreSQL alone'): Promise<Stage> {
  const database = keep(await createTestDatabase())
  const redis = store === 'Redis' ? keep(await startTestRedis()) : undefined
  const vendor = keep(await startScriptedModel())
  const settings = {
    DATABASE_URL: database.url,
    REDIS_URL: redis?.url,
    JWT_SECRET: testSecret,
    OPENAI_BASE_URL: vendor.url,
    OPENAI_API_KEY: 'scripted-key',
    OPENAI_MODELS: 'scripted',
    GENERATION_BACKOFF_MS: '50',
    ...limitsOff,
    ...environment,
  }
  return { vendor, settings }
}

async function requestPicture(client: Client, headers: Record<string, string> = {}): Promise<string> {
  const answer = await client.post('/svg/generate-svg', { prompt: 'a blue circle', style: 'flat' }, headers)
  expect(answer.status).toBe(202)
  return (answer.body as { job: { id: string } }).job.id
}

/** A busy machine may lose a queue entry, which is then added again. */
const endMaxMs = 60_000

const waitForEnd = (client: Client, jobId: string, status: string) =>
  waitFor(
    `${jobId} to be ${status}`,
    async () => {
      const { body } = await client.get(`/svg/generation-jobs/${jobId}`)
      return (body as { job?: { status: string } }).job?.status === status
    },
    endMaxMs,
  )

/** The trace of a job, by the request that created it. */
async function findTrace(collector: Collector, names: string[]): Promise<CollectedSpan[]> {
  const { traceId } = await collector.waitForSpan('the request', ({ name }) => name === generate)
  return collector.waitForTrace(traceId, names)
}

/** Names from the span up to the first of its trace. */
function pathOf(span: CollectedSpan, trace: CollectedSpan[]): string[] {
  const parent = trace.find(({ spanId }) => spanId === span.parentSpanId)
  if (span.parentSpanId !== undefined && !parent) throw new Error(`${span.name} has a parent elsewhere`)
  return parent ? [span.name, ...pathOf(parent, trace)] : [span.name]
}

describe.each(sharedStores)('with $store', ({ store }) => {
  it('one trace leads from the request through the queue to the worker, its model and its retry', async () => {
    const collector = keep(await startCollector())
    const { vendor, settings } = await prepareStage(
      {
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=ours%2Calone',
        OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
      },
      store,
    )
    const [api, worker] = await Promise.all([
      startService('api', settings).then(keep),
      startService('worker', settings).then(keep),
    ])
    const client = new Client(api.url)
    await client.register()
    vendor.respondWith({ kind: 'error', status: 503 }, answerWith(pictureWithText))
    const jobId = await requestPicture(client, { 'x-request-id': 'the-request' })
    await waitForEnd(client, jobId, 'SUCCEEDED')

    const trace = await findTrace(collector, [
      ...[generate, 'create generate-svg', 'accept_jobs', 'load caller'],
      ...[
        'process generate-svg',
        'process generate-svg',
        'attempt',
        'attempt',
        'requeue_job',
        'succeed_jobs',
      ],
      ...['chat scripted', 'chat scripted', 'finish answer', 'look at picture', 'render pixels'],
    ])
    const all = (name: string) => trace.filter((span) => span.name === name)
    const only = (name: string) => {
      const found = all(name)
      expect(found, name).toHaveLength(1)
      return found[0] as CollectedSpan
    }
    const toRequest = ['create generate-svg', generate]
    const toAttempt = ['attempt', 'process generate-svg', ...toRequest]
    expect(pathOf(only('accept_jobs'), trace)).toEqual(['accept_jobs', ...toRequest])
    for (const span of [...all('attempt'), ...all('chat scripted')])
      expect(pathOf(span, trace).slice(-4)).toEqual(toAttempt)
    expect(pathOf(only('succeed_jobs'), trace)).toEqual(['succeed_jobs', 'settle', ...toAttempt])
    expect(pathOf(only('requeue_job'), trace)).toEqual(['requeue_job', 'settle', ...toAttempt])
    expect(pathOf(all('render pixels')[0] as CollectedSpan, trace)).toEqual([
      'render pixels',
      'look at picture',
      ...toAttempt,
    ])
    // The statement that reads the sessions of many requests belongs to no trace.
    expect(trace.map(({ name }) => name)).not.toContain('find_live_callers')

    expect(only(generate)).toMatchObject({
      service: 'chatsvg-api',
      kind: kinds.server,
      failed: false,
      attributes: {
        'http.request.method': 'POST',
        'http.route': '/api/svg/generate-svg',
        'http.response.status_code': 202,
        'chatsvg.request.id': 'the-request',
      },
    })
    expect(only('create generate-svg')).toMatchObject({
      kind: kinds.producer,
      attributes: { 'messaging.destination.name': 'generate-svg' },
    })
    for (const delivery of all('process generate-svg'))
      expect(delivery).toMatchObject({ service: 'chatsvg-worker', kind: kinds.consumer })
    const attempts = all('attempt').map(({ attributes, failed }) => ({
      failed,
      job: attributes['chatsvg.job.id'],
      attempt: attributes['chatsvg.job.attempt'],
      outcome: attributes['chatsvg.attempt.outcome'],
    }))
    expect(attempts).toEqual(
      expect.arrayContaining([
        { job: jobId, attempt: 1, outcome: 'retried', failed: true },
        { job: jobId, attempt: 2, outcome: 'succeeded', failed: false },
      ]),
    )
    const calls = all('chat scripted')
    expect(calls.find(({ failed }) => failed)?.attributes).toMatchObject({ 'error.type': 'unavailable' })
    expect(calls.find(({ failed }) => !failed)).toMatchObject({
      kind: kinds.client,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'openai-compatible',
        'gen_ai.request.model': 'scripted',
        'gen_ai.usage.output_tokens': 300,
        'gen_ai.response.time_to_first_chunk': expect.any(Number),
      },
    })
    expect(collector.headers()[0]?.['x-tenant']).toBe('ours,alone')
    expect(collector.text()).toContain('"deployment.environment.name"')
    // Log lines contain the id of their trace.
    const { traceId } = only(generate)
    const ended = await waitFor('the line of the job', () => findLine(worker.output(), 'job succeeded'))
    expect(ended).toMatchObject({ traceId, jobId })
    expect(await lineOfRequest(api)).toMatchObject({ traceId })
  })
})

const lineOfRequest = (api: ServiceProcess) =>
  waitFor('the line of the request', () => {
    const line = api
      .output()
      .split('\n')
      .find((text) => text.includes('/api/svg/generate-svg'))
    return line ? (JSON.parse(line) as Record<string, unknown>) : undefined
  })

it.runIf(canRunRedis())(
  'a job whose queue entry was lost is found again in the trace of its request',
  async () => {
    const collector = keep(await startCollector())
    const { settings } = await prepareStage({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }, 'Redis')
    const api = keep(await startService('api', settings))
    const client = new Client(api.url)
    await client.register()
    const jobId = await requestPicture(client)
    const redis = new Redis(settings.REDIS_URL ?? '')
    keep({ [Symbol.asyncDispose]: async () => redis.disconnect() })
    await waitFor('the queue entry', async () => (await redis.keys('chatsvg:generate-svg:*')).length > 0)
    await redis.flushall()
    keep(await startService('worker', settings))
    await waitForEnd(client, jobId, 'SUCCEEDED')
    const trace = await findTrace(collector, ['attempt', 'succeed_jobs'])
    const attempt = trace.find(({ name }) => name === 'attempt') as CollectedSpan
    expect(pathOf(attempt, trace)).toEqual([
      'attempt',
      'process generate-svg',
      'create generate-svg',
      generate,
    ])
  },
)

describe('a traced service', () => {
  it('shows the model calls of the first attempt and of a repair below their attempt', async () => {
    const collector = keep(await startCollector())
    const { vendor, settings } = await prepareStage({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url })
    const service = keep(await startService('all', settings))
    const client = new Client(service.url)
    await client.register()
    vendor.respondWith(answerWith(brokenPicture))
    const jobId = await requestPicture(client)
    await waitForEnd(client, jobId, 'SUCCEEDED')
    const trace = await findTrace(collector, ['chat scripted', 'chat scripted', 'attempt', 'succeed_jobs'])
    const [attempt, ...others] = trace.filter(({ name }) => name === 'attempt')
    expect(others).toEqual([])
    const calls = trace.filter(({ name }) => name === 'chat scripted')
    expect(calls.map(({ parentSpanId }) => parentSpanId)).toEqual([attempt?.spanId, attempt?.spanId])
    expect(attempt?.service).toBe('chatsvg')
  })

  it('starts its own trace for a client that sends a traceparent, and links to that one', async () => {
    const collector = keep(await startCollector())
    const { settings } = await prepareStage({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url })
    const api = keep(await startService('api', settings))
    const theirs = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' }
    const send = (traceparent: string, path: string) =>
      fetch(`${api.url}${path}`, { headers: { traceparent } })
    // Not even a header that says that nothing is to be kept.
    await send(`00-${theirs.traceId}-${theirs.spanId}-00`, '/api/csrf?canary=1')
    await send(`00-${theirs.traceId}-${theirs.spanId}-01; drop`, '/api/svg/models')
    await send('', '/api/health')
    await send('', '/api/no-such/canary-path')
    const span = await collector.waitForSpan('the request', ({ name }) => name === 'GET /api/csrf')
    expect(span.parentSpanId).toBeUndefined()
    expect(span.traceId).not.toBe(theirs.traceId)
    expect(span.links).toEqual([theirs])
    const malformed = await collector.waitForSpan('the other', ({ name }) => name === 'GET /api/svg/models')
    expect(malformed.links).toEqual([])
    await collector.waitForSpan('what is not there', ({ name }) => name === 'GET')
    expect(collector.spans().map(({ name }) => name)).not.toContain('GET /api/health')
    expect(collector.text()).not.toContain('canary')
  })

  it('keeps the configured share of traces, decided once for the whole trace', async () => {
    const collector = keep(await startCollector())
    const { settings } = await prepareStage({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_TRACES_SAMPLER_ARG: '0',
    })
    const api = keep(await startService('api', settings))
    // A process that would keep all of its own traces keeps nothing of a trace that the API dropped.
    const worker = keep(await startService('worker', { ...settings, OTEL_TRACES_SAMPLER_ARG: '1' }))
    const client = new Client(api.url)
    await client.register()
    const jobId = await requestPicture(client)
    await waitForEnd(client, jobId, 'SUCCEEDED')
    await api.kill('SIGTERM')
    await worker.kill('SIGTERM')
    const names = collector.spans().map(({ name }) => name)
    expect(names).not.toContain(generate)
    expect(names).not.toContain('attempt')
    expect(names).not.toContain('process generate-svg')
  })

  it('sends its last spans before it ends', async () => {
    const collector = keep(await startCollector())
    const { settings } = await prepareStage({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url })
    const api = keep(await startService('api', settings))
    await fetch(`${api.url}/api/svg/models`)
    expect(await api.kill('SIGTERM')).toBe(0)
    expect(collector.spans().map(({ name }) => name)).toContain('GET /api/svg/models')
  })

  it('works and ends as usual while the collector is down, and logs it once', async () => {
    const collector = keep(await startCollector())
    collector.respondWith(400)
    const { settings } = await prepareStage({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url })
    const service = keep(await startService('all', settings))
    const client = new Client(service.url)
    await client.register()
    const outages = () => service.output().split('the collector does not take spans').length - 1
    for (const _ of [1, 2, 3]) {
      const seen = collector.headers().length
      expect((await client.get('/svg/models')).status).toBe(200)
      await waitFor('spans to be sent', () => collector.headers().length > seen)
    }
    await waitForEnd(client, await requestPicture(client), 'SUCCEEDED')
    await waitFor('the outage to be logged', () => outages() > 0)
    expect(outages()).toBe(1)
    collector.respondWith(200)
    await client.get('/svg/models')
    await waitFor('the end of the outage', () =>
      findLine(service.output(), 'traces: the collector takes spans again'),
    )
    // Now it does not even exist.
    await collector[Symbol.asyncDispose]()
    await client.get('/svg/models')
    const startedAtMs = performance.now()
    expect(await service.kill('SIGTERM')).toBe(0)
    expect(performance.now() - startedAtMs).toBeLessThan(10_000)
  })
})
