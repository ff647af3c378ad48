import { expect, it } from 'vitest'
import { makeKey } from '../../../test/harness/api-key.ts'
import { openCommandLine } from '../../../test/harness/command-line.ts'
import { keep, keepForSuite } from '../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../test/harness/ledger.ts'
import { startScriptedApi } from '../../../test/harness/scripted-api.ts'
import { createGate, smallPicture } from '../../../test/harness/scripted-model.ts'
import { startTcpProxy } from '../../../test/harness/tcp-proxy.ts'
import { waitFor } from '../../../test/harness/wait.ts'

const api = keepForSuite(await startScriptedApi())
const draw = ['draw', 'a blue circle, quite round', '-o', 'x.svg']

async function open(url = api.url) {
  const { client } = await api.signUp()
  const { key } = await makeKey(client)
  const { start } = keep(await openCommandLine({ CHATSVG_URL: url, CHATSVG_KEY: key }))
  const credits = async () => ((await client.get('/auth/current-user')).body as { credits: number }).credits
  const jobs = async () =>
    ((await client.get('/svg/generation-jobs')).body as { jobs: { status: string; errorCode: string }[] })
      .jobs
  return { client, start, credits, jobs }
}

/** A model that draws the first half, and waits. */
function holdPictures(pictures = 1) {
  const gate = createGate()
  keep({ [Symbol.asyncDispose]: async () => gate.open() })
  const asked = api.model.requests.length
  const steps = [smallPicture.slice(0, 40), gate.opened, smallPicture.slice(40)]
  for (let one = 0; one < pictures; one += 1) api.model.respondWith({ kind: 'stream', steps })
  return { held: () => api.model.received(asked + pictures), open: gate.open }
}

it.each(['SIGINT', 'SIGTERM'] as const)(
  '%s cancels the jobs and says that the credits came back',
  async (signal) => {
    const { start, credits, jobs } = await open()
    const { held } = holdPictures(2)
    const running = start([...draw, '--n', '2', '--json'])
    await held()
    running.child.kill(signal)
    const ended = await running.ended
    expect(ended.status).toBe(signal === 'SIGINT' ? 130 : 143)
    const cancelled = { jobId: expect.any(String), prompt: 'a blue circle, quite round', refunded: true }
    expect(JSON.parse(ended.output)).toEqual({
      pictures: [],
      failed: [],
      cancelled: [cancelled, cancelled],
      credits: 10,
    })
    expect((await jobs()).map(({ errorCode }) => errorCode)).toEqual(['CANCELLED', 'CANCELLED'])
    expect(await credits()).toBe(10)
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  },
)

it('in plain words, too, and says why when the credit does not come back', async () => {
  const { start, client } = await open()
  const first = holdPictures()
  const refunded = start(draw)
  await first.held()
  refunded.child.kill('SIGINT')
  expect(await refunded.ended).toEqual({
    status: 130,
    output: '',
    errors: 'Cancelled: a blue circle, quite round. Its credit came back.\n10 credits left.\n',
  })
  const second = holdPictures()
  const charged = start(draw)
  await second.held()
  const { jobs } = (await client.get('/svg/generation-jobs?limit=1')).body as { jobs: { id: string }[] }
  // As if most of it had been shown.
  await api.database.pool.query(`update generation_jobs set mostly_shown = true where id = $1`, [jobs[0]?.id])
  charged.child.kill('SIGINT')
  expect(await charged.ended).toMatchObject({
    status: 130,
    errors:
      'Cancelled: a blue circle, quite round. It stays charged: most of the picture had been shown.\n9 credits left.\n',
  })
})

it('before the request is answered cancels what it turns out to have asked for', async () => {
  const proxy = keep(await startTcpProxy([api.url]))
  const { start, credits, jobs } = await open(proxy.url)
  const answered = createGate()
  const stopped = createGate()
  proxy.onData = async (from, data) => {
    if (from === 'server' && data.includes('202 Accepted')) {
      answered.open()
      await stopped.opened
    }
    return true
  }
  const { held } = holdPictures()
  const running = start(draw)
  await Promise.all([answered.opened, held()])
  running.child.kill('SIGINT')
  stopped.open()
  expect(await running.ended).toMatchObject({ status: 130, errors: expect.stringContaining('came back') })
  expect(await jobs()).toMatchObject([{ status: 'FAILED', errorCode: 'CANCELLED' }])
  expect(await credits()).toBe(10)
})

it('twice ends at once, although the service does not answer', async () => {
  const proxy = keep(await startTcpProxy([api.url]))
  const { start } = await open(proxy.url)
  const cancelling = createGate()
  proxy.onData = (from, data) => {
    if (from !== 'client' || !data.includes('/cancel')) return true
    cancelling.open()
    return new Promise(() => {})
  }
  const { held } = holdPictures()
  const running = start(draw)
  await held()
  running.child.kill('SIGINT')
  await cancelling.opened
  expect(running.child.exitCode).toBeNull()
  running.child.kill('SIGINT')
  expect(await running.ended).toMatchObject({ status: 130, output: '' })
})

it('for a picture that was finished in the meantime saves the picture', async () => {
  const proxy = keep(await startTcpProxy([api.url]))
  const { start, jobs, credits } = await open(proxy.url)
  const { held, open: finish } = holdPictures()
  proxy.onData = async (from, data) => {
    if (from === 'client' && data.includes('/cancel')) {
      finish()
      await waitFor('the picture', async () => (await jobs())[0]?.status === 'SUCCEEDED')
    }
    return true
  }
  const running = start(draw)
  await held()
  running.child.kill('SIGINT')
  expect(await running.ended).toMatchObject({ status: 130, output: 'x.svg\n', errors: '9 credits left.\n' })
  expect(await credits()).toBe(9)
})
