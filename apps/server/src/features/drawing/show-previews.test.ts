import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createLog } from '../../platform/log/index.ts'
import { showPreviews } from './show-previews.ts'

const little = '<svg><path d="M0 0h1"/></svg>'
const whole = (svg: string) => ({ svg, shapes: 1, isWhole: true })
const log = createLog({ level: 'silent', format: 'json' })

/** A worker's previews; the test answers for the database. */
function open(answers: (() => Promise<boolean>)[]) {
  const shown: string[] = []
  const recordMostlyShown = () => (answers.shift() ?? (() => Promise.resolve(true)))()
  const previews = showPreviews({ publish: (svg) => void shown.push(svg), recordMostlyShown, log })
  return { previews, shown }
}

it('a preview that shows most of a picture is published after the row records it, in its newest form', async () => {
  let answer: (isNoted: boolean) => void = () => {}
  const { previews, shown } = open([() => new Promise((resolve) => (answer = resolve))])
  previews.show({ svg: little, shapes: 1, isWhole: false })
  previews.show(whole('most'))
  previews.show(whole('more'))
  await setImmediate()
  expect(shown).toEqual([little])
  answer(true)
  await setImmediate()
  expect(shown).toEqual([little, 'more'])
  previews.show(whole('all'))
  expect(shown).toEqual([little, 'more', 'all'])
})

it('is not published while that cannot be recorded', async () => {
  const { previews, shown } = open([() => Promise.reject(new Error('the database is away'))])
  previews.show(whole('most'))
  await setImmediate()
  expect(shown).toEqual([])
  previews.show(whole('more'))
  await setImmediate()
  expect(shown).toEqual(['more'])
})

it('is never published if another worker holds the job, or it has ended, by then', async () => {
  const { previews, shown } = open([() => Promise.resolve(false)])
  previews.show(whole('most'))
  await setImmediate()
  previews.show(whole('more'))
  await setImmediate()
  expect(shown).toEqual([])
  const ended = open([])
  ended.previews.show(whole('most'))
  ended.previews[Symbol.dispose]()
  await setImmediate()
  expect(ended.shown).toEqual([])
})
