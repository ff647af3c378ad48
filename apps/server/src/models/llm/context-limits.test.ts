import { describe, expect, test } from 'vitest'
import {
  begun,
  body,
  done,
  drawWith,
  ended,
  event,
  stop,
} from '../../../../../test/harness/compatible-answers.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { type Script, smallPicture, startScriptedModel } from '../../../../../test/harness/scripted-model.ts'
import type { ModelsConfig } from '../index.ts'

const server = keepForSuite(await startScriptedModel())

const draw = (scripts: Script[], config?: Partial<ModelsConfig>, id?: string) =>
  drawWith(server, scripts, config, id)

describe('a model with less room than was requested', () => {
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

  test('LM Studio, which reports only its context: the prompt is estimated', async () => {
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

  test('is abandoned below what a picture needs, and after repeated errors', async () => {
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

  test('charges nothing for refused requests', async () => {
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
