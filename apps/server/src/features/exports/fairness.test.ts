import { expect, it } from 'vitest'
import { createGate } from '../../../../../test/harness/scripted-model.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { ThreadPool } from '../../platform/threads/index.ts'
import type { Conversion } from './convert-picture.ts'
import { createExporter } from './export-picture.ts'
import { exportLimits } from './limits.ts'

const nextTick = () => new Promise(setImmediate)

/** An exporter whose conversions end when the test ends them. */
function openExporter() {
  const running: { id: string; end: () => void }[] = []
  const runTask: ThreadPool['run'] = async (_task, input) => {
    const gate = createGate()
    const { svg = '' } = input as Extract<Conversion, { svg: string }>
    running.push({ id: svg, end: gate.open })
    await gate.opened
    return { ok: true, content: new Uint8Array(1), leftOut: [] } as never
  }
  const renderNothing = async (svg: string) => Buffer.from(svg)
  const { exportPicture } = createExporter({
    render: renderNothing,
    renderPlain: async (svg) => svg,
    runTask,
  })
  const codes: Record<string, string> = {}
  return {
    codes,
    runningIds: () => running.map(({ id }) => id),
    ask(id: string, client: string) {
      const made = exportPicture({ id, prompt: id, svg: id }, { to: 'animated', motion: 'fade' }, client)
      made.then(
        () => (codes[id] = '200'),
        (error: unknown) => (codes[id] = error instanceof AppError ? `${error.status}` : String(error)),
      )
      return nextTick()
    },
    async end(id: string) {
      const at = running.findIndex((one) => one.id === id)
      running.splice(at, 1)[0]?.end()
      await nextTick()
    },
  }
}

it('eight slow exports of one client do not delay another client, because clients take turns', async () => {
  const { ask, end, runningIds, codes } = openExporter()
  for (let at = 1; at <= 8; at += 1) await ask(`a${at}`, 'Ada')
  expect(runningIds()).toEqual(['a1'])
  await ask('b1', 'Bob')
  expect(runningIds()).toEqual(['a1', 'b1'])
  await ask('b2', 'Bob')
  await ask('c1', 'Cay')
  await end('b1')
  expect(runningIds()).toEqual(['a1', 'b2'])
  await end('b2')
  await end('c1')
  expect(codes).toEqual({ b1: '200', b2: '200', c1: '200' })
  expect(runningIds()).toEqual(['a1'])
  for (let at = 1; at <= 8; at += 1) await end(`a${at}`)
  expect(codes.a8).toBe('200')
})

it('one client has a limit, and when too many exports wait, the client with the most waiting is refused', async () => {
  const { ask, codes } = openExporter()
  const { ofClientMax, waitingMax } = exportLimits
  for (let at = 1; at <= ofClientMax + 1; at += 1) await ask(`a${at}`, 'Ada')
  expect(codes).toEqual({ [`a${ofClientMax + 1}`]: '429' })
  const others = 'bcdef'.split('')
  for (const client of others)
    for (let at = 1; at <= ofClientMax; at += 1) await ask(`${client}${at}`, client)
  // One export of each of the first two clients runs.
  expect(others.length * ofClientMax + ofClientMax - 2).toBeGreaterThan(waitingMax)
  await ask('n1', 'Nia')
  expect(codes.n1).toBeUndefined()
  expect(Object.values(codes).filter((code) => code === '503').length).toBeGreaterThan(0)
  for (const id of ['a1', 'b1', 'c1', 'd1', 'e1', 'f1']) expect(codes[id]).toBeUndefined()
})
