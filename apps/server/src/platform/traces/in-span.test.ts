import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { type SpanOpening, spanOpening } from './in-span.ts'
import { currentSpan, inSpan, isTraced, outsideSpans, type Span } from './index.ts'
import { formatTraceParent, isTraceParent, parseTraceParent } from './trace-parent.ts'

type Seen = { name: string; around: string | undefined; failed?: string; ended: boolean }

/** A subscriber without a library. */
function follow(): { seen: Seen[] } & Disposable {
  const seen: Seen[] = []
  const subscription = spanOpening.subscribe((opening: SpanOpening) => {
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
  return { seen, [Symbol.dispose]: () => subscription[Symbol.dispose]() }
}

describe('without a subscriber', () => {
  it('work runs unchanged, and is in no trace', async () => {
    const result = await inSpan({ name: 'work' }, async (span) => {
      span.set({ size: 1 })
      return [span.traceParent, currentSpan(), isTraced()]
    })
    expect(result).toEqual([undefined, undefined, false])
    expect(outsideSpans(() => 7)).toBe(7)
  })

  it('an error of the work is thrown unchanged', async () => {
    const error = new TypeError('no')
    await expect(inSpan({ name: 'work' }, () => Promise.reject(error))).rejects.toBe(error)
  })
})

describe('with a subscriber', () => {
  it('work that starts in a span is its child, however late, and parallel spans do not mix', async () => {
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

  it('a failure is recorded by code, kind or class, and never by its message', async () => {
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

  it("work for many requests at once is in no request's span", async () => {
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

  it('is read and written in the W3C format', () => {
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
