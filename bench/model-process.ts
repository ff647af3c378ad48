import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { answerParent } from './child.ts'
import { instantModel, type ModelTask } from './model-server.ts'
import { createPicture } from './pictures.ts'

/** About ten tokens, as vendors send them. */
const pieceChars = 40

/**
 * A server with OpenAI's streamed `/chat/completions`. The model `instant` sends everything at once; every
 * other one sends one piece at a time over `streamMs`. Answers with its port.
 */
answerParent<ModelTask, number>(async ({ pictureBytes, streamMs, pieces }) => {
  const text = nameParts(createPicture(pictureBytes - groupBytes, 1))
  const frames = renderFrames(text, pieces ?? Math.ceil(text.length / pieceChars))
  const whole = frames.join('')
  const server = createServer(async (req, res) => {
    const body = await readBody(req)
    if (body.includes('<earlier>')) throw new Error('a picture of the benchmark is repaired')
    const { model } = JSON.parse(body) as { model: string }
    res.writeHead(200, { 'content-type': 'text/event-stream' })
    if (model === instantModel) return res.end(whole)
    const startedMs = performance.now()
    for (const [at, frame] of frames.entries()) {
      res.write(frame)
      // By the clock and not after the last piece: on a busy machine each wait is late, and the answer must
      // not be.
      await delay(Math.max(0, startedMs + ((at + 1) * streamMs) / frames.length - performance.now()))
    }
    return res.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
})

/** Prompts ask for named groups, and an answer without any would be repaired. */
const nameParts = (picture: string) =>
  picture.replace('</defs>', '</defs><g id="fox" aria-label="Fox">').replace('</svg>', '</g></svg>')
const groupBytes = 35

function renderFrames(text: string, count: number): string[] {
  const frame = (delta: object, finish: string | null) =>
    `data: ${JSON.stringify({
      id: 'chatcmpl-bench',
      object: 'chat.completion.chunk',
      created: 0,
      model: instantModel,
      choices: [{ index: 0, delta, finish_reason: finish }],
    })}\n\n`
  const place = (at: number) => Math.round((at * text.length) / count)
  const pieces = Array.from({ length: count }, (_, at) => text.slice(place(at), place(at + 1)))
  return [
    frame({ role: 'assistant', content: '' }, null),
    ...pieces.map((content) => frame({ content }, null)),
    frame({}, 'stop'),
    'data: [DONE]\n\n',
  ]
}

async function readBody(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
