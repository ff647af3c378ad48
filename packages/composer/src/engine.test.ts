import { expect, test } from 'vitest'
import { type Composer, createComposer, type RunTask, type SvgStyle } from './index.ts'

async function draw({ model }: Composer, prompt: string, style: SvgStyle): Promise<string[]> {
  const pieces: string[] = []
  for await (const piece of model.streamSvg({ prompt, style, seed: 3 }, new AbortController().signal))
    pieces.push(piece)
  return pieces
}

/** Does in this thread what a thread pool does: loads the module, and clones input and result. */
function createRunner() {
  const ran: string[] = []
  const run: RunTask = async (task, input) => {
    ran.push(task.name)
    const module = (await import(task.module)) as Record<string, (input: unknown) => unknown>
    return structuredClone(await module[task.name]?.(structuredClone(input))) as never
  }
  return { run, ran }
}

test('a picture has the same bytes wherever it is composed', async () => {
  const { run, ran } = createRunner()
  const here = createComposer()
  const elsewhere = createComposer({ run })
  for (const style of ['flat', '3d', 'minimal'] as const) {
    expect(await draw(elsewhere, 'a red fox under a tree', style)).toEqual(
      await draw(here, 'a red fox under a tree', style),
    )
  }
  expect(ran).toEqual(['compose', 'compose', 'compose'])
})

test('an emblem is an emblem wherever it is composed', async () => {
  const request = { prompt: 'a cat named Tom', style: 'flat', seed: 3, emblem: true } as const
  const here = await createComposer().compose(request)
  expect(await createComposer({ run: createRunner().run }).compose(request)).toEqual(here)
  expect(here).not.toEqual(await createComposer().compose({ ...request, emblem: false }))
})

test('a caller in the same thread gets the answer of compose from its task', async () => {
  const { run } = createRunner()
  const composer = createComposer({ run })
  const request = { prompt: 'a red fox under a tree', style: 'flat', seed: 3 } as const
  const task = composer.composeTask?.(request)
  if (!task) throw new Error('there is no task')
  expect(await run(task, task.input)).toEqual(await composer.compose(request))
  expect(createComposer().composeTask).toBeUndefined()
  expect(createComposer({ run, delayMs: 5 }).composeTask).toBeUndefined()
})

test('warming up and references run where pictures are composed', async () => {
  const { run, ran } = createRunner()
  const composer = createComposer({ run })
  await composer.warmUp()
  const icons = await composer.findReferences({ prompt: 'a cat', style: 'flat', seed: 1 })
  expect(icons.map(({ name }) => name)).toEqual(['cat'])
  expect(ran).toEqual(['warmUp', 'findReferences'])
})

test('an aborted run ends the stream with the reason', async () => {
  const composer = createComposer({
    run: (_task, _input, signal) =>
      new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
  })
  const abort = new AbortController()
  const pieces = composer.model.streamSvg({ prompt: 'a cat', style: 'flat', seed: 1 }, abort.signal)
  const first = pieces[Symbol.asyncIterator]().next()
  abort.abort(new Error('lease lost'))
  await expect(first).rejects.toThrow('lease lost')
})
