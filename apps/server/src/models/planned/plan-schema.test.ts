import { extractSvg } from '@chatsvg/svg'
import { describe, expect, it } from 'vitest'
import { startAnthropicServer } from '../../../../../test/harness/anthropic-server.ts'
import { startGoogleServer } from '../../../../../test/harness/google-server.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import {
  answer,
  namesOf,
  type Outcome,
  request,
  startPlanningServer,
  written,
} from '../../../../../test/harness/planned-models.ts'
import { answerWith, type Script } from '../../../../../test/harness/scripted-model.ts'

const planning = keepForSuite(await startPlanningServer())
const { draw } = planning

describe('the schema', () => {
  const hasFormat = ({ asked }: Outcome) => asked.map((body) => 'response_format' in body)

  it.each([
    [400, { error: { message: "'response_format.type' must be 'text'", code: 'invalid_value' } }],
    [400, { error: 'Unrecognized request argument supplied: response_format' }],
    [404, { error: { message: 'No endpoints found that support the requested parameters', code: 404 } }],
    [422, { detail: [{ loc: ['body', 'response_format'], msg: 'extra fields not permitted' }] }],
    // What a server answers that lacks the feature, in its words.
    [501, { error: { message: 'response_format is not implemented' } }],
  ])('is left out after a %i, for the next pictures as well', async (status, said) => {
    const model = planning.modelOf()
    const rejected: Script = {
      kind: 'raw',
      status,
      contentType: 'application/json',
      body: JSON.stringify(said),
    }
    const first = await draw([rejected, answer(written)], model)
    expect(namesOf(first)).toEqual(['fox', 'tree'])
    expect(hasFormat(first)).toEqual([true, false])
    expect(first.usages).toHaveLength(1)
    expect(hasFormat(await draw([answer(written)], model))).toEqual([false])
  })

  it('is not blamed for a request that is rejected without it too', async () => {
    const model = planning.modelOf()
    const rejected: Script = { kind: 'error', status: 400 }
    const failed = await draw([rejected, rejected], model)
    expect(failed.error).toMatchObject({ kind: 'rejected' })
    expect(hasFormat(failed)).toEqual([true, false])
    expect(hasFormat(await draw([answer(written)], model))).toEqual([true])
  })

  it('is Anthropic’s output format, without the bounds that it refuses', async () => {
    await using anthropic = await startAnthropicServer()
    const model = planning.modelOf({ anthropic: { apiKey: 'k', baseUrl: anthropic.url } }, 'claude-haiku-5-5')
    anthropic.respondWith(answerWith(written))
    for await (const _ of model.streamSvg(request, new AbortController().signal)) {
      // Only the request matters here.
    }
    expect(anthropic.requests[0]?.body).toMatchObject({
      model: 'claude-haiku-5-5',
      output_config: {
        format: { type: 'json_schema', schema: { required: ['background', 'emblem', 'things'] } },
      },
    })
    const sent = JSON.stringify(anthropic.requests[0]?.body)
    expect(sent).toContain('"count":{"type":"integer"}')
    expect(sent).not.toMatch(/maxItems|maximum/)
  })

  it('is Google’s response schema, and a model that cannot serve it is asked without', async () => {
    await using google = await startGoogleServer()
    const model = planning.modelOf({ google: { apiKey: 'k', baseUrl: google.url } }, 'gemini-3.8-flash')
    google.respondWith({ kind: 'error', status: 400, code: 'INVALID_ARGUMENT' }, answerWith(written))
    let svg = ''
    for await (const piece of model.streamSvg(request, new AbortController().signal)) svg += piece
    expect(extractSvg(svg).ok).toBe(true)
    expect(google.requests[0]?.body.generationConfig).toMatchObject({
      responseMimeType: 'application/json',
      responseJsonSchema: { properties: { things: { type: 'array' } } },
    })
    expect(google.requests[1]?.body.generationConfig).not.toHaveProperty('responseJsonSchema')
  })
})
