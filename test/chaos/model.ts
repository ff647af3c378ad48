import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { smallPicture } from '../harness/scripted-model.ts'

/**
 * One answer. Each step of a stream is a piece of text or a pause in milliseconds; `cut` drops the connection
 * instead of ending the stream, `raw` is sent unchanged instead of frames.
 */
export type Reply =
  | {
      kind: 'stream'
      steps: Iterable<string | number>
      finish?: 'stop' | 'length' | 'content_filter'
      cut?: boolean
      usable: boolean
    }
  | { kind: 'error'; status: number; retryAfterSeconds?: number }
  | { kind: 'hang' }
  | { kind: 'raw'; body: string }

/** The answer to the n-th call, counted from 1, for one drawing. */
export type Behaviour = (call: number) => Reply

/**
 * An OpenAI-compatible server that identifies the requested drawing, counts the calls for each, and answers
 * each as configured.
 */
export type ChaosModel = AsyncDisposable & {
  readonly port: number
  /** The answer for drawings without their own configuration. */
  usually: Behaviour
  behave(tag: string, behaviour: Behaviour): void
  callsFor(tag: string): number
  /** Answers without a usable picture, after which the service may call the model once more. */
  unusableFor(tag: string): number
  readonly openCount: number
}

/** The words of a prompt that identify its drawing; the model finds them in the request. */
export const namedDrawing = (tag: string) => `a blue circle, quite round, drawing number ${tag}`

const tagPattern = /drawing number (\w+)/

export function pictureAfter(ms: number): Reply {
  const half = smallPicture.length / 2
  return { kind: 'stream', steps: [smallPicture.slice(0, half), ms, smallPicture.slice(half)], usable: true }
}

export const textReply = (text: string, finish: 'stop' | 'length' | 'content_filter' = 'stop'): Reply => ({
  kind: 'stream',
  steps: [text],
  finish,
  usable: false,
})

export async function startChaosModel(): Promise<ChaosModel> {
  const behaviours = new Map<string, Behaviour>()
  const calls = new Map<string, number>()
  const unusable = new Map<string, number>()
  let openCount = 0
  const server = createServer((req, res) => {
    openCount += 1
    res.once('close', () => {
      openCount -= 1
    })
    answer(req, res).catch(() => res.destroy())
  })

  const model: ChaosModel = {
    get port() {
      return (server.address() as AddressInfo).port
    },
    usually: () => pictureAfter(150),
    behave: (tag, behaviour) => void behaviours.set(tag, behaviour),
    callsFor: (tag) => calls.get(tag) ?? 0,
    unusableFor: (tag) => unusable.get(tag) ?? 0,
    get openCount() {
      return openCount
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = await readBody(req)
    const tag = tagPattern.exec(body)?.[1] ?? ''
    const call = model.callsFor(tag) + 1
    calls.set(tag, call)
    const reply = (behaviours.get(tag) ?? model.usually)(call)
    if (reply.kind === 'stream' && !reply.usable) unusable.set(tag, model.unusableFor(tag) + 1)
    await play(reply, res)
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return model
}

async function play(reply: Reply, res: ServerResponse): Promise<void> {
  if (reply.kind === 'hang') return
  if (reply.kind === 'error') {
    const headers =
      reply.retryAfterSeconds === undefined ? {} : { 'retry-after': String(reply.retryAfterSeconds) }
    res.writeHead(reply.status, { 'content-type': 'application/json', ...headers })
    res.end('{"error":{"message":"told to fail"}}')
    return
  }
  res.writeHead(200, { 'content-type': 'text/event-stream' })
  if (reply.kind === 'raw') return void res.end(reply.body)
  res.write(frame({ delta: { role: 'assistant', content: '' } }))
  const gone = new Promise<void>((resolve) => res.once('close', () => resolve()))
  for (const step of reply.steps) {
    if (res.destroyed) return
    if (typeof step === 'number') await delay(step)
    else if (!res.write(frame({ delta: { content: step } })))
      await Promise.race([once(res, 'drain').catch(() => undefined), gone])
  }
  if (reply.cut) return void res.destroy()
  res.end(`${frame({ delta: {}, finish_reason: reply.finish ?? 'stop' })}data: [DONE]\n\n`)
}

function frame(choice: object): string {
  const chunk = {
    id: 'chaos',
    object: 'chat.completion.chunk',
    created: 0,
    model: 'scripted',
    choices: [{ index: 0, finish_reason: null, ...choice }],
  }
  return `data: ${JSON.stringify(chunk)}\n\n`
}

async function readBody(req: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of req) text += chunk
  return text
}
