import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { keep } from '../../../../../test/harness/keep.ts'
import { createRandom } from '../../../../../tools/random/index.ts'
import { connectChatModel } from './chat-completions.ts'
import type { AnswerPart, ConnectedModel } from './connected-model.ts'
import { connectGenerateModel } from './google-generate.ts'
import { createPace } from './pace.ts'
import { createPost } from './post.ts'

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  keep({
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
}

const post = createPost(10_000_000, createPace())
const chatModel = (baseUrl: string) =>
  connectChatModel('m', { baseUrl, apiKey: undefined, post, lengthField: 'max_tokens' })

async function ask(model: ConnectedModel) {
  const question = {
    system: 's',
    user: 'u',
    outputTokensMax: 100,
    format: undefined,
    options: undefined,
    signal: new AbortController().signal,
  }
  const parts: AnswerPart[] = []
  for await (const part of model.ask(question)) parts.push(part)
  return {
    text: parts.map((part) => (part.kind === 'text' ? part.text : '')).join(''),
    ends: parts.flatMap((part) => (part.kind === 'finish' ? [part.reason] : [])),
  }
}

const pieceOf = (content: string) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}`
const end = 'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}'

describe('the answer of a vendor', () => {
  it('does not depend on the packets that it arrives in', async () => {
    const random = createRandom(1)
    const words = ['Füchse', '🦊', '狐狸', '<svg>', '\u0000', ' "x" ', 'e\u0301']
    const text = Array.from({ length: 300 }, () => words[Math.floor(random() * words.length)]).join('')
    const pieces = [...text].map(pieceOf)
    for (const lineEnd of ['\n', '\r\n', '\r']) {
      const bytes = Buffer.from([...pieces, ': alive', end, 'data: [DONE]', ''].join(lineEnd + lineEnd))
      const url = await serve(async (_req, res) => {
        res.writeHead(200, { 'content-type': 'text/event-stream' })
        for (let at = 0; at < bytes.length; ) {
          const next = at + 1 + Math.floor(random() * 900)
          res.write(bytes.subarray(at, next))
          await new Promise((resolve) => setImmediate(resolve))
          at = next
        }
        res.end()
      })
      expect(await ask(chatModel(url))).toEqual({ text, ends: ['stop'] })
    }
  })

  it('may be one event of a megabyte, in many packets', async () => {
    const text = 'x'.repeat(1_000_000)
    const url = await serve(async (_req, res) => {
      const bytes = Buffer.from(`${pieceOf(text)}\n\n${end}\n\n`)
      for (let at = 0; at < bytes.length; at += 50_000) {
        res.write(bytes.subarray(at, at + 50_000))
        await new Promise((resolve) => setImmediate(resolve))
      }
      res.end()
    })
    expect(await ask(chatModel(url))).toEqual({ text, ends: ['stop'] })
  })

  it('may be complete, after a byte order mark', async () => {
    const whole = { choices: [{ message: { content: 'all of it' }, finish_reason: 'stop' }] }
    const url = await serve((_req, res) => {
      res.writeHead(200, { 'content-type': 'application/json' }).end(`\uFEFF${JSON.stringify(whole)}`)
    })
    expect(await ask(chatModel(url))).toEqual({ text: 'all of it', ends: ['stop'] })
  })

  it('comes from the path of a tuned model of Google', async () => {
    const paths: (string | undefined)[] = []
    const baseUrl = await serve((req, res) => {
      paths.push(req.url)
      res.end('data: {"candidates":[{"content":{"parts":[{"text":"A"}]},"finishReason":"STOP"}]}\n\n')
    })
    for (const id of ['gemini', 'tunedModels/mine'])
      expect(await ask(connectGenerateModel(id, { baseUrl, apiKey: 'k', post }))).toMatchObject({ text: 'A' })
    expect(paths).toEqual([
      '/v1/models/gemini:streamGenerateContent?alt=sse',
      '/v1/tunedModels/mine:streamGenerateContent?alt=sse',
    ])
  })
})
