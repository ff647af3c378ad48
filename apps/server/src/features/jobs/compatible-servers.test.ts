import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { Client } from '../../../../../test/harness/client.ts'
import { acceptedJob, jobEnd } from '../../../../../test/harness/job-end.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { startScriptedApi } from '../../../../../test/harness/scripted-api.ts'
import { answerWith, smallPicture } from '../../../../../test/harness/scripted-model.ts'

const api = keepForSuite(await startScriptedApi({ GENERATION_BACKOFF_MS: '1' }))
const { model } = api
let client: Client

async function drawOne() {
  const request = { prompt: 'a blue circle, quite round', style: 'flat' }
  return jobEnd(client, acceptedJob(await client.post('/svg/generate-svg', request)).id, loadingMs)
}

/** The first picture loads code from source, which takes long on a busy machine. */
const loadingMs = 90_000

beforeAll(async () => {
  client = (await api.signUp()).client
  await drawOne()
})
beforeEach(async () => {
  client = (await api.signUp()).client
})

const events = (...chunks: string[]) => ({
  kind: 'raw' as const,
  body: chunks.map((chunk) => `data:${chunk}\n\n`).join(''),
})
const piece = (content: string) => JSON.stringify({ choices: [{ delta: { content } }] })
const badRequest = (said: object) => ({
  kind: 'raw' as const,
  status: 400,
  contentType: 'application/json',
  body: JSON.stringify(said),
})

it.each([
  ['counts without choices', [events(piece(smallPicture), '{"usage":{"prompt_tokens":5}}', '[DONE]')]],
  [
    'sends empty events, and no reason for the end',
    [events(piece(smallPicture.slice(0, 50)), '', '{}', piece(smallPicture.slice(50)))],
  ],
  [
    'thinks aloud',
    [
      events(
        piece(`<think>${smallPicture.replace('#336699', '#00aa00')}</think>`),
        piece(smallPicture),
        '[DONE]',
      ),
    ],
  ],
  [
    'has less room than was asked for',
    [
      badRequest({
        object: 'error',
        message: 'maximum context length is 8192 tokens, 17200 were requested',
        code: 400,
      }),
      answerWith(smallPicture),
    ],
  ],
])('keeps the picture of a compatible server that %s', async (_what, scripts) => {
  const before = model.requests.length
  model.respondWith(...scripts)
  const { job } = await drawOne()
  expect(job).toMatchObject({ status: 'SUCCEEDED', errorCode: null })
  expect(job.generation?.svg).toContain('<circle')
  expect(job.generation?.svg).not.toContain('#0a0')
  expect(model.requests.length - before).toBe(scripts.length)
})

it.each([
  [
    'has no room for a picture',
    {
      error:
        'Trying to keep the first 5000 tokens, but the model is loaded with context length of only 4096 tokens',
    },
    'VALIDATION_ERROR',
    'is too long for this model',
  ],
  [
    'has no model',
    { error: 'No models loaded' },
    'OPENAI_MODEL_NOT_FOUND',
    'Choose another one, such as the composer.',
  ],
  [
    'does not take the request',
    { error: { message: 'bad field' } },
    'GENERATION_FAILED',
    'did not accept this request',
  ],
])('reports what happened when a compatible server %s', async (_what, said, code, words) => {
  const before = model.requests.length
  model.respondWith(badRequest(said))
  const { job, credits } = await drawOne()
  expect(job).toMatchObject({
    status: 'FAILED',
    errorCode: code,
    errorMessage: expect.stringContaining(words),
  })
  expect(credits).toBe(10)
  expect(model.requests.length - before).toBe(1)
})
