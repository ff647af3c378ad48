import { describe, expect, test } from 'vitest'
import {
  begun,
  body,
  chunk,
  done,
  drawWith,
  ended,
  event,
  rest,
  stop,
} from '../../../../../test/harness/compatible-answers.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { type Script, smallPicture, startScriptedModel } from '../../../../../test/harness/scripted-model.ts'
import type { ModelError, ModelUsage } from '../index.ts'

const server = keepForSuite(await startScriptedModel())

const draw = (scripts: Script[]) => drawWith(server, scripts)

describe('the picture arrives from a server that sends', () => {
  test.each<[string, Script]>([
    ['an empty event', body(begun, 'data:\n\n', ended, stop, done)],
    ['an empty object', body(begun, event('{}'), ended, stop, done)],
    ['a ping', body(begun, 'event: ping\ndata: {"type": "ping"}\n\n', ended, stop, done)],
    ['a ping that is no JSON', body(begun, 'event: ping\ndata: pong\n\n', ended, stop, done)],
    ['comments', body(': PROCESSING\n\n', begun, ': keep-alive\n\n', ended, stop, done)],
    ['counts without choices', body(begun, ended, stop, event('{"usage":{"prompt_tokens":5}}'), done)],
    ['null for choices', body(event('{"choices":null}'), begun, ended, stop, done)],
    ['no reason for the end', body(begun, ended, done)],
    ['no reason and no end', body(begun, ended)],
    ['an empty reason', body(begun, event(chunk({ content: rest }, { finish_reason: '' })), done)],
    ['a reason of its own', body(begun, ended, event(chunk({}, { finish_reason: 'eos_token' })), done)],
    [
      'a length that was met after the picture',
      body(begun, ended, event(chunk({ content: '\nThis pict' }, { finish_reason: 'length' })), done),
    ],
    ['a connection that breaks after the picture', { kind: 'raw', body: begun + ended, cut: true }],
    ['no blank line at the end', body(begun, ended, stop.trimEnd())],
    ['carriage returns', { kind: 'raw', body: (begun + ended + stop + done).replaceAll('\n', '\r\n') }],
    ['no blank after the colon', { kind: 'raw', body: (begun + ended + stop).replaceAll('data: ', 'data:') }],
    ['a byte order mark', { kind: 'raw', body: `\ufeff${begun}${ended}${stop}` }],
    ['content in parts', body(begun, event(chunk({ content: [{ type: 'text', text: rest }] })), stop, done)],
    ['null for content', body(begun, event(chunk({ content: null })), ended, stop, done)],
    ['null for the delta', body(begun, event('{"choices":[{"delta":null}]}'), ended, stop, done)],
    [
      'null for an error',
      body(begun, event(JSON.stringify({ error: null, ...JSON.parse(chunk({ content: rest })) })), stop),
    ],
    ['an empty refusal', body(begun, event(chunk({ content: rest, refusal: '' })), stop, done)],
    [
      'thoughts in a field of their own',
      body(event(chunk({ reasoning_content: `A fox: ${smallPicture}` })), begun, ended, stop),
    ],
    ['another content type', { kind: 'raw', contentType: 'text/plain', body: begun + ended + stop }],
    [
      'events under the name of JSON',
      { kind: 'raw', contentType: 'application/json', body: begun + ended + stop },
    ],
    [
      'a whole answer instead of a stream',
      {
        kind: 'raw',
        contentType: 'application/json; charset=utf-8',
        body: JSON.stringify({
          choices: [{ message: { role: 'assistant', content: smallPicture }, finish_reason: 'stop' }],
        }),
      },
    ],
  ])('%s', async (_name, script) => {
    const { text, error } = await draw([script])
    expect(error).toBeUndefined()
    expect(text).toContain(smallPicture)
    expect(text).not.toContain('A fox:')
  })

  test('and does not, from one that ends before the picture is complete', async () => {
    for (const script of [body(begun, done), body(begun), { kind: 'raw', body: begun, cut: true } as const])
      expect((await draw([script])).error).toMatchObject({ kind: 'unavailable', retryable: true })
    const cut = body(begun, event(chunk({}, { finish_reason: 'length' })), done)
    expect((await draw([cut])).error).toMatchObject({ kind: 'context_length', retryable: true })
    expect((await draw([body(begun, event('{"choices":[{"del'), ended, stop)])).error).toMatchObject({
      kind: 'unavailable',
    })
  })

  test('and is refused if the vendor filtered it, although it is complete', async () => {
    const filtered = body(begun, ended, event(chunk({}, { finish_reason: 'content_filter' })))
    expect((await draw([filtered])).error).toMatchObject({ kind: 'refused' })
  })
})

describe('counts are understood', () => {
  const counted = (usage: unknown) =>
    body(begun, ended, stop, event(JSON.stringify({ choices: [], usage })), done)
  test.each<[string, unknown, Partial<ModelUsage>]>([
    [
      'as text',
      { prompt_tokens: '12', completion_tokens: '34' },
      { inputTokens: 12, outputTokens: 34, estimated: false },
    ],
    [
      'with a fraction',
      { prompt_tokens: 12.4, completion_tokens: 34.0 },
      { inputTokens: 13, outputTokens: 34, estimated: false },
    ],
    [
      'with null beside them',
      { prompt_tokens: 12, completion_tokens: 34, prompt_tokens_details: null, total_tokens: null },
      { inputTokens: 12, estimated: false },
    ],
    [
      'under other names',
      { input_tokens: 12, output_tokens: 34 },
      { inputTokens: 12, outputTokens: 34, estimated: false },
    ],
    ['null', { prompt_tokens: null, completion_tokens: null }, { estimated: true }],
    [
      'nested where a number should be',
      { prompt_tokens: { text: 5 }, completion_tokens: [9] },
      { estimated: true },
    ],
    ['below zero', { prompt_tokens: -1, completion_tokens: -1 }, { estimated: true }],
    ['no object', 'many', { estimated: true }],
  ])('%s', async (_name, usage, expected) => {
    const { usages, error } = await draw([counted(usage)])
    expect(error).toBeUndefined()
    expect(usages).toEqual([expect.objectContaining(expected)])
  })
})

describe('an error is what it says', () => {
  const kinds: [number | string, Partial<ModelError>][] = [
    [401, { kind: 'credentials', retryable: false }],
    [402, { kind: 'credentials', retryable: false }],
    [403, { kind: 'credentials', retryable: false }],
    [404, { kind: 'model_not_found', retryable: false }],
    ['429', { kind: 'rate_limited', retryable: true }],
    [500, { kind: 'unavailable', retryable: true }],
    [503, { kind: 'unavailable', retryable: true }],
    [504, { kind: 'timeout', retryable: true }],
    [422, { kind: 'rejected', retryable: false }],
  ]
  test.each(kinds)('within a stream, and in a body with a success status: %s', async (code, expected) => {
    const nested = JSON.stringify({ error: { message: 'no', code } })
    const flat = JSON.stringify({ object: 'error', message: 'no', type: 'Oops', code })
    const scripts: Script[] = [
      body(begun, event(nested)),
      body(event(flat)),
      body(`event: error\n${event(JSON.stringify({ message: 'no', code }))}`),
      { kind: 'raw', contentType: 'application/json', body: nested },
      { kind: 'raw', contentType: 'application/json', body: flat },
    ]
    for (const script of scripts) expect((await draw([script])).error).toMatchObject(expected)
  })

  test.each<[string, number, unknown, Partial<ModelError>]>([
    ['nobody has loaded a model', 400, { error: 'No models loaded' }, { kind: 'model_not_found' }],
    [
      'nobody has loaded a model, at length',
      404,
      { error: { message: 'No models loaded. Please load a model in the developer page.' } },
      { kind: 'model_not_found' },
    ],
    [
      'the model is unknown',
      400,
      { error: { message: 'model "m" not found, try pulling it first', type: 'api_error' } },
      { kind: 'model_not_found' },
    ],
    [
      'a field is unknown',
      400,
      { error: { message: 'Unrecognized field: stream_options', type: 'invalid_request_error' } },
      { kind: 'rejected' },
    ],
    ['a bad request without words', 400, {}, { kind: 'rejected' }],
    ['a list of faults', 422, { detail: [{ loc: ['body'], msg: 'bad' }] }, { kind: 'rejected' }],
    ['a filter', 400, { error: { code: 'content_filter', message: 'no' } }, { kind: 'refused' }],
    [
      'an empty purse',
      402,
      { error: { message: 'Insufficient credits. You requested up to 16000 max_tokens', code: 402 } },
      { kind: 'credentials' },
    ],
    [
      'a busy hour',
      429,
      {
        error: {
          message: 'Rate limit reached on tokens per minute (TPM): Limit 6000, Requested 17000',
          code: 'rate_limit_exceeded',
        },
      },
      { kind: 'rate_limited' },
    ],
  ])('%s', async (_name, status, said, expected) => {
    const { error, asked } = await draw([
      { kind: 'raw', status, contentType: 'application/json', body: JSON.stringify(said) },
    ])
    expect(error).toMatchObject({ retryable: expected.kind === 'rate_limited', ...expected })
    expect(asked).toHaveLength(1)
  })

  test('its text is not logged, because it may quote the prompt or the key', async () => {
    const said = { error: { message: 'bad key sk-secret for a red fox', code: 'invalid_api_key' } }
    const { error } = await draw([{ kind: 'raw', status: 401, body: JSON.stringify(said) }])
    expect(String(error?.cause)).toBe('VendorError: the vendor answered 401 invalid_api_key')
  })
})
