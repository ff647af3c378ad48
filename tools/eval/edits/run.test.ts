import { expect, test } from 'vitest'
import { heldOutLines } from './held-out.data.ts'
import { instructionLines } from './instructions.data.ts'
import { judgeReading } from './judge-reading.ts'
import { openBench, readLines } from './run.ts'

const bench = await openBench()
const own = readLines(instructionLines, bench.pictures)
const heldOut = readLines(heldOutLines, bench.pictures)

test('the lists have at least 300 instructions on 100 pictures, at least sixty of them not in English', () => {
  const all = [...own, ...heldOut]
  expect(all.length).toBeGreaterThanOrEqual(300)
  expect(new Set(all.map(({ text, picture }) => `${picture.key} ${text}`)).size).toBe(all.length)
  expect(bench.pictures.size).toBeGreaterThanOrEqual(100)
  expect(new Set(all.map(({ picture }) => picture.key)).size).toBeGreaterThanOrEqual(95)
  expect(all.filter(({ text }) => /\P{ASCII}/u.test(text)).length).toBeGreaterThanOrEqual(60)
})

test.each([...new Set(own.map(({ kind }) => kind))])(
  'an instruction of the kind %s is read as its answer',
  (kind) => {
    const instruction = own.find((one) => one.kind === kind)
    if (!instruction) throw new Error(`There is no instruction of the kind ${kind}`)
    expect(bench.judge(instruction).verdict).toMatchObject({ right: true, fault: '' })
  },
)

test('another answer is judged as wrong', () => {
  const picture = bench.pictures.get('circlesquare')
  if (!picture) throw new Error('There is no picture of a circle and a square')
  const reading = bench.composer.readInstruction('make the circle green', picture)
  const answer = { edits: [{ op: 'recolor' as const, from: '#e5343d', to: '#fccb1b' }] }
  expect(judgeReading(bench.composer, picture, reading, answer)).toMatchObject({ right: false })
  expect(judgeReading(bench.composer, picture, reading, { edits: [] })).toMatchObject({ right: false })
})
