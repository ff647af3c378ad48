import { createParser } from 'eventsource-parser'
import { type ChatChunk, readChunk, readText, readUsage } from './chat-chunk.ts'
import type { AnswerFormat, AnswerPart, ConnectedModel, FinishReason, Question } from './connected-model.ts'
import { AnsweredError } from './vendor-errors.ts'

export type ChatServer = {
  /** Without the path of the call. */
  baseUrl: string
  apiKey: string | undefined
  fetch: typeof globalThis.fetch
  /**
   * The server's name for the maximum length of an answer: OpenAI's own models require the longer name,
   * others know only the shorter one.
   */
  lengthField: 'max_tokens' | 'max_completion_tokens'
}

/**
 * A model behind `/chat/completions`, streamed. It accepts what servers that call themselves compatible send
 * in practice: comments, pings, empty events, counts without choices, no finish reason, errors within the
 * stream or in a body with status 200, and complete answers instead of streams.
 */
export function connectChatModel(modelId: string, server: ChatServer): ConnectedModel {
  return {
    async *ask(question) {
      const response = await server.fetch(
        `${server.baseUrl}/chat/completions`,
        requestFor(modelId, server, question),
      )
      if (!response.ok) throw await AnsweredError.from(response)
      if (/\bjson\b/.test(response.headers.get('content-type') ?? '')) return yield* readWhole(response)
      yield* readStream(response)
    },
  }
}

function requestFor(model: string, { apiKey, lengthField }: ChatServer, question: Question): RequestInit {
  const { system, user, outputTokensMax, format, options, signal } = question
  return {
    method: 'POST',
    signal,
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...(apiKey && { authorization: `Bearer ${apiKey}` }),
    },
    body: JSON.stringify({
      model,
      messages: [
        { role: 'system', content: system },
        { role: 'user', content: user },
      ],
      [lengthField]: outputTokensMax,
      stream: true,
      stream_options: { include_usage: true },
      ...(format && { response_format: describeFormat(format) }),
      ...options,
    }),
  }
}

/** Not strict: OpenAI's strict mode requires every field, and others ignore it. */
const describeFormat = ({ name, schema }: AnswerFormat) => ({
  type: 'json_schema',
  json_schema: { name, strict: false, schema },
})

async function* readWhole(response: Response): AsyncGenerator<AnswerPart> {
  const text = await response.text()
  const chunk = readChunk(text)
  // Some servers send events with a wrong content type.
  if (chunk === undefined) return yield* readEvents([text])
  yield* readParts(chunk, response)
}

async function* readStream(response: Response): AsyncGenerator<AnswerPart> {
  if (!response.body) return
  const decoder = new TextDecoder()
  const reader = response.body.getReader()
  const pieces = async function* () {
    for (let next = await reader.read(); !next.done; next = await reader.read())
      yield decoder.decode(next.value, { stream: true })
    yield decoder.decode()
  }
  try {
    yield* readEvents(pieces())
  } finally {
    // After an error the rest of the stream is not needed.
    void reader.cancel().catch(() => undefined)
  }
}

async function* readEvents(pieces: AsyncIterable<string> | Iterable<string>): AsyncGenerator<AnswerPart> {
  let parts: AnswerPart[] = []
  let failure: unknown
  const parser = createParser({
    onComment: () => parts.push({ kind: 'heard', answering: false }),
    onEvent: ({ event, data }) => {
      if (failure !== undefined) return
      try {
        parts.push(...readEvent(event, data))
      } catch (error) {
        failure = error
      }
    },
  })
  // The blank line after the last event may be missing.
  for await (const piece of withEnd(pieces)) {
    parser.feed(piece)
    yield* parts
    parts = []
    if (failure !== undefined) throw failure
  }
}

async function* withEnd(pieces: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  yield* pieces
  yield '\n\n'
}

function readEvent(event: string | undefined, data: string): AnswerPart[] {
  const text = data.trim()
  // Pings, empty events and the end contain nothing; neither do lines that are not JSON.
  if (!text.startsWith('{')) return [{ kind: 'heard', answering: false }]
  const chunk = readChunk(text)
  // A piece of the answer is lost with it.
  if (chunk === undefined) throw new AnsweredError(undefined, undefined)
  if (event === 'error' && !('error' in chunk)) throw new AnsweredError(undefined, { error: chunk })
  return [...readParts(chunk)]
}

function* readParts(chunk: ChatChunk, response?: Response): Generator<AnswerPart> {
  const isError = chunk.error || chunk.object === 'error' || chunk.type === 'error'
  yield { kind: 'heard', answering: !isError }
  if (isError) throw new AnsweredError(undefined, chunk, response?.headers)
  const usage = readUsage(chunk)
  if (usage) yield { kind: 'usage', usage }
  const choice = chunk.choices?.[0]
  if (!choice) return
  const said = choice.delta ?? choice.message ?? {}
  const thought = readText(said.reasoning_content) || readText(said.reasoning)
  if (thought !== '') yield { kind: 'thought', chars: thought.length }
  if (readText(said.refusal) !== '') yield { kind: 'refusal' }
  const text = readText(said.content) || readText(choice.text)
  if (text !== '') yield { kind: 'text', text }
  if (typeof choice.finish_reason === 'string' && choice.finish_reason !== '')
    yield { kind: 'finish', reason: reasons[choice.finish_reason] ?? 'unknown' }
}

const reasons: Record<string, FinishReason> = {
  stop: 'stop',
  eos: 'stop',
  end_turn: 'stop',
  length: 'length',
  max_tokens: 'length',
  content_filter: 'content_filter',
  error: 'error',
}
