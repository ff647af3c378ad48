import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startAnthropicServer } from '../../../../../../test/harness/anthropic-server.ts'
import { startGoogleServer } from '../../../../../../test/harness/google-server.ts'
import { startScriptedModel } from '../../../../../../test/harness/scripted-model.ts'
import {
  answerWith,
  createGate,
  type Script,
  type ScriptedServer,
  smallPicture,
} from '../../../../../../test/harness/scripted-server.ts'
import { createModels, ModelError, type ModelUsage, type SvgModel } from '../../index.ts'
import { createLlmModel, defaultLlmLimits } from '../llm-model.ts'
import type { LlmLimits } from '../llm-options.ts'
import { createPace } from '../pace.ts'
import { createPost } from '../post.ts'
import { listPrices } from '../prices.data.ts'
import { offerOpenAi } from './openai.ts'

type Server = ScriptedServer<Record<string, unknown>> & { url: string }

/** Long enough for a request to arrive on a busy machine: another one would get its script. */
const arrivesMs = 1_000

type VendorUnderTest = {
  name: string
  modelId: string
  start: () => Promise<Server>
  open: (baseUrl: string, limits: Partial<LlmLimits>) => SvgModel
  path: string
  keyHeader: string
  key: string
  /**
   * What the body must contain: the model unless it is part of the path, the token limit, little thinking.
   */
  body: object
  codes: { busy: string; overloaded: string; noKey: string; noModel: string }
}

const vendors: VendorUnderTest[] = [
  {
    name: 'openai',
    modelId: 'gpt-5-mini-2025-08-07',
    start: async () => (await startScriptedModel()) as unknown as Server,
    // The registry takes a base URL only for a compatible server; here OpenAI's own adapter gets one.
    open: (baseUrl, limits) => {
      const whole = { ...defaultLlmLimits, ...limits }
      const vendor = offerOpenAi({ apiKey: 'key-1', baseUrl })
      const [offered] = vendor.models
      if (!offered) throw new Error('nothing is offered')
      return createLlmModel({
        ...offered,
        provider: vendor.provider,
        connect: () => vendor.connect(offered.id, createPost(whole.wireBytesMax, createPace())),
        vendorOptions: offered.options,
        findReferences: async () => [],
        limits: whole,
        price: listPrices[offered.id],
      })
    },
    path: '/v1/chat/completions',
    keyHeader: 'authorization',
    key: 'Bearer key-1',
    body: {
      model: 'gpt-5-mini-2025-08-07',
      stream: true,
      max_completion_tokens: 16_000,
      reasoning_effort: 'low',
    },
    codes: {
      busy: 'rate_limit_exceeded',
      overloaded: 'server_error',
      noKey: 'invalid_api_key',
      noModel: 'model_not_found',
    },
  },
  {
    name: 'anthropic',
    modelId: 'claude-sonnet-5-5',
    start: async () => (await startAnthropicServer()) as unknown as Server,
    open: (baseUrl, limits) => openFromRegistry({ anthropic: { apiKey: 'key-1', baseUrl }, limits }),
    path: '/v1/messages',
    keyHeader: 'x-api-key',
    key: 'key-1',
    body: {
      model: 'claude-sonnet-5-5',
      stream: true,
      max_tokens: 16_000,
      output_config: { effort: 'low' },
    },
    codes: {
      busy: 'rate_limit_error',
      overloaded: 'overloaded_error',
      noKey: 'authentication_error',
      noModel: 'not_found_error',
    },
  },
  {
    name: 'google',
    modelId: 'gemini-3.8-flash',
    start: async () => (await startGoogleServer()) as unknown as Server,
    open: (baseUrl, limits) => openFromRegistry({ google: { apiKey: 'key-1', baseUrl }, limits }),
    path: '/v1beta/models/gemini-3.8-flash:streamGenerateContent?alt=sse',
    keyHeader: 'x-goog-api-key',
    key: 'key-1',
    body: { generationConfig: { maxOutputTokens: 16_000, thinkingConfig: { thinkingLevel: 'low' } } },
    codes: {
      busy: 'RESOURCE_EXHAUSTED',
      overloaded: 'UNAVAILABLE',
      noKey: 'PERMISSION_DENIED',
      noModel: 'NOT_FOUND',
    },
  },
]

function openFromRegistry(config: Parameters<typeof createModels>[0]): SvgModel {
  const resolved = createModels(config).resolve(undefined)
  if ('unknown' in resolved) throw new Error('there is no default model')
  return resolved.model
}

const request = { prompt: 'a red fox under a tree', style: 'flat', seed: 7 } as const

describe.each(vendors)('$name', ({ modelId, start, open, path, keyHeader, key, body, codes }) => {
  let server: Server
  beforeAll(async () => {
    server = await start()
  })
  afterAll(async () => {
    await server[Symbol.asyncDispose]()
  })

  async function draw(script: Script, limits: Partial<LlmLimits> = {}, signal?: AbortSignal) {
    server.respondWith(script)
    const pieces: string[] = []
    const usages: ModelUsage[] = []
    let error: unknown
    try {
      const stream = open(server.url, limits).streamSvg(request, signal ?? new AbortController().signal, {
        onUsage: (usage) => usages.push(usage),
      })
      for await (const piece of stream) pieces.push(piece)
    } catch (thrown) {
      error = thrown
    }
    return { text: pieces.join(''), pieces, usages, error }
  }

  async function failureOf(script: Script, limits?: Partial<LlmLimits>): Promise<ModelError> {
    const { error } = await draw(script, limits)
    if (!(error instanceof ModelError)) throw new Error('expected a ModelError', { cause: error })
    return error
  }

  const lastRequest = () => {
    const last = server.requests.at(-1)
    if (!last) throw new Error('no request was made')
    return last
  }

  test('draws with one request that carries key, model, token limit and prompt', async () => {
    const before = server.requests.length
    const { text, pieces, error } = await draw(answerWith(smallPicture, 30, 20))
    expect(error).toBeUndefined()
    expect(text).toBe(smallPicture)
    expect(pieces.length).toBeGreaterThan(1)
    expect(server.requests.length - before).toBe(1)
    const sent = lastRequest()
    expect(sent.path).toBe(path)
    expect(sent.headers[keyHeader]).toBe(key)
    expect(sent.body).toMatchObject(body)
    expect(JSON.stringify(sent.body)).toContain('a red fox under a tree')
  })

  test("reports the vendor's counts, and their cost by the list price", async () => {
    const { usages } = await draw(answerWith(smallPicture))
    const price = listPrices[modelId]
    if (!price) throw new Error('the default model has no price')
    const exact = 1000 * price.input + 200 * (price.cachedInput ?? price.input) + 300 * price.output
    expect(usages).toEqual([
      {
        inputTokens: 1200,
        outputTokens: 300,
        costMicroUsd: Math.ceil(Number(exact.toFixed(6))),
        estimated: false,
      },
    ])
  })

  test('does not yield thinking as picture', async () => {
    const { text, error } = await draw({ ...answerWith(smallPicture), thoughts: ['a fox has a tail'] })
    expect(error).toBeUndefined()
    expect(text).toBe(smallPicture)
  })

  const error = (status: number, more: Partial<Extract<Script, { kind: 'error' }>> = {}): Script => ({
    kind: 'error',
    status,
    ...more,
  })

  test.each<[string, Script, Partial<ModelError>]>([
    [
      '429 with Retry-After',
      error(429, { code: codes.busy, headers: { 'retry-after': '7' } }),
      { kind: 'rate_limited', retryable: true, retryAfterMs: 7000 },
    ],
    ['500', error(500), { kind: 'unavailable', retryable: true }],
    [
      '503 with Retry-After',
      error(503, { code: codes.overloaded, headers: { 'retry-after': '2' } }),
      { kind: 'unavailable', retryAfterMs: 2000 },
    ],
    ['529', error(529, { code: codes.overloaded }), { kind: 'unavailable', retryable: true }],
    [
      'a page of HTML',
      error(502, { body: '<html>bad gateway</html>' }),
      { kind: 'unavailable', retryable: true },
    ],
    ['504', error(504), { kind: 'timeout', retryable: true }],
    ['401', error(401, { code: codes.noKey }), { kind: 'credentials', retryable: false }],
    ['403', error(403), { kind: 'credentials', retryable: false }],
    ['404', error(404, { code: codes.noModel }), { kind: 'model_not_found', retryable: false }],
    ['413', error(413), { kind: 'context_length', retryable: false }],
    [
      'a refusal',
      { kind: 'stream', steps: ['<svg>'], finish: 'content_filter' },
      { kind: 'refused', retryable: false },
    ],
    [
      'the token limit',
      { kind: 'stream', steps: ['<svg>'], finish: 'length' },
      { kind: 'context_length', retryable: true },
    ],
    ['a cut', { kind: 'stream', steps: ['<svg>'], cut: true }, { kind: 'unavailable', retryable: true }],
    [
      'an end without a finish',
      { kind: 'stream', steps: ['<svg>'], finish: null },
      { kind: 'unavailable', retryable: true },
    ],
    ['no text', { kind: 'stream', steps: [] }, { kind: 'empty', retryable: true }],
    [
      'an overload after the first text',
      { kind: 'stream', steps: ['<svg>'], errorFrame: { message: 'x', code: codes.overloaded } },
      { kind: 'unavailable', retryable: true },
    ],
    [
      'a limit before the first text',
      { kind: 'stream', steps: [], errorFrame: { message: 'x', code: codes.busy } },
      { kind: 'rate_limited', retryable: true },
    ],
  ])('%s is typed', async (_name, script, expected) => {
    expect(await failureOf(script)).toMatchObject(expected)
  })

  test('keeps the prompt out of its errors, so that no log can hold it', async () => {
    const failure = await failureOf(error(500))
    expect(inspect(failure, { depth: null, showHidden: true })).not.toContain('red fox')
  })

  test('charges nothing for an error, and an estimate for what was cut off', async () => {
    expect((await draw(error(500))).usages).toEqual([])
    const cut = await draw({ kind: 'stream', steps: ['<svg>'.repeat(30)], cut: true })
    expect(cut.usages).toEqual([expect.objectContaining({ estimated: true })])
    expect(cut.usages[0]?.outputTokens).toBeGreaterThanOrEqual(50)
  })

  test('a hang times out, and its connection is closed', async () => {
    expect(await failureOf({ kind: 'hang' }, { silenceMs: arrivesMs })).toMatchObject({ kind: 'timeout' })
    expect(await lastRequest().ended).toBe('aborted')
  })

  test('a connection that is kept open without text ends at the time for the first text', async () => {
    const idle: Script = { kind: 'endless', text: 'keep-alive', delayMs: 5, as: 'comment' }
    expect(await failureOf(idle, { firstTextMs: arrivesMs })).toMatchObject({ kind: 'timeout' })
    expect(await lastRequest().ended).toBe('aborted')
  })

  test('an endlessly slow answer ends at the total time', async () => {
    const drip: Script = { kind: 'endless', text: ' ', delayMs: 5 }
    expect(await failureOf(drip, { totalMs: arrivesMs })).toMatchObject({ kind: 'timeout' })
    expect(await lastRequest().ended).toBe('aborted')
  })

  test('an endless answer stops at the character limit, and at the byte limit', async () => {
    const endless: Script = { kind: 'endless', text: '<path d="M0 0h256"/>'.repeat(50) }
    expect(await failureOf(endless, { outputCharsMax: 20_000 })).toMatchObject({ kind: 'context_length' })
    expect(await lastRequest().ended).toBe('aborted')
    const noise: Script = { kind: 'endless', text: 'x'.repeat(4_000), as: 'comment' }
    expect(await failureOf(noise, { wireBytesMax: 100_000 })).toMatchObject({ kind: 'context_length' })
    expect(await lastRequest().ended).toBe('aborted')
  })

  test('an abort closes the connection and throws the reason', async () => {
    const before = server.requests.length
    const abort = new AbortController()
    const drawing = draw({ kind: 'stream', steps: ['<svg>', createGate().opened] }, {}, abort.signal)
    await server.received(before + 1)
    const reason = new Error('the job was cancelled')
    abort.abort(reason)
    expect((await drawing).error).toBe(reason)
    expect(await lastRequest().ended).toBe('aborted')
  })

  test('a redirect is not followed, so that key and prompt stay with the vendor', async () => {
    const other = await start()
    try {
      const moved = error(307, { headers: { location: `${other.url}/chat/completions` } })
      expect(await failureOf(moved)).toMatchObject({ kind: 'unavailable' })
      expect(other.requests).toEqual([])
    } finally {
      await other[Symbol.asyncDispose]()
    }
  })
})

describe('google', () => {
  test('a key that is refused as an invalid argument, a delay in the details, and a blocked prompt are understood', async () => {
    const server = await startGoogleServer()
    const failures: unknown[] = []
    const scripts: Script[] = [
      {
        kind: 'error',
        status: 400,
        code: 'INVALID_ARGUMENT',
        details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' }],
      },
      {
        kind: 'error',
        status: 429,
        code: 'RESOURCE_EXHAUSTED',
        details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '36s' }],
      },
      { kind: 'stream', steps: [], refusal: 'PROHIBITED_CONTENT' },
    ]
    try {
      const model = openFromRegistry({ google: { apiKey: 'key-1', baseUrl: server.url } })
      for (const script of scripts) {
        server.respondWith(script)
        const pieces = model.streamSvg(request, new AbortController().signal)[Symbol.asyncIterator]()
        failures.push(await pieces.next().catch((error: unknown) => error))
      }
    } finally {
      await server[Symbol.asyncDispose]()
    }
    expect(failures).toMatchObject([
      { kind: 'credentials', retryable: false },
      { kind: 'rate_limited', retryAfterMs: 36_000 },
      { kind: 'refused', retryable: false },
    ])
  })
})
