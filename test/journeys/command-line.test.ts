import { expect, it } from 'vitest'
import { makeKey } from '../harness/api-key.ts'
import { Client } from '../harness/client.ts'
import { openCommandLine } from '../harness/command-line.ts'
import { keep } from '../harness/keep.ts'
import { findLedgerViolations } from '../harness/ledger.ts'
import { answerWith, createGate, smallPicture } from '../harness/scripted-model.ts'
import { openScriptedShare } from '../harness/scripted-processes.ts'
import { startService } from '../harness/service.ts'
import { startTcpProxy } from '../harness/tcp-proxy.ts'

/** A user of two APIs behind one address, whose worker draws with a scripted model. */
async function open() {
  const { database, model, environment } = await openScriptedShare()
  const apis = await Promise.all([startService('api', environment), startService('api', environment)])
  const [first, second] = apis.map((api) => keep(api))
  if (!first || !second) throw new Error('there are not two APIs')
  keep(await startService('worker', environment))
  const proxy = keep(await startTcpProxy([first.url, second.url]))
  const owner = new Client(second.url)
  await owner.register()
  const { key } = await makeKey(owner)
  const commandLine = keep(await openCommandLine({ CHATSVG_URL: proxy.url, CHATSVG_KEY: key }))
  const charges = async () => {
    expect(await findLedgerViolations(database.pool)).toEqual([])
    const { rows } = await database.pool.query<{ count: number }>(
      `select count(*)::int as count from credit_entries where reason = 'CHARGE'`,
    )
    return rows[0]?.count
  }
  return { model, first, proxy, charges, ...commandLine }
}

const draw = ['draw', 'a blue circle, quite round', '-o', 'circle.svg']
const isPicture = expect.stringMatching(/^<svg [\s\S]*<\/svg>$/)

it('an API that is killed while a picture is drawn costs nothing, and the other one shows its end', async () => {
  const { model, first, proxy, charges, start, read } = await open()
  const gate = createGate()
  model.respondWith({
    kind: 'stream',
    steps: [smallPicture.slice(0, 90), gate.opened, smallPicture.slice(90)],
  })
  const running = start([...draw, '--json'])
  await model.received(1)
  expect(proxy.connections[1]).toBe(0)
  await first.kill('SIGKILL')
  gate.open()
  const ended = await running.ended
  expect(ended.status).toBe(0)
  expect(JSON.parse(ended.output)).toMatchObject({ pictures: [{ file: 'circle.svg' }], credits: 9 })
  expect(proxy.connections[1]).toBeGreaterThan(0)
  expect(await read('circle.svg')).toEqual(isPicture)
  expect(await charges()).toBe(1)
})

it('an API that is killed after it has accepted a picture, before its answer, charges once', async () => {
  const { model, first, proxy, charges, run, read } = await open()
  model.otherwiseRespondWith(answerWith(smallPicture))
  const chargesBefore: unknown[] = []
  proxy.onData = async (from, data, server) => {
    if (from !== 'server' || server !== 0 || !data.includes('202 Accepted')) return true
    chargesBefore.push(await charges())
    await first.kill('SIGKILL')
    return false
  }
  expect(await run(draw)).toMatchObject({ status: 0, output: 'circle.svg\n', errors: '9 credits left.\n' })
  expect(chargesBefore).toEqual([1])
  expect(proxy.connections[1]).toBeGreaterThan(0)
  expect(await read('circle.svg')).toEqual(isPicture)
  expect(await charges()).toBe(1)
})
