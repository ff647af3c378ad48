import { describe, expect, it } from 'vitest'
import { createRandom, pick } from '../../../../../tools/random/index.ts'
import type { AnswerPart } from './connected-model.ts'
import { parseObject } from './loose-json.ts'
import { createRepeatedEvents } from './repeated-events.ts'

/** Like a vendor that has one field for its text, and a field that adds another part. */
function readParts(_event: string | undefined, data: string): AnswerPart[] {
  const { text, end } = parseObject(data) ?? {}
  return [
    ...(typeof text === 'string' && text !== '' ? [{ kind: 'text', text } as const] : []),
    ...(end === undefined ? [] : [{ kind: 'finish', reason: 'stop' } as const]),
  ]
}

const eventOf = (text: string, more: object = {}) => JSON.stringify({ id: 'a1', text, n: 7, ...more })

function learned(...events: string[]) {
  const repeated = createRepeatedEvents(readParts)
  for (const data of events) repeated.learn(undefined, data)
  return (data: string, event?: string) => repeated.read(event, data)
}

describe('an event that repeats an earlier one', () => {
  const read = learned(eventOf('begin'))

  it.each(['x', ' ', '"quoted"', 'a\\b', 'line\nbreak', '🦊', '","text":"no', '\u0000', '\ud83d'])(
    'gives its text: %j',
    (text) => {
      expect(read(eventOf(text))).toBe(text)
    },
  )

  it('may be escaped in other ways', () => {
    expect(read('{"id":"a1","text":"\\u003csvg\\/\\u003e","n":7}')).toBe('<svg/>')
  })

  it.each([
    ['another field after its text', eventOf('x', { end: 1 })],
    ['another value before its text', '{"id":"a2","text":"x","n":7}'],
    ['a field in place of its text', '{"id":"a1","text":"x","end":1,"more":"y","n":7}'],
    ['its text twice', '{"id":"a1","text":"x","text":"y","n":7}'],
    ['no text', eventOf('')],
    ['a line break that is not escaped', '{"id":"a1","text":"x\ny","n":7}'],
    ['a half escape', '{"id":"a1","text":"\\","n":7}'],
    ['an end before its text', '{"id":"a1","n":7}'],
  ])('is parsed if it has %s', (_what, data) => {
    expect(read(data)).toBeUndefined()
  })

  it('is parsed under another name', () => {
    expect(read(eventOf('x'), 'error')).toBeUndefined()
  })
})

describe('what events have in common', () => {
  it('is learned again if it changes', () => {
    const read = learned('{"text":"begin"}', eventOf('more'))
    expect(read('{"text":"x"}')).toBeUndefined()
    expect(read(eventOf('x'))).toBe('x')
  })

  it('is not learned from an event with the same text in another field, or with another part', () => {
    expect(learned('{"id":"same","text":"same","n":7}')('{"id":"x","text":"same","n":7}')).toBeUndefined()
    expect(learned(eventOf('x', { end: 1 }))(eventOf('y', { end: 1 }))).toBeUndefined()
  })

  it('gives the same result as parsing for all kinds of streams', () => {
    const random = createRandom(1)
    let repeatedEvents = 0
    for (let times = 0; times < 200; times += 1) {
      const repeated = createRepeatedEvents(readParts)
      const rare = random() * 0.3
      for (let at = 0; at < 60; at += 1) {
        const text = pick(random, ['', 'a', 'a1', '<svg ', '"', '\\', '\n', 'é', ' x="1"/>', '7', 'text'])
        const data =
          random() < rare
            ? pick(random, ['{"text":1}', '[DONE]', '{}', eventOf(text, { end: 1 }), `{"text":"${text}"}`])
            : eventOf(text, random() < rare ? { id: pick(random, ['a1', 'a2']) } : {})
        const found = repeated.read(undefined, data)
        if (found === undefined) repeated.learn(undefined, data)
        else {
          repeatedEvents += 1
          expect([{ kind: 'text', text: found }]).toEqual(readParts(undefined, data))
        }
      }
    }
    expect(repeatedEvents).toBeGreaterThan(1_000)
  })
})
