import { expect, it } from 'vitest'
import { Client } from '../harness/client.ts'
import { createTestDatabase } from '../harness/database.ts'
import { bodyOf, codeOf } from '../harness/factors.ts'
import { acceptedJob, jobEnd } from '../harness/job-end.ts'
import { keep } from '../harness/keep.ts'
import { linkOf, startMailbox } from '../harness/mail-servers.ts'
import { startCollector } from '../harness/otlp-collector.ts'
import { answerWith, startScriptedModel } from '../harness/scripted-model.ts'
import { startSentryServer } from '../harness/sentry-server.ts'
import { findLine, limitsOff, startService, testSecret } from '../harness/service.ts'
import { waitFor } from '../harness/wait.ts'

/** A remote address in a proxy's header. */
const clientIp = '203.0.113.77'
const brokenPicture = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0 canary-picture'

const fetchFromAfar: typeof fetch = (url, options) =>
  fetch(url, {
    ...options,
    headers: { ...options?.headers, 'x-forwarded-for': clientIp, 'user-agent': 'canary-agent' },
  })

it.each(['json', 'pretty'])(
  'no secret, token, address or prompt reaches the log in %s, a trace or the error tracker, at every log level and with every fault',
  async (format) => {
    const database = keep(await createTestDatabase())
    const collector = keep(await startCollector())
    const sentry = keep(await startSentryServer())
    const vendor = keep(await startScriptedModel())
    const mailbox = keep(await startMailbox({ user: 'canary-user', password: 'canary-smtp-password' }))
    const service = keep(
      await startService('all', {
        DATABASE_URL: database.url,
        JWT_SECRET: testSecret,
        SMTP_URL: mailbox.url,
        LOG_LEVEL: 'trace',
        LOG_FORMAT: format,
        TRUST_PROXY: '1',
        METRICS_TOKEN: 'canary-token-of-the-metrics',
        OPENAI_BASE_URL: vendor.url,
        OPENAI_API_KEY: 'canary-vendor-key',
        OPENAI_MODELS: 'scripted',
        GENERATION_ATTEMPTS: '1',
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_EXPORTER_OTLP_HEADERS: 'authorization=canary-of-the-collector',
        SENTRY_DSN: sentry.dsn,
        ...limitsOff,
      }),
    )
    const [email, password, prompt] = [
      'canary-address@example.com',
      'canary-password-7',
      'a canary on a wire at dawn',
    ]
    const newPassword = 'canary-password-8'
    const client = new Client(service.url, fetchFromAfar)
    await client.register(email, password)
    const secrets = new Set([...client.cookies.values()])

    const verify = await mailbox.waitForEmail(email, /Confirm/)
    const verification = new URL(linkOf(verify)).searchParams.get('token') ?? ''
    // Also in the URL that we receive when somebody opens the link.
    await fetch(linkOf(verify))
    await client.post('/auth/verify-email', { token: verification })
    const draw = async (text: string) => {
      const answer = await client.post('/svg/generate-svg', { prompt: text, style: 'flat' })
      const { id } = acceptedJob(answer)
      await jobEnd(client, id)
      return id
    }
    await draw(prompt)
    vendor.respondWith(answerWith(brokenPicture), answerWith(brokenPicture))
    await draw(prompt)
    vendor.respondWith({
      kind: 'error',
      status: 400,
      body: JSON.stringify({ error: { message: `bad: ${prompt}, key canary-vendor-key`, type: 'invalid' } }),
    })
    await draw(prompt)
    await client.post('/svg/generate-svg', { prompt: `${prompt} <script>`, style: 'flat' })
    await client.get(`/svg/public?q=${encodeURIComponent(prompt)}`)
    await client.get('/user/export')
    const message = { type: 'bug', subject: 'canary-subject', message: 'canary-message' }
    await client.post('/support/contact', message)
    await client.post('/auth/login', { email, password: 'canary-password-wrong' })
    await client.send('POST', '/auth/login', { rawBody: `{"email":"${email}","password":"${password}` })
    await client.post('/auth/refresh')
    for (const value of client.cookies.values()) secrets.add(value)
    const stale = client.fork()
    await client.post('/auth/refresh')
    await client.post('/auth/change-password', { currentPassword: password, newPassword })
    await stale.post('/auth/refresh')
    await client.post('/auth/forgot-password', { email })
    const reset = new URL(linkOf(await mailbox.waitForEmail(email, /Reset/))).searchParams.get('token') ?? ''
    await client.post('/auth/reset-password', { token: reset, newPassword: password })
    await client.get('/auth/google/callback?code=canary-code&state=canary-state')
    await client.post('/auth/login', { email, password })
    const { secret } = bodyOf<{ secret: string }>(await client.post('/auth/totp/begin', { password }))
    const { recoveryCodes } = bodyOf<{ recoveryCodes: string[] }>(
      await client.post('/auth/totp/confirm', { code: codeOf(secret) }),
    )
    const { ticket } = (await client.post('/auth/login', { email, password })).body as { ticket: string }
    bodyOf(await client.post('/auth/second-factor', { ticket, code: recoveryCodes[0] }))
    for (const value of [...client.cookies.values(), secret, ticket]) secrets.add(value)

    // Faults of the service whose errors contain texts of users.
    await database.pool.query('alter table generations add constraint no_more check (false) not valid')
    await database.pool.query('alter table support_messages rename to gone_messages')
    const jobId = await draw(prompt)
    expect((await client.post('/support/contact', message)).status).toBe(500)
    const ofJob = await sentry.waitForFault('the job', ({ tags }) => tags.job_id === jobId)
    expect(ofJob).toMatchObject({ level: 'error', tags: { code: 'GENERATION_FAILED', model: 'scripted' } })
    await sentry.waitForFault('the request', ({ tags }) => tags.code === 'internal_error')
    await collector.waitForSpan(
      'the request',
      ({ name, failed }) => failed && name.endsWith('/support/contact'),
    )
    await waitFor('the log of all this', () =>
      findLine(service.output(), 'job failed, its credit was returned'),
    )
    await service.kill('SIGTERM')

    const log = service.output()
    expect(log).toContain('/api/auth/google/callback')
    expect(findLine(log, 'request failed')).toMatchObject({
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
    })
    const canaries = [
      /canary/,
      new RegExp(testSecret),
      ...[...secrets, verification, reset, new URL(database.url).password]
        .filter((value) => value.length > 20)
        .map((value) => new RegExp(value)),
      ...recoveryCodes.map((code) => new RegExp(code)),
      /argon2id/,
      /set-cookie|authorization":/i,
      new RegExp(clientIp.replaceAll('.', '\\.')),
      /example\.com/,
    ]
    const told = [log, collector.text(), sentry.text()].flatMap((text) => text.split('\n'))
    expect(told.filter((line) => canaries.some((canary) => canary.test(line)))).toEqual([])
    expect(sentry.text()).not.toMatch(/server_name|ip_address|"user"|"request"|breadcrumbs/)
  },
)
