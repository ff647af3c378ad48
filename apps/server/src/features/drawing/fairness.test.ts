import { sanitizeSvg } from '@chatsvg/svg'
import { afterAll, expect, it } from 'vitest'
import { waitFor } from '../../../../../test/harness/wait.ts'
import type { SvgModel } from '../../models/index.ts'
import { createLog } from '../../platform/log/index.ts'
import { openPngRenderer } from '../../platform/png/index.ts'
import { besideModule, openThreadPool, type ThreadTask } from '../../platform/threads/index.ts'
import { openVectorizer } from '../../platform/vectorizer/index.ts'
import { carryOutChange } from './carry-out-change.ts'
import { openDrawing } from './open-drawing.ts'

const renderer = openPngRenderer()
const threads = openThreadPool({ threadsMax: 1, taskTimeoutMs: 120_000 })
const editThreads = openThreadPool({ threadsMax: 1, taskTimeoutMs: 120_000 })
const vectorizer = openVectorizer()
/** For whom tasks of edits have ended. */
const ended: string[] = []
const drawing = openDrawing({
  runTask: threads.run,
  runEdits: (task, input, stop, client = '') =>
    editThreads.run(task, input, stop, client).finally(() => ended.push(client)),
  renderPixels: renderer.renderPixels,
  vectorizer,
  log: createLog({ level: 'silent', format: 'json' }),
})
afterAll(async () => {
  for (const opened of [renderer, threads, editThreads, vectorizer]) await opened[Symbol.asyncDispose]()
})

/** Occupies a thread until the first number of the memory is 1. */
const waitForSignal: ThreadTask<Int32Array, void> = {
  module: besideModule(import.meta.url, '../../../../../test/threads/tasks'),
  name: 'waitForSignal',
}

const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256"><path id="p0123456789-roof" d="M9 9h200v200z" fill="#c00"/></svg>'
const model: SvgModel = {
  id: 'test',
  name: 'Test',
  provider: 'test',
  canRepair: false,
  isPriced: false,
  proposeChange: async () => ({
    edits: [{ op: 'paint', target: { id: 'roof' }, fill: '#00c' }],
    answer: '[]',
  }),
  async *streamSvg() {
    yield svg
  },
}
const listener = {
  onStart: () => {},
  onReading: () => {},
  onProgress: () => {},
  onPreview: () => {},
  onRepair: () => {},
  onPreviewFault: () => {},
  onUsage: () => {},
  followViewers: () => ({ isPresent: () => false, [Symbol.dispose]() {} }),
}
const { signal } = new AbortController()
const id = '01938f6e-0000-7000-8000-000000000001'
const draw = () =>
  drawing.draw(model, { id, prompt: 'a roof', style: 'flat', seed: 1, options: null }, listener, signal)
const change = (userId: string) =>
  drawing.change(model, { id, userId, instruction: 'blue', picture: { svg, plan: null } }, listener, signal)

it('pictures are finished while a slow change runs, and changes of users take turns', async () => {
  const memory = new Int32Array(new SharedArrayBuffer(4))
  const slow = editThreads.run(waitForSignal, memory, undefined, 'Ada')
  await waitFor('the slow change to run', () => editThreads.size === 1)
  const changes = ['Ada', 'Ada', 'Ada', 'Bob'].map(change)
  // Others wait for none of them.
  expect(await draw()).toContain('<path')
  expect(await draw()).toContain('<path')
  expect(ended).toEqual([])
  Atomics.store(memory, 0, 1)
  Atomics.notify(memory, 0)
  await slow
  await Promise.all(changes)
  expect(ended).toEqual(['Ada', 'Bob', 'Ada', 'Ada'])
})

it('edits that would read too many megabytes are refused before the first one', () => {
  const shapes = (count: number) => '<path d="M1.5 9.5h22v99.5z"/>'.repeat(count)
  const edits = Array.from({ length: 60 }, (_, at) => ({
    op: 'paint',
    target: { id: 'roof' },
    fill: `#00${at % 10}`,
  }))
  const carry = (count: number) => {
    const idPrefix = 'p0123456789-'
    const policed = sanitizeSvg(svg.replace('</svg>', `${shapes(count)}</svg>`), { idPrefix })
    if (!policed.ok) throw new Error(policed.rejection.message)
    return carryOutChange({ svg: policed.svg, idPrefix, redrawn: undefined, isStrict: true, edits })
  }
  expect(carry(10_000)).toEqual({
    ok: false,
    problem: expect.stringMatching(/^there are more than \d\d edits of a large picture$/),
  })
  expect(carry(10)).toMatchObject({ ok: true })
})
