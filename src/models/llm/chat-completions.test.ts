import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type Script,
  type ScriptedModel,
  smallPicture,
  startScriptedModel,
} from '../../../test/harness/scripted-model.ts'
import { createModels, ModelError, type ModelsConfig, type ModelUsage } from '../index.ts'

const request = { prompt: 'a red fox under a tree', style: 'flat', seed: 7 } as const
let server: ScriptedModel

beforeAll(async () => {
  server = await startScriptedModel()
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
})

type Outcome = { text: string; usages: ModelUsage[]; error: ModelError | undefined; asked: number[] }

async function draw(scripts: Script[], config: Partial<ModelsConfig> = {}, id = 'm'): Promise<Outcome> {
  const before = server.requests.length
  server.respondWith(...scripts)
  const openai = { baseUrl: server.url, models: [id], ...config.openai }
  const resolved = createModels({ ...config, openai }).resolve(id)
  if ('unknown' in resolved) throw new Error('the registry does not know its own model')
  const outcome: Outcome = { text: '', usages: [], error: undefined, asked: [] }
  try {
    const signal = new AbortController().signal
    for await (const piece of resolved.model.streamSvg(request, signal, (usage) =>
      outcome.usages.push(usage),
    ))
      outcome.text += piece
  } catch (error) {
    if (!(error instanceof ModelError)) throw error
    outcome.error = error
  }
  outcome.asked = server.requests.slice(before).map(({ body }) => Number(body.max_tokens))
  return outcome
}

const half = smallPicture.slice(0, 60)
const rest = smallPicture.slice(60)
const chunk = (delta: object, more: object = {}): string =>
  JSON.stringify({ choices: [{ index: 0, delta, finish_reason: null, ...more }] })
const event = (data: string): string => `data: ${data}\n\n`
const body = (...events: string[]): Script => ({ kind: 'raw', body: events.join('') })
const begun = event(chunk({ role: 'assistant', content: half }))
const ended = event(chunk({ content: rest }))
const stop = event(chunk({}, { finish_reason: 'stop' }))
const done = event('[DONE]')

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

  test('and does not, from one that ends in the middle of it', async () => {
    for (const script of [body(begun, done), body(begun), { kind: 'raw', body: begun, cut: true } as const])
      expect((await draw([script])).error).toMatchObject({ kind: 'unavailable', retryable: true })
    const cut = body(begun, event(chunk({}, { finish_reason: 'length' })), done)
    expect((await draw([cut])).error).toMatchObject({ kind: 'context_length', retryable: true })
    expect((await draw([body(begun, event('{"choices":[{"del'), ended, stop)])).error).toMatchObject({
      kind: 'unavailable',
    })
  })

  test('and is refused where the vendor filtered it, though it is whole', async () => {
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
  test.each(kinds)('within a stream, and in a body with a good status: %s', async (code, expected) => {
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

  test('nothing of its words is kept, since they may quote the prompt or the key', async () => {
    const said = { error: { message: 'bad key sk-secret for a red fox', code: 'invalid_api_key' } }
    const { error } = await draw([{ kind: 'raw', status: 401, body: JSON.stringify(said) }])
    expect(String(error?.cause)).toBe('VendorError: the vendor answered 401 invalid_api_key')
  })
})

describe('a model with less room than was asked for', () => {
  const tooLong = (said: unknown, status = 400): Script => ({
    kind: 'raw',
    status,
    contentType: 'application/json',
    body: JSON.stringify(said),
  })
  const good = body(begun, ended, stop, done)
  const roomOf = (context: number, prompt: number) => context - prompt - 16

  test.each<[string, unknown, number]>([
    [
      'vLLM',
      {
        object: 'error',
        message:
          "This model's maximum context length is 8192 tokens. However, you requested 17200 tokens (1200 in the messages, 16000 in the completion). Please reduce the length of the messages or completion.",
        type: 'BadRequestError',
        param: null,
        code: 400,
      },
      roomOf(8192, 1200),
    ],
    [
      'vLLM, shorter',
      {
        object: 'error',
        message: 'maximum context length is 8192 tokens, 17200 were requested',
        type: 'BadRequestError',
        code: 400,
      },
      roomOf(8192, 1200),
    ],
    [
      'vLLM, newer',
      {
        error: {
          message:
            "This model's maximum context length is 8192 tokens. However, you requested 16000 output tokens and your prompt contains at least 1200 input tokens, for a total of at least 17200 tokens.",
          type: 'BadRequestError',
          param: 'input_tokens',
          code: 400,
        },
      },
      roomOf(8192, 1200),
    ],
    [
      'vLLM, by its setting',
      {
        error: {
          message:
            "'max_tokens' or 'max_completion_tokens' is too large: 16000. This model's maximum context length is 8192 tokens and your request has 1200 input tokens (16000 > 8192 - 1200).",
          type: 'BadRequestError',
          code: 400,
        },
      },
      roomOf(8192, 1200),
    ],
    [
      'SGLang',
      {
        object: 'error',
        message:
          "Requested token count exceeds the model's maximum context length of 8192 tokens. You requested a total of 17200 tokens: 1200 tokens from the input messages and 16000 tokens for the completion.",
        code: 400,
      },
      roomOf(8192, 1200),
    ],
    [
      'llama.cpp',
      {
        error: {
          code: 400,
          message: 'the request exceeds the available context size, try increasing it',
          type: 'exceed_context_size_error',
          n_prompt_tokens: 1200,
          n_ctx: 4096,
        },
      },
      roomOf(4096, 1200),
    ],
    [
      'OpenRouter',
      {
        error: {
          message:
            "This endpoint's maximum context length is 8192 tokens. However, you requested about 17200 tokens (1200 of text input, 16000 in the output). Please reduce the length of either one.",
          code: 400,
          metadata: { provider_name: null },
        },
      },
      roomOf(8192, 1200),
    ],
    [
      'OpenAI',
      {
        error: {
          message:
            'max_tokens is too large: 16000. This model supports at most 4096 completion tokens, whereas you provided 16000.',
          type: 'invalid_request_error',
          param: 'max_tokens',
          code: 'invalid_value',
        },
      },
      4096,
    ],
    [
      'DeepSeek',
      {
        error: {
          message: 'Invalid max_tokens value, the valid range of max_tokens is [1, 8192]',
          type: 'invalid_request_error',
          code: 'invalid_request_error',
        },
      },
      8192,
    ],
    [
      'Groq',
      {
        error: {
          message:
            '`max_tokens` must be less than or equal to `8192`, the maximum value for `max_tokens` is less than the `context_window` for this model',
          type: 'invalid_request_error',
        },
      },
      8192,
    ],
    [
      'TGI',
      {
        error:
          'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 8192. Given: 1200 `inputs` tokens and 16000 `max_new_tokens`',
        error_type: 'validation',
      },
      roomOf(8192, 1200),
    ],
    [
      'Ollama, which tells no numbers',
      {
        error: {
          message: 'the input length exceeds the context length',
          type: 'invalid_request_error',
          param: null,
          code: null,
        },
      },
      8000,
    ],
  ])('is asked again: %s', async (_name, said, room) => {
    const { text, error, asked } = await draw([tooLong(said), good])
    expect(error).toBeUndefined()
    expect(text).toBe(smallPicture)
    expect(asked).toEqual([16_000, room])
  })

  test('LM Studio, which tells its context alone: the prompt is estimated', async () => {
    const { error, asked } = await draw([tooLong({ error: 'context length of only 4096 tokens' }), good])
    expect(error).toBeUndefined()
    expect(asked[1]).toBeGreaterThan(600)
    expect(asked[1]).toBeLessThan(4096)
  })

  test('within an open stream as well', async () => {
    const said = {
      error: {
        code: 400,
        type: 'exceed_context_size_error',
        message: 'x',
        n_prompt_tokens: 1200,
        n_ctx: 4096,
      },
    }
    const { error, asked } = await draw([body(event(JSON.stringify(said))), good])
    expect(error).toBeUndefined()
    expect(asked).toEqual([16_000, roomOf(4096, 1200)])
  })

  test('is given up below what a picture needs, and when it says the same for ever', async () => {
    const full = {
      error:
        'Trying to keep the first 5000 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens, which is not enough.',
    }
    const { error, asked } = await draw([tooLong(full)])
    expect(error).toMatchObject({ kind: 'context_length', retryable: false })
    expect(asked).toEqual([16_000])
    const silent = tooLong({ error: 'prompt is too long' })
    const halved = await draw(Array<Script>(5).fill(silent))
    expect(halved.error).toMatchObject({ kind: 'context_length', retryable: false })
    expect(halved.asked).toEqual([16_000, 8000, 4000, 2000, 1000])
  })

  test('charges nothing for what was refused', async () => {
    const { usages } = await draw([
      tooLong({ error: 'Trying to keep the first 9 tokens; context length of only 20 tokens' }),
    ])
    expect(usages).toEqual([])
  })
})

describe('the length of an answer', () => {
  const good = body(begun, ended, stop, done)
  test('is a setting for all models, and for each', async () => {
    const outputTokens = { others: 9000, byModel: { small: 2000 } }
    const openai = { baseUrl: server.url, models: ['small', 'other'], outputTokens }
    expect((await draw([good], { openai }, 'small')).asked).toEqual([2000])
    expect((await draw([good], { openai }, 'other')).asked).toEqual([9000])
  })
})
