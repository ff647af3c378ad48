import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../test/harness/api.ts'
import { makeKey } from '../../../test/harness/api-key.ts'
import type { Client } from '../../../test/harness/client.ts'
import { openCommandLine } from '../../../test/harness/command-line.ts'
import { keep, keepForSuite } from '../../../test/harness/keep.ts'
import { startScriptedApi } from '../../../test/harness/scripted-api.ts'
import { createGate, smallPicture } from '../../../test/harness/scripted-model.ts'
import { waitFor } from '../../../test/harness/wait.ts'

const api = keepForSuite(
  await startScriptedApi({ RATE_LIMIT_GENERATION: '4/1h', DAILY_GENERATION_LIMIT: 'off' }),
)

async function open(settings: Record<string, unknown> = {}) {
  const { client } = await api.signUp()
  const { id, key } = await makeKey(client, settings)
  const commandLine = keep(await openCommandLine({ CHATSVG_URL: api.url, CHATSVG_KEY: key }))
  return { client, id, key, ...commandLine }
}

const draw = ['draw', 'a blue circle, quite round', '-o', 'x.svg']

describe('status 2', async () => {
  const { run } = keepForSuite(await openCommandLine({ CHATSVG_URL: api.url, CHATSVG_KEY: 'x' }))

  it.each([
    [['draw']],
    [['paint', 'a fox']],
    [['draw', 'a fox', '--size', 'large']],
    [['draw', 'a fox', '--n', '0']],
    [['draw', 'a fox', '--nonsense']],
    [['draw', 'a fox', '--n', '2', '-o', '-']],
    [['draw', 'a fox', '--url', 'ftp://draw.example']],
    [['draw', 'a fox', '--timeout', 'never']],
    [['draw', 'a fox', '--offline', '--model', 'scripted']],
    [['draw', 'a fox', '--offline', '--style', 'baroque']],
    [['edit', '-', '-']],
    [['set', '-', '-o', '-']],
    [['login']],
    [[]],
  ])('ends a wrong command line: %j', async (args) => {
    const ended = await run(args)
    expect(ended).toMatchObject({ status: 2, output: '' })
    expect(ended.errors).not.toMatch(/^\s+at /m)
    expect(ended.errors).not.toBe('')
  })

  it('ends a command that has two uses for standard output, with the error as JSON', async () => {
    const ended = await run(['draw', 'a fox', '--json', '-o', '-'])
    expect([ended.status, JSON.parse(ended.output)]).toMatchObject([2, { error: { code: 'usage' } }])
  })

  it('ends a command for a file that is not there, and names it', async () => {
    const missing = 'There is no such file or folder: missing.svg'
    const ended = await run(['edit', 'missing.svg', 'make it blue'])
    expect(ended).toEqual({ status: 1, output: '', errors: `${missing}\n` })
    const json = JSON.parse((await run(['edit', 'missing.svg', 'make it blue', '--json'])).output)
    expect(json).toEqual({ error: { code: 'ENOENT', message: missing } })
  })

  it('ends a command without a service or a key, and says what to do', async () => {
    const nowhere = await run(['credits'], { environment: { CHATSVG_URL: '', CHATSVG_KEY: '' } })
    expect(nowhere).toMatchObject({ status: 2, errors: expect.stringContaining('chatsvg login') })
    const keyless = await run(['credits'], { environment: { CHATSVG_KEY: '' } })
    expect(keyless).toMatchObject({ status: 2, errors: expect.stringContaining(`no API key for ${api.url}`) })
  })

  it('ends what the service finds wrong with a request, without a charge', async () => {
    const wrong = await open()
    for (const [args, code] of [
      [['draw', 'a fox', '--style', 'baroque'], 'invalid_style'],
      [['draw', 'a fox', '--size', '99999'], 'invalid_canvas'],
      [['draw', 'a blue circle', '--n', '99'], 'invalid_count'],
      [['get', crypto.randomUUID()], 'svg_not_found'],
    ] as const) {
      const ended = await wrong.run([...args, '--json'])
      expect([ended.status, JSON.parse(ended.output)]).toMatchObject([2, { error: { code } }])
    }
    expect((await wrong.run(['credits'])).output).toMatch(/^10 credits/)
  })
})

describe('status 3', () => {
  it.each([
    ['malformed_api_key', 'chatsvg_live_mistyped'],
    ['insufficient_scope', undefined],
  ])('ends a command whose key is refused: %s', async (code, key) => {
    const { run } = await open({ scopes: ['account:read'] })
    const ended = await run([...draw, '--json'], { environment: key ? { CHATSVG_KEY: key } : {} })
    expect([ended.status, JSON.parse(ended.output)]).toEqual([
      3,
      { error: { code, message: expect.stringMatching(/API key/) } },
    ])
  })

  it('ends a command that has no credits left, and one that has reached a limit, with when to go on', async () => {
    const { run } = await open({ monthlyCredits: 1 })
    expect(await run(draw)).toMatchObject({ status: 0 })
    const ended = await run(draw)
    expect(ended).toMatchObject({
      status: 3,
      errors: 'This API key has reached its limit of credits for this month\n',
    })
    for (let refused = 0; refused < 2; refused += 1) expect((await run(draw)).status).toBe(3)
    const limited = await run([...draw, '--json'])
    expect([limited.status, JSON.parse(limited.output)]).toEqual([
      3,
      { error: { code: 'rate_limited', message: expect.any(String), retryAfterSeconds: expect.any(Number) } },
    ])
  })

  it('ends a command whose key is revoked in the middle of its job, and says what becomes of it', async () => {
    const { start, client, id } = await open()
    const gate = createGate()
    api.model.respondWith({
      kind: 'stream',
      steps: [smallPicture.slice(0, 90), gate.opened, smallPicture.slice(90)],
    })
    const asked = api.model.requests.length
    const running = start(draw)
    await api.model.received(asked + 1)
    expect((await client.delete(`/user/api-keys/${id}`)).status).toBe(200)
    const ended = await running.ended
    gate.open()
    expect(ended).toMatchObject({
      status: 3,
      output: '',
      errors: expect.stringContaining('This API key was revoked'),
    })
    const [job] = await jobsOf(client)
    expect(ended.errors).toContain(
      `The service goes on with the picture: see \`chatsvg history\`. Job ${job?.id}.`,
    )
  })
})

describe('status 4', () => {
  it('ends a command whose service is not there, is silent, or is not available', async () => {
    const { run } = await open()
    const silent = createServer().listen(0, '127.0.0.1')
    keep({ [Symbol.asyncDispose]: async () => void silent.close() })
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    expect(await run([...draw, '--timeout', '1', '--url', `http://127.0.0.1:${port}`])).toMatchObject({
      status: 4,
      errors: 'The service did not answer.\n',
    })
    const { run: runElsewhere } = keep(
      await openCommandLine({ CHATSVG_KEY: 'x', CHATSVG_URL: 'http://127.0.0.1:1' }),
    )
    const ended = await runElsewhere([...draw, '--json'])
    expect([ended.status, JSON.parse(ended.output)]).toMatchObject([4, { error: { code: 'unreachable' } }])
  })

  it('ends a command whose service goes away for longer than it waits, and the picture is in the history', async () => {
    const lonely = await startTestApi()
    const { client } = await lonely.signUp()
    const { key } = await makeKey(client)
    const { start } = keep(await openCommandLine({ CHATSVG_URL: lonely.url, CHATSVG_KEY: key }))
    const running = start([...draw, '--timeout', '6'])
    const jobId = await waitFor('the job', async () => (await jobsOf(client))[0]?.id)
    await lonely[Symbol.asyncDispose]()
    expect(await running.ended).toMatchObject({
      status: 4,
      errors: expect.stringMatching(new RegExp(`Job ${jobId}\\.\nThe service did not answer\\.\n$`)),
    })
  })
})

const jobsOf = async (client: Client) =>
  ((await client.get('/svg/generation-jobs')).body as { jobs: { id: string }[] }).jobs
