import type { AnswerParts } from './answer-parts.ts'
import { askVendor } from './ask-vendor.ts'
import type { ConnectedModel, FinishReason, JsonSchema, Question } from './connected-model.ts'
import { type LooseObject, objectAt, readCount, readText } from './loose-json.ts'
import type { Post } from './post.ts'
import { withoutKeywords } from './schema-keywords.ts'

export type MessagesServer = { baseUrl: string; apiKey: string; post: Post }

const apiVersion = '2023-06-01'

/** A model behind Anthropic's `/messages`, streamed. */
export function connectMessagesModel(modelId: string, { baseUrl, apiKey, post }: MessagesServer) {
  return {
    ask: (question) =>
      askVendor(
        post,
        {
          url: `${baseUrl}/messages`,
          headers: { 'x-api-key': apiKey, 'anthropic-version': apiVersion },
          body: describe(modelId, question),
          signal: question.signal,
        },
        createEventReader(),
      ),
  } satisfies ConnectedModel
}

function describe(model: string, question: Question): object {
  const { system, user, outputTokensMax, format, options } = question
  const output = {
    ...objectAt(options, 'output_config'),
    ...(format && { format: { type: 'json_schema', schema: enforceable(format.schema) } }),
  }
  return {
    model,
    max_tokens: outputTokensMax,
    stream: true,
    system: [{ type: 'text', text: system }],
    messages: [{ role: 'user', content: [{ type: 'text', text: user }] }],
    ...options,
    ...(Object.keys(output).length > 0 && { output_config: output }),
  }
}

/** The API refuses a schema with limits for numbers, strings or arrays. */
const enforceable = (schema: JsonSchema): JsonSchema =>
  withoutKeywords(schema, [
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'exclusiveMaximum',
    'minLength',
    'maxLength',
    'minItems',
    'maxItems',
  ])

/** Must be created for each answer: the input tokens are at its beginning, the output tokens at its end. */
function createEventReader(): (event: LooseObject, parts: AnswerParts) => void {
  let counts: LooseObject = {}

  function readDelta(delta: LooseObject, parts: AnswerParts): void {
    if (delta.type === 'text_delta') parts.text(readText(delta.text))
    else if (delta.type === 'thinking_delta') parts.think(readText(delta.thinking).length)
  }

  function readEnd(event: LooseObject, parts: AnswerParts): void {
    counts = { ...counts, ...withoutNulls(objectAt(event, 'usage')) }
    const uncached = readCount(counts.input_tokens)
    const cached = readCount(counts.cache_read_input_tokens)
    const stored = readCount(counts.cache_creation_input_tokens) ?? 0
    parts.count({
      inputTokens: uncached === undefined ? undefined : uncached + (cached ?? 0) + stored,
      cachedInputTokens: cached,
      outputTokens: readCount(counts.output_tokens),
    })
    readReason(objectAt(event, 'delta').stop_reason, parts)
  }

  return (event, parts) => {
    if (event.type === 'content_block_delta') readDelta(objectAt(event, 'delta'), parts)
    else if (event.type === 'content_block_start') parts.text(readText(objectAt(event, 'content_block').text))
    else if (event.type === 'message_start') counts = objectAt(objectAt(event, 'message'), 'usage')
    else if (event.type === 'message_delta') readEnd(event, parts)
    else if (event.type === 'message') {
      // A complete answer instead of a stream.
      parts.text(readText(event.content))
      readEnd({ usage: event.usage, delta: event }, parts)
    }
  }
}

const withoutNulls = (counts: LooseObject): LooseObject =>
  Object.fromEntries(Object.entries(counts).filter(([, value]) => value !== null))

function readReason(reason: unknown, parts: AnswerParts): void {
  if (typeof reason === 'string' && reason !== '') parts.finish(reasons[reason] ?? 'unknown')
}

const reasons: Record<string, FinishReason> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  refusal: 'content_filter',
}
