import { fastify } from 'fastify'
import { expect, it } from 'vitest'
import { acceptJsonBodies, hasMoreValues } from './json-body.ts'

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

it('large bodies that arrive together are read in different turns of the event loop', async () => {
  await using app = fastify()
  acceptJsonBodies(app)
  const turns: number[] = []
  app.post('/', async (req) => {
    turns.push(turn)
    return (req.body as { text: string }).text.length
  })
  await app.ready()
  let turn = 0
  const count = () => {
    turn += 1
    counting = setImmediate(count)
  }
  let counting = setImmediate(count)
  const payload = { text: 'x'.repeat(300_000) }
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => app.inject({ method: 'POST', url: '/', payload })),
  )
  clearImmediate(counting)
  expect(answers.map(({ body }) => body)).toEqual(Array(5).fill('300000'))
  expect(new Set(turns).size).toBe(5)
})
