import { expect, it } from 'vitest'
import { hasMoreValues } from './json-body.ts'

const has = (json: string, max: number) => hasMoreValues(Buffer.from(json), max)

it.each([
  ['numbers', JSON.stringify(Array(100).fill(1))],
  ['members', JSON.stringify(Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`a${at}`, at])))],
  ['empty lists', JSON.stringify(Array(50).fill([]))],
  ['lists in lists', `${'['.repeat(300)}${']'.repeat(300)}`],
])('counts %s, also after long texts with quotes, brackets and backslashes', (_what, json) => {
  expect(has(json, 100)).toBe(true)
  expect(has(json, 400)).toBe(false)
  const text = JSON.stringify('"[{,\\'.repeat(1_000))
  expect(has(`[${text},${json}]`, 100)).toBe(true)
  expect(has(`[${text},${json}]`, 400)).toBe(false)
})

it('one long text is one value', () => {
  expect(has(JSON.stringify({ svg: '<path d="1,2,[3],{4}"/>\\'.repeat(10_000) }), 100)).toBe(false)
})
