import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createTestFolder } from '../../../../test/harness/folder.ts'
import { keep } from '../../../../test/harness/keep.ts'
import { ConfigError, readConfig } from './config.ts'
import {
  describeEffective,
  describeVariables,
  placeVariableTables,
  renderEnvExample,
} from './describe-config.ts'
import { variables } from './env.ts'
import { deriveKeys, loadOrCreateSecret } from './secrets.ts'

const goodSecret = 'kX3m9Qw7Lr2Tz8Vb5Nc1Hd6Jf4Gs0PyAeUi'

function problemsOf(source: Record<string, string>): string[] {
  try {
    readConfig(source)
    return []
  } catch (error) {
    if (error instanceof ConfigError)
      return error.problems.map(({ variable, message }) => `${variable} ${message}`)
    throw error
  }
}

describe('the configuration', () => {
  it('needs nothing', () => {
    expect(readConfig({})).toMatchObject({
      http: {
        host: '127.0.0.1',
        port: 4000,
        publicUrl: undefined,
        frontendOrigins: ['http://localhost:5173'],
        trustProxy: 0,
      },
      cookies: { secure: false, sameSite: 'lax' },
      database: { kind: 'embedded' },
      limits: { auth: { count: 5, windowMs: 900_000 }, generationsPerDay: 50 },
      generation: {
        concurrency: 2,
        timeoutMs: 120_000,
        attemptsMax: 3,
        backoffMs: 5000,
        exposeQueueCounts: true,
      },
      models: { openai: undefined },
    })
  })

  it("reports every problem at once, each with the variable's name and the correction", () => {
    const problems = problemsOf({
      PORT: 'http',
      DATABASE_URL: 'mysql://x',
      RATE_LIMIT_AUTH: 'many',
      COOKIE_SAMESITE: 'maybe',
      TRUST_PROXY: 'yes',
      JWT_SECRET: 'short',
    })
    expect(problems).toEqual([
      'PORT must be a whole number from 0 to 65535',
      'TRUST_PROXY must be a number of proxies or a list of addresses, but has yes',
      'DATABASE_URL must begin with postgres:// or postgresql://',
      'COOKIE_SAMESITE must be one of lax, strict, none',
      expect.stringMatching(/^RATE_LIMIT_AUTH /),
      expect.stringMatching(/^JWT_SECRET must have at least 32 characters/),
    ])
  })

  it.each([
    ['x'.repeat(40), 'too regular'],
    ['changeme-changeme-changeme-0123456789', 'an example'],
  ])('refuses the weak secret %s', (secret, reason) => {
    expect(problemsOf({ JWT_SECRET: secret })[0]).toContain(reason)
  })

  it('requires a secret when several processes have to share one', () => {
    expect(problemsOf({ DATABASE_URL: 'postgres://127.0.0.1/chatsvg' })).toEqual([
      expect.stringMatching(/^JWT_SECRET must be set/),
    ])
  })

  it('chooses SameSite by the site of the front end, and refuses what browsers would refuse', () => {
    const sameSite = (source: Record<string, string>) =>
      readConfig({ JWT_SECRET: goodSecret, ...source }).cookies
    expect(
      sameSite({ PUBLIC_URL: 'https://api.example.co.uk', FRONTEND_URL: 'https://app.example.co.uk' }),
    ).toEqual({ secure: true, sameSite: 'lax' })
    expect(
      sameSite({ PUBLIC_URL: 'https://api.example.co.uk', FRONTEND_URL: 'https://other.co.uk' }),
    ).toEqual({ secure: true, sameSite: 'none' })
    expect(
      sameSite({ PUBLIC_URL: 'https://a.vercel.app', FRONTEND_URL: 'https://b.vercel.app' }).sameSite,
    ).toBe('none')
    expect(problemsOf({ COOKIE_SAMESITE: 'none' })[0]).toMatch(/^COOKIE_SAMESITE none needs/)
    expect(
      problemsOf({ PUBLIC_URL: 'http://api.example.com', FRONTEND_URL: 'https://app.other.com' })[0],
    ).toMatch(/^PUBLIC_URL must be https/)
  })

  it('redirects users to the configured front end, or to a public service itself if there is none', () => {
    const returnUrl = (source: Record<string, string>) =>
      readConfig({ JWT_SECRET: goodSecret, ...source }).http.returnUrl
    expect(returnUrl({})).toBe('http://localhost:5173')
    expect(returnUrl({ PUBLIC_URL: 'http://localhost:4000' })).toBe('http://localhost:5173')
    expect(returnUrl({ PUBLIC_URL: 'https://chatsvg.example.com' })).toBe('https://chatsvg.example.com')
    expect(
      returnUrl({
        PUBLIC_URL: 'https://chatsvg.example.com',
        FRONTEND_URL: 'https://app.chatsvg.example.com',
      }),
    ).toBe('https://app.chatsvg.example.com')
  })

  it('requires mail when addresses have to be verified and nobody could read captured emails', () => {
    const required = { REQUIRE_VERIFIED_EMAIL: 'true' }
    expect(problemsOf(required)).toEqual([])
    const sources: Record<string, string>[] = [
      { DATABASE_URL: 'postgres://localhost/x', JWT_SECRET: goodSecret },
      { HOST: '0.0.0.0' },
      { PUBLIC_URL: 'https://chatsvg.example.com' },
    ]
    for (const source of sources) {
      expect(problemsOf({ ...required, ...source })[0]).toMatch(/^REQUIRE_VERIFIED_EMAIL needs mail/)
      expect(problemsOf({ ...required, ...source, SMTP_URL: 'smtp://localhost' })).toEqual([])
    }
  })

  it('Redis gets its prefix, an authority only with TLS, and queues that divide the slots of a worker', () => {
    const REDIS_URL = 'redis+cluster://127.0.0.1,127.0.0.2:7000'
    const { redis } = readConfig({ REDIS_URL, REDIS_PREFIX: 'pictures', REDIS_QUEUES: '2' })
    expect(redis).toMatchObject({ address: { kind: 'cluster', prefix: 'pictures' }, queues: 2 })
    expect(problemsOf({ REDIS_URL, REDIS_CA_FILE: import.meta.filename })[0]).toMatch(/^REDIS_CA_FILE needs/)
    expect(problemsOf({ REDIS_URL, REDIS_CA_FILE: '/no/such/file' })[0]).toMatch(
      /^REDIS_CA_FILE must name a file/,
    )
    expect(problemsOf({ REDIS_URL, REDIS_QUEUES: '3', SVG_WORKER_CONCURRENCY: '4' })[0]).toMatch(
      /^REDIS_QUEUES must divide SVG_WORKER_CONCURRENCY \(4\)/,
    )
    expect(problemsOf({ REDIS_URL, REDIS_PREFIX: 'a{b}' })[0]).toMatch(/^REDIS_PREFIX must be/)
    expect(problemsOf({ REDIS_URL: 'redis://a,b' })[0]).toMatch(/^REDIS_URL names several hosts/)
  })

  it('has metrics on a separate port, or with a token at the API, or nowhere', () => {
    const token = 'only-for-those-who-watch'
    const metrics = (source: Record<string, string>) => readConfig(source).metrics
    expect(metrics({})).toEqual({ kind: 'off' })
    expect(metrics({ METRICS_TOKEN: token })).toEqual({ kind: 'api', token })
    expect(metrics({ METRICS_PORT: '9464' })).toEqual({ kind: 'port', port: 9464, token: undefined })
    expect(metrics({ METRICS_PORT: '9464', METRICS_TOKEN: token })).toEqual({
      kind: 'port',
      port: 9464,
      token,
    })
    expect(problemsOf({ METRICS_TOKEN: 'guess me' })).toEqual([
      'METRICS_TOKEN must have at least 20 characters',
    ])
    expect(problemsOf({ PORT: '9464', METRICS_PORT: '9464' })).toEqual([
      'METRICS_PORT must be another port than PORT',
    ])
  })

  it('traces if a collector is configured, with the names of OpenTelemetry', () => {
    const traces = (source: Record<string, string>) => readConfig(source).traces
    expect(traces({ OTEL_SERVICE_NAME: 'mine', OTEL_TRACES_SAMPLER_ARG: '0.5' })).toEqual({ kind: 'off' })
    expect(traces({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/' })).toEqual({
      kind: 'otlp',
      url: 'http://collector:4318/v1/traces',
      headers: {},
      serviceName: undefined,
      attributes: {},
      sampleRatio: 1,
    })
    const all = traces({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example.com/otlp',
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20abc==, x-tenant = ours',
      OTEL_SERVICE_NAME: 'mine',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=staging',
      OTEL_TRACES_SAMPLER_ARG: '0.25',
    })
    expect(all).toEqual({
      kind: 'otlp',
      url: 'https://collector.example.com/otlp/v1/traces',
      headers: { authorization: 'Bearer abc==', 'x-tenant': 'ours' },
      serviceName: 'mine',
      attributes: { 'deployment.environment.name': 'staging' },
      sampleRatio: 0.25,
    })
    expect(
      problemsOf({
        OTEL_TRACES_SAMPLER_ARG: '2',
        OTEL_EXPORTER_OTLP_HEADERS: 'Bearer abc',
        OTEL_RESOURCE_ATTRIBUTES: 'share=100%',
      }),
    ).toEqual([
      'OTEL_EXPORTER_OTLP_HEADERS must be a list such as name=value,other=value',
      'OTEL_RESOURCE_ATTRIBUTES must have percent signs only as percent-encoding',
      'OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1',
    ])
  })

  it('knows how many tokens an answer may have, for all models and for each', () => {
    const server = { OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1', OPENAI_MODELS: 'qwen2.5:7b,org/big' }
    const tokens = (value: string) =>
      readConfig({ ...server, OPENAI_MAX_OUTPUT_TOKENS: value }).models.openai?.outputTokens
    expect(tokens('')).toEqual({ others: undefined, byModel: {} })
    expect(tokens('4096')).toEqual({ others: 4096, byModel: {} })
    expect(tokens('qwen2.5:7b=2048, org/big = 8000')).toEqual({
      others: undefined,
      byModel: { 'qwen2.5:7b': 2048, 'org/big': 8000 },
    })
    expect(tokens('3000,org/big=8000')).toEqual({ others: 3000, byModel: { 'org/big': 8000 } })
    for (const wrong of ['many', '100', '4096,8000', 'org/big=', '=4096', 'org/big=-1'])
      expect(problemsOf({ ...server, OPENAI_MAX_OUTPUT_TOKENS: wrong })[0]).toMatch(/must be a whole number/)
    expect(problemsOf({ ...server, OPENAI_MAX_OUTPUT_TOKENS: 'other=4096' })[0]).toMatch(
      /names the model other/,
    )
  })

  it('knows what models cost, and may cost a day', () => {
    const { limits, models } = readConfig({
      DAILY_SPEND_LIMIT_USD: '7.50',
      MODEL_PRICES: 'a=2.5/10, b:c=0/0.5',
    })
    expect(limits.modelSpendPerDay).toBe(7_500_000)
    expect(models.prices).toEqual({ a: { input: 2.5, output: 10 }, 'b:c': { input: 0, output: 0.5 } })
    expect(readConfig({}).limits.modelSpendPerDay).toBeNull()
    for (const wrong of ['0', '-1', 'off', '1e3', '0.001', 'NaN'])
      expect(problemsOf({ DAILY_SPEND_LIMIT_USD: wrong })[0]).toMatch(/must be an amount of US dollars/)
    for (const wrong of ['a', 'a=1', 'a=1/x', 'a=0/0', '=1/2', 'a=-1/2'])
      expect(problemsOf({ MODEL_PRICES: wrong })[0]).toMatch(/must be a list such as/)
  })

  it('reports faults if a project of an error tracker is configured', () => {
    const dsn = 'https://0123abcd@sentry.example.com/7'
    expect(readConfig({ SENTRY_ENVIRONMENT: 'staging' }).faults).toEqual({ kind: 'off' })
    expect(readConfig({ SENTRY_DSN: dsn }).faults).toEqual({
      kind: 'sentry',
      dsn,
      environment: 'production',
      release: undefined,
    })
    const problem = 'SENTRY_DSN must be a DSN such as https://<key>@<host>/<project number>'
    for (const wrong of [
      'https://sentry.example.com/7',
      'https://key@sentry.example.com/',
      'https://a-b@s.io/7',
    ])
      expect(problemsOf({ SENTRY_DSN: wrong })).toEqual([problem])
  })
})

describe('its documentation', () => {
  it('.env.example is what the variables say', async () => {
    expect(await readFile(join(import.meta.dirname, '../../../../.env.example'), 'utf8')).toBe(
      renderEnvExample(),
    )
  })

  it('docs/operations.md has the variables as the code has them', async () => {
    const document = await readFile(join(import.meta.dirname, '../../../../docs/operations.md'), 'utf8')
    expect(placeVariableTables(document)).toBe(document)
    for (const name of Object.keys(variables)) expect(document).toContain(`| \`${name}\` |`)
  })

  it('.env.example with every line uncommented is the same configuration as an empty one', () => {
    const lines = renderEnvExample()
      .split('\n')
      .filter((line) => /^#[A-Z0-9_]+=/.test(line))
    const source = Object.fromEntries(
      lines.map((line) => [line.slice(1, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    )
    expect(Object.keys(source)).toEqual(Object.keys(variables))
    expect(readConfig(source)).toEqual(readConfig({}))
  })

  it('--help names every variable, and --check-config shows no secret', () => {
    for (const name of Object.keys(variables)) expect(describeVariables()).toContain(name)
    const shown = describeEffective({
      JWT_SECRET: goodSecret,
      DATABASE_URL: 'postgres://user:hunter2@db/x',
      PORT: '8080',
    })
    expect(shown).toContain('PORT=8080')
    expect(shown).toContain('JWT_SECRET=********')
    expect(shown).not.toMatch(/hunter2|kX3m/)
  })
})

describe('secrets', () => {
  it('are generated once, readable only by their owner, and the same for all processes that start together', async () => {
    const folder = keep(await createTestFolder())
    const secrets = await Promise.all(
      Array.from({ length: 8 }, () => loadOrCreateSecret(join(folder.path, 'data'))),
    )
    expect(new Set(secrets).size).toBe(1)
    expect(await loadOrCreateSecret(join(folder.path, 'data'))).toBe(secrets[0])
    const { stat } = await import('node:fs/promises')
    expect((await stat(join(folder.path, 'data', 'secrets.json'))).mode & 0o777).toBe(0o600)
  })

  it('give each purpose a separate key', () => {
    const keys = Object.values(deriveKeys(goodSecret)).map((key) => Buffer.from(key).toString('hex'))
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys.every((key) => key.length === 64)).toBe(true)
  })
})
