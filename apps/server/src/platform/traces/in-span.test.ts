import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { type SpanOpening, spanOpening } from './in-span.ts'
import { currentSpan, inSpan, isTraced, outsideSpans, type Span } from './index.ts'
import { formatTraceParent, isTraceParent, parseTraceParent } from './trace-parent.ts'

type Seen = { name: string; around: string | undefined; failed?: string; ended: boolean }

/** A subscriber without a library. */
function follow(): { seen: Seen[] } & Disposable {
  const seen: Seen[] = []
  const ear = spanOpening.subscribe((opening: SpanOpening) => {
    const { name } = opening.description
    const entry: Seen = { name, around: opening.around?.spanId, ended: false }
    seen.push(entry)
    opening.span = {
      traceId: 'trace',
      spanId: name,
      traceParent: `parent-${name}`,
      set() {},
      fail(kind) {
        entry.failed = kind
      },
      end() {
        entry.ended = true
      },
    } satisfies Span
  })
  return { seen, [Symbol.dispose]: () => ear[Symbol.dispose]() }
}

describe('where nobody follows', () => {
  it('work is done as it is, and is in no trace', async () => {
    const result = await inSpan({ name: 'work' }, async (span) => {
      span.set({ size: 1 })
      return [span.traceParent, currentSpan(), isTraced()]
    })
    expect(result).toEqual([undefined, undefined, false])
    expect(outsideSpans(() => 7)).toBe(7)
  })

  it('what the work throws comes out as it was', async () => {
    const error = new TypeError('no')
    await expect(inSpan({ name: 'work' }, () => Promise.reject(error))).rejects.toBe(error)
  })
})

describe('where somebody follows', () => {
  it('work that is begun in a piece lies beneath it, however late, and pieces side by side do not mix', async () => {
    using follower = follow()
    const inner = (name: string) => inSpan({ name }, () => delay(1))
    await Promise.all(
      ['one', 'two'].map((name) =>
        inSpan({ name }, async () => {
          await delay(1)
          await inner(`in ${name}`)
        }),
      ),
    )
    expect(Object.fromEntries(follower.seen.map(({ name, around }) => [name, around]))).toEqual({
      one: undefined,
      two: undefined,
      'in one': 'one',
      'in two': 'two',
    })
    expect(follower.seen.every(({ ended }) => ended)).toBe(true)
  })

  it('what fails is told by code, kind or class, and never in its own words', async () => {
    using follower = follow()
    const errors = [
      Object.assign(new Error('a secret'), { code: 'ECONNRESET' }),
      Object.assign(new Error('a secret'), { kind: 'timeout' }),
      new RangeError('a secret'),
      'a secret',
    ]
    for (const error of errors)
      await inSpan({ name: 'work' }, () => Promise.reject(error)).catch(() => undefined)
    expect(follower.seen.map(({ failed }) => failed)).toEqual([
      'ECONNRESET',
      'timeout',
      'RangeError',
      'string',
    ])
  })

  it('what is done for many at once is in nobody’s piece', async () => {
    using follower = follow()
    await inSpan({ name: 'one of many' }, async () => {
      await outsideSpans(() => inSpan({ name: 'for all' }, async () => {}))
      expect(currentSpan()?.spanId).toBe('one of many')
    })
    expect(follower.seen.map(({ around }) => around)).toEqual([undefined, undefined])
  })
})

describe('a traceparent', () => {
  const good = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'

  it('is read and written as W3C has it', () => {
    const parsed = parseTraceParent(good)
    expect(parsed).toEqual({
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: 'b7ad6b7169203331',
      flags: 1,
    })
    expect(parsed && formatTraceParent(parsed)).toBe(good)
  })

  it.each([
    '',
    good.toUpperCase(),
    `${good}-more`,
    ` ${good}`,
    good.replace('00-', 'ff-'),
    `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
    `00-0af7651916cd43dd8448eb211c80319c-${'0'.repeat(16)}-01`,
    `${good}\n`,
  ])('%j is none', (text) => {
    expect(isTraceParent(text)).toBe(false)
  })
})
