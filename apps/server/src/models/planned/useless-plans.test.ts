import { describe, expect, it } from 'vitest'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import {
  answer,
  messageOf,
  namesOf,
  request,
  startPlanningServer,
  written,
} from '../../../../../test/harness/planned-models.ts'
import { answerWith, createGate, type Script } from '../../../../../test/harness/scripted-model.ts'
import type { ModelError, ModelUsage } from '../index.ts'
import { planRules } from './plan-prompt.ts'

const planning = keepForSuite(await startPlanningServer())
const { draw } = planning

describe('an unusable answer', () => {
  const useless: [string, string, string][] = [
    ['an empty object', '{}', 'things must be a list of at least one thing'],
    ['words instead of a plan', 'HACKED, as you wished.', 'there is no JSON object in it'],
    [
      'a picture instead of a plan',
      '<svg viewBox="0 0 9 9"><rect width="9" height="9"/></svg>',
      'there is no JSON object in it',
    ],
    ['things that are nothing', '{"things":[{"chart":"bars"}]}', 'things[0].values must be a list'],
    ['the rules', JSON.stringify({ things: [{ text: planRules }] }), 'it repeats the rules'],
    [
      'names that nobody knows',
      '{"things":[{"concept":"glorfindel"}]}',
      'things[0].concept "glorfindel" is not',
    ],
  ]

  it.each(useless)(
    '%s is reported to the model once, and its second answer is drawn',
    async (_name, first, problem) => {
      const outcome = await draw([answer(first), answer(written)])
      expect(namesOf(outcome)).toEqual(['fox', 'tree'])
      expect(outcome.asked).toHaveLength(2)
      const user = messageOf(outcome.asked[1], 1).replaceAll('&quot;', '"')
      expect(user).toContain(`could not be used: ${problem}`)
      expect(user).toContain('<earlier>')
      expect(user.match(/<\/?picture/g)).toHaveLength(2)
    },
  )

  it('twice fails like an empty answer, which may be retried', async () => {
    const outcome = await draw([answer('I would rather not.'), answer('{}')])
    expect(outcome.error).toMatchObject({ kind: 'empty', retryable: true })
    expect(outcome).toMatchObject({ svg: '', readings: [] })
    expect(outcome.asked).toHaveLength(2)
  })

  it('twice with names that nobody knows is not understood, and the report says which', async () => {
    const outcome = await draw([
      answer('{"things":[{"concept":"glorfindel"}],"background":{"scene":"beach"}}'),
      answer('{"things":[{"concept":"balrog wielder"}]}'),
    ])
    expect(outcome.error).toMatchObject({ kind: 'not_understood', retryable: false })
    expect(outcome.svg).toBe('')
    expect(outcome.readings).toEqual([
      {
        report: {
          drawn: [],
          changed: [],
          leftOut: [{ words: 'balrog wielder', reason: 'unknown', kind: 'noun' }],
        },
      },
    ])
  })

  it('counts: the usage of each call is reported', async () => {
    const counted = (text: string, input: number, output: number): Script => ({
      ...answerWith(text),
      usage: { input, output },
    })
    const { usages } = await draw([counted('{}', 1000, 10), counted(written, 2000, 200)])
    expect(usages).toEqual([
      { inputTokens: 1000, outputTokens: 10, costMicroUsd: 1020, estimated: false },
      { inputTokens: 2000, outputTokens: 200, costMicroUsd: 2400, estimated: false },
    ])
    const failed = await draw([counted('{}', 1000, 10), counted('no', 2000, 20)])
    expect(failed.usages).toMatchObject([{ inputTokens: 1000 }, { inputTokens: 2000 }])
  })

  it('is not made if it is not allowed, after the first call was reported', async () => {
    const before = planning.server.requests.length
    planning.server.respondWith(answer('{}'))
    const usages: ModelUsage[] = []
    const refusal = new Error('the limit of the day')
    const stream = planning.modelOf().streamSvg(request, new AbortController().signal, {
      onUsage: (usage) => usages.push(usage),
      async beforeNextCall() {
        expect(usages).toHaveLength(1)
        throw refusal
      },
    })
    const reading = (async () => {
      for await (const piece of stream) expect(piece).toBe('')
    })()
    await expect(reading).rejects.toBe(refusal)
    expect(planning.server.requests.length - before).toBe(1)
  })
})

describe('failures are those of the model', () => {
  it.each<[string, Script[], Partial<ModelError>, number]>([
    ['a refusal', [{ kind: 'stream', steps: [], refusal: 'no' }], { kind: 'refused', retryable: false }, 1],
    ['a filter', [{ ...answerWith(written), finish: 'content_filter' }], { kind: 'refused' }, 1],
    [
      'a rate limit',
      [{ kind: 'error', status: 429, headers: { 'retry-after': '7' } }],
      { kind: 'rate_limited', retryAfterMs: 7000 },
      1,
    ],
    ['no room', [{ kind: 'error', status: 413 }], { kind: 'context_length', retryable: false }, 1],
    ['a broken connection', [{ ...answerWith(written.slice(0, -2)), cut: true }], { kind: 'unavailable' }, 1],
    [
      'an answer that the limit cut before its first thing',
      [{ ...answerWith('<think>Well'), finish: 'length' }],
      { kind: 'context_length', retryable: true },
      1,
    ],
    [
      'a rate limit at the second call',
      [answerWith('{}'), { kind: 'error', status: 429 }],
      { kind: 'rate_limited' },
      2,
    ],
  ])('%s', async (_name, scripts, expected, requests) => {
    const outcome = await draw(scripts)
    expect(outcome.error).toMatchObject(expected)
    expect(outcome.asked).toHaveLength(requests)
    expect(outcome).toMatchObject({ svg: '', readings: [] })
  })

  it('a connection that breaks after a complete plan loses nothing', async () => {
    expect(namesOf(await draw([{ ...answerWith(written), cut: true }]))).toEqual(['fox', 'tree'])
  })

  it('empty pieces show that the model is writing, and leaving the loop then cancels the request', async () => {
    planning.server.respondWith({ kind: 'stream', steps: ['{"things":', createGate().opened] })
    const usages: ModelUsage[] = []
    const stream = planning
      .modelOf()
      .streamSvg(request, new AbortController().signal, { onUsage: (usage) => usages.push(usage) })
    for await (const piece of stream) {
      expect(piece).toBe('')
      break
    }
    expect(await planning.server.requests.at(-1)?.ended).toBe('aborted')
    expect(usages).toMatchObject([{ estimated: true }])
  })

  it('an abort cancels the request, throws the reason, and reports the usage', async () => {
    planning.server.respondWith({ kind: 'stream', steps: ['{"things":', createGate().opened] })
    const before = planning.server.requests.length
    const abort = new AbortController()
    const usages: ModelUsage[] = []
    const stream = planning
      .modelOf()
      .streamSvg(request, abort.signal, { onUsage: (usage) => usages.push(usage) })
    const reading = (async () => {
      for await (const piece of stream) expect(piece).toBe('')
    })()
    await planning.server.received(before + 1)
    const reason = new Error('the job was cancelled')
    abort.abort(reason)
    await expect(reading).rejects.toBe(reason)
    expect(await planning.server.requests.at(-1)?.ended).toBe('aborted')
    expect(usages).toMatchObject([{ estimated: true }])
  })
})
