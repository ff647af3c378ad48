import type { AnswerParts } from './answer-parts.ts'
import { askVendor } from './ask-vendor.ts'
import type { AnswerFormat, ConnectedModel, FinishReason, Question, ToldUsage } from './connected-model.ts'
import { isObject, type LooseObject, objectAt, readCount, readText } from './loose-json.ts'
import type { Post } from './post.ts'

export type ChatServer = {
  /** Without the path of the call. */
  baseUrl: string
  apiKey: string | undefined
  post: Post
  /**
   * The server's name for the maximum length of an answer: OpenAI's own models require the longer name,
   * others know only the shorter one.
   */
  lengthField: 'max_tokens' | 'max_completion_tokens'
}

/**
 * A model behind `/chat/completions`, streamed: OpenAI's, and those of servers that call themselves
 * compatible. Fields with values of an unexpected type count as absent.
 */
export function connectChatModel(modelId: string, { baseUrl, apiKey, post, lengthField }: ChatServer) {
  return {
    ask: (question) =>
      askVendor(
        post,
        {
          url: `${baseUrl}/chat/completions`,
          headers: { authorization: apiKey && `Bearer ${apiKey}` },
          body: describe(modelId, lengthField, question),
          signal: question.signal,
        },
        readChunk,
      ),
  } satisfies ConnectedModel
}

function describe(model: string, lengthField: string, question: Question): object {
  const { system, user, outputTokensMax, format, options } = question
  return {
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
  }
}

/** Not strict: OpenAI's strict mode requires every field, and others ignore it. */
const describeFormat = ({ name, schema }: AnswerFormat) => ({
  type: 'json_schema',
  json_schema: { name, strict: false, schema },
})

/** A chunk of the stream has a `delta`, a complete answer a `message`. */
function readChunk(chunk: LooseObject, parts: AnswerParts): void {
  const usage = readUsage(chunk)
  if (usage) parts.count(usage)
  const choice = Array.isArray(chunk.choices) ? chunk.choices.find(isObject) : undefined
  if (!choice) return
  const said = isObject(choice.delta) ? choice.delta : objectAt(choice, 'message')
  parts.think((readText(said.reasoning_content) || readText(said.reasoning)).length)
  if (readText(said.refusal) !== '') parts.refuse()
  parts.text(readText(said.content) || readText(choice.text))
  const reason = choice.finish_reason
  if (typeof reason === 'string' && reason !== '') parts.finish(reasons[reason] ?? 'unknown')
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

/** Undefined if the chunk has no counts. */
function readUsage(chunk: LooseObject): ToldUsage | undefined {
  const usage = isObject(chunk.usage) ? chunk.usage : objectAt(chunk.x_groq, 'usage')
  const inputTokens = readCount(usage.prompt_tokens) ?? readCount(usage.input_tokens)
  const outputTokens = readCount(usage.completion_tokens) ?? readCount(usage.output_tokens)
  if (inputTokens === undefined && outputTokens === undefined) return undefined
  const cachedInputTokens = readCount(objectAt(usage, 'prompt_tokens_details').cached_tokens)
  return { inputTokens, cachedInputTokens, outputTokens }
}
