import type { LanguageModelV3, LanguageModelV3StreamPart, SharedV3ProviderOptions } from '@ai-sdk/provider'
import type { AnswerPart, ConnectedModel, FinishReason } from './connected-model.ts'

/** A model behind a vendor's package of the AI SDK: its own stream, without the SDK's `streamText`. */
export function connectSdkModel(model: LanguageModelV3): ConnectedModel {
  return {
    async *ask({ system, user, outputTokensMax, format, options, signal }) {
      const { stream } = await model.doStream({
        prompt: [
          { role: 'system', content: system },
          { role: 'user', content: [{ type: 'text', text: user }] },
        ],
        maxOutputTokens: outputTokensMax,
        includeRawChunks: true,
        abortSignal: signal,
        ...(format && { responseFormat: { type: 'json', name: format.name, schema: format.schema } }),
        // By the vendor's name in the SDK, as its file in this folder writes them.
        ...(options && { providerOptions: options as SharedV3ProviderOptions }),
      })
      for await (const part of readParts(stream)) yield* translatePart(part)
    },
  }
}

/**
 * Leaving the loop early, in any way, cancels the stream. This is not awaited, because a stream that was teed
 * or piped may take its time.
 */
async function* readParts(
  stream: ReadableStream<LanguageModelV3StreamPart>,
): AsyncGenerator<LanguageModelV3StreamPart> {
  const reader = stream.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    // After an error the rest of the stream is not needed.
    void reader.cancel().catch(() => undefined)
  }
}

function* translatePart(part: LanguageModelV3StreamPart): Generator<AnswerPart> {
  if (part.type === 'error') throw part.error
  if (part.type === 'text-delta') yield { kind: 'text', text: part.delta }
  else if (part.type === 'reasoning-delta') yield { kind: 'thought', chars: part.delta.length }
  else if (part.type === 'finish') {
    const { inputTokens, outputTokens } = part.usage
    const told = {
      inputTokens: inputTokens.total,
      cachedInputTokens: inputTokens.cacheRead,
      outputTokens: outputTokens.total,
    }
    yield { kind: 'usage', usage: told }
    const { unified, raw } = part.finishReason
    // Without a reason the connection ended before the vendor said that the answer is complete.
    if (raw !== undefined || unified === 'stop')
      yield { kind: 'finish', reason: reasons[unified] ?? 'unknown' }
  } else yield { kind: 'heard', answering: part.type === 'raw' }
}

const reasons: Record<string, FinishReason> = {
  stop: 'stop',
  length: 'length',
  'content-filter': 'content_filter',
  error: 'error',
}
