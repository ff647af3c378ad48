import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startAnthropicServer } from '../../../../../test/harness/anthropic-server.ts'
import { startGoogleServer } from '../../../../../test/harness/google-server.ts'
import {
  frame,
  type Script,
  type ScriptedServer,
  smallPicture,
} from '../../../../../test/harness/scripted-server.ts'
import { createModels, type ModelUsage } from '../index.ts'

type Server = ScriptedServer<object> & { url: string }

const [half, rest] = [smallPicture.slice(0, 60), smallPicture.slice(60)]
const json = (value: object): Script => ({
  kind: 'raw',
  contentType: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
})
const body = (...events: string[]): Script => ({ kind: 'raw', body: events.join('') })

const anthropic = (type: string, fields: object = {}) => frame({ type, ...fields }, type)
const piece = (text: string) =>
  anthropic('content_block_delta', { index: 0, delta: { type: 'text_delta', text } })
const anthropicEnd = (reason: unknown = 'end_turn', usage: object = { output_tokens: 34 }) =>
  anthropic('message_delta', { delta: { stop_reason: reason }, usage }) + anthropic('message_stop')
const begin = (usage: object) => anthropic('message_start', { message: { role: 'assistant', usage } })

const candidate = (fields: object, more: object = {}) =>
  frame({ candidates: [{ index: 0, ...fields }], ...more })
const said = (text: string) => candidate({ content: { parts: [{ text }] } })
const googleEnd = (
  finishReason = 'STOP',
  usageMetadata: object = { promptTokenCount: 12, candidatesTokenCount: 34 },
) => candidate({ finishReason }, { usageMetadata })

const vendors = [
  {
    name: 'anthropic',
    start: async () => (await startAnthropicServer()) as unknown as Server,
    configure: (baseUrl: string) => ({ anthropic: { apiKey: 'k', baseUrl } }),
    pictures: [
      [
        'comments and pings',
        body(': hello\n\n', anthropic('ping'), piece(half), anthropic('ping'), piece(rest), anthropicEnd()),
      ],
      [
        'carriage returns',
        { kind: 'raw', body: (piece(half) + piece(rest) + anthropicEnd()).replaceAll('\n', '\r\n') },
      ],
      [
        'events of kinds that are new',
        body(anthropic('novelty', { delta: { text: 'no' } }), piece(smallPicture), anthropicEnd()),
      ],
      [
        'deltas of kinds that are new',
        body(
          anthropic('content_block_delta', { delta: { type: 'novelty_delta', text: 'no' } }),
          piece(smallPicture),
          anthropicEnd(),
        ),
      ],
      [
        'the beginning in the start of its block',
        body(
          anthropic('content_block_start', { content_block: { type: 'text', text: half } }),
          piece(rest),
          anthropicEnd(),
        ),
      ],
      [
        'null for what it does not say',
        body(
          begin({ input_tokens: null }),
          piece(smallPicture),
          anthropic('content_block_stop', { delta: null }),
          anthropicEnd('end_turn', { output_tokens: null }),
        ),
      ],
      ['a reason that is new', body(piece(smallPicture), anthropicEnd('novelty'))],
      ['no end', body(piece(smallPicture))],
      [
        'a complete answer',
        json({
          type: 'message',
          content: [{ type: 'text', text: smallPicture }],
          stop_reason: 'end_turn',
          usage: { input_tokens: 12, output_tokens: 34 },
        }),
      ],
    ],
    failures: [
      [
        'an error in a body with a success status',
        json({ type: 'error', error: { type: 'overloaded_error', message: 'x' } }),
        'unavailable',
      ],
      [
        'an error of the key in the stream',
        body(anthropic('error', { error: { type: 'authentication_error' } })),
        'credentials',
      ],
      ['a refusal', body(piece(half), anthropicEnd('refusal')), 'refused'],
      [
        'the end of its context',
        body(piece(half), anthropicEnd('model_context_window_exceeded')),
        'context_length',
      ],
    ],
    counted: body(
      begin({
        input_tokens: 10,
        cache_read_input_tokens: 5,
        cache_creation_input_tokens: 2,
        output_tokens: 1,
      }),
      piece(smallPicture),
      anthropicEnd(),
    ),
    counts: { inputTokens: 17, outputTokens: 34, estimated: false },
  },
  {
    name: 'google',
    start: async () => (await startGoogleServer()) as unknown as Server,
    configure: (baseUrl: string) => ({ google: { apiKey: 'k', baseUrl } }),
    pictures: [
      [
        'comments and empty events',
        body(': hello\n\n', 'data:\n\n', said(half), 'data: {}\n\n', said(rest), googleEnd()),
      ],
      [
        'carriage returns',
        { kind: 'raw', body: (said(half) + said(rest) + googleEnd()).replaceAll('\n', '\r\n') },
      ],
      [
        'parts of other kinds',
        body(
          candidate({ content: { parts: [{ inlineData: {} }, { text: smallPicture }, null] } }),
          googleEnd(),
        ),
      ],
      [
        'a signature of its thinking',
        body(candidate({ content: { parts: [{ text: smallPicture, thoughtSignature: 'x' }] } }), googleEnd()),
      ],
      [
        'null for what it does not say',
        body(
          candidate({ content: null }),
          frame({ candidates: null, promptFeedback: null }),
          said(smallPicture),
          googleEnd(),
        ),
      ],
      [
        'a prompt that it does not block',
        body(
          frame({ promptFeedback: { blockReason: 'BLOCK_REASON_UNSPECIFIED' } }),
          said(smallPicture),
          googleEnd(),
        ),
      ],
      ['a reason that is new', body(said(smallPicture), googleEnd('NOVELTY'))],
      ['no end', body(said(smallPicture))],
      [
        'a complete answer',
        json({ candidates: [{ content: { parts: [{ text: smallPicture }] }, finishReason: 'STOP' }] }),
      ],
    ],
    failures: [
      [
        'an error in a body with a success status',
        json({ error: { code: 503, status: 'UNAVAILABLE', message: 'x' } }),
        'unavailable',
      ],
      [
        'an error of the key in the stream',
        body(frame({ error: { code: 403, status: 'PERMISSION_DENIED' } })),
        'credentials',
      ],
      ['a refusal', body(said(half), googleEnd('PROHIBITED_CONTENT')), 'refused'],
      ['the end of one request', body(said(half), googleEnd('CONTINUATION')), 'context_length'],
    ],
    counted: body(
      candidate(
        { content: { parts: [{ text: smallPicture }] } },
        { usageMetadata: { promptTokenCount: 17, candidatesTokenCount: 3 } },
      ),
      googleEnd('STOP', {
        promptTokenCount: 17,
        cachedContentTokenCount: 5,
        candidatesTokenCount: 30,
        thoughtsTokenCount: 4,
      }),
    ),
    counts: { inputTokens: 17, outputTokens: 34, estimated: false },
  },
] satisfies {
  name: string
  start: () => Promise<Server>
  configure: (baseUrl: string) => Parameters<typeof createModels>[0]
  pictures: [string, Script][]
  failures: [string, Script, string][]
  counted: Script
  counts: Partial<ModelUsage>
}[]

describe.each(vendors)('$name', ({ start, configure, pictures, failures, counted, counts }) => {
  let server: Server
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server[Symbol.asyncDispose]())

  async function draw(script: Script) {
    server.respondWith(script)
    const resolved = createModels(configure(server.url)).resolve(undefined)
    if ('unknown' in resolved) throw new Error('there is no default model')
    const usages: ModelUsage[] = []
    const outcome: { text: string; usages: ModelUsage[]; error?: unknown } = { text: '', usages }
    try {
      const request = { prompt: 'a circle', style: 'flat', seed: 1 } as const
      const { signal } = new AbortController()
      for await (const text of resolved.model.streamSvg(request, signal, {
        onUsage: (usage) => usages.push(usage),
      }))
        outcome.text += text
    } catch (error) {
      outcome.error = error
    }
    return outcome
  }

  it.each(pictures as [string, Script][])('gives the picture with %s', async (_what, script) => {
    const { text, error } = await draw(script)
    expect(error).toBeUndefined()
    expect(text).toBe(smallPicture)
  })

  it.each(failures as [string, Script, string][])('fails for %s', async (_what, script, kind) => {
    expect((await draw(script)).error).toMatchObject({ kind })
  })

  it('is charged by the token counts at its end', async () => {
    expect((await draw(counted)).usages).toMatchObject([counts])
  })
})
