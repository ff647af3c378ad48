import type { AnswerParts } from './answer-parts.ts'
import { askVendor } from './ask-vendor.ts'
import type { ConnectedModel, FinishReason, Question } from './connected-model.ts'
import { isObject, type LooseObject, objectAt, readCount, readText } from './loose-json.ts'
import type { Post } from './post.ts'

export type GenerateServer = { baseUrl: string; apiKey: string; post: Post }

/** A model behind Google's `:streamGenerateContent`, as an event stream. */
export function connectGenerateModel(modelId: string, { baseUrl, apiKey, post }: GenerateServer) {
  return {
    ask: (question) =>
      askVendor(
        post,
        {
          // The id of a tuned model includes its collection.
          url: `${baseUrl}/${modelId.includes('/') ? modelId : `models/${modelId}`}:streamGenerateContent?alt=sse`,
          headers: { 'x-goog-api-key': apiKey },
          body: describe(question),
          signal: question.signal,
        },
        readResponse,
      ),
  } satisfies ConnectedModel
}

/** The vendor's options are fields of `generationConfig`. */
function describe({ system, user, outputTokensMax, format, options }: Question): object {
  return {
    systemInstruction: { parts: [{ text: system }] },
    contents: [{ role: 'user', parts: [{ text: user }] }],
    generationConfig: {
      maxOutputTokens: outputTokensMax,
      ...(format && { responseMimeType: 'application/json', responseJsonSchema: format.schema }),
      ...options,
    },
  }
}

/**
 * A chunk of the stream has the form of a complete answer, with the token counts so far. Only the counts of
 * the last chunk are used, because the others are incomplete.
 */
function readResponse(response: LooseObject, parts: AnswerParts): void {
  const blocked = objectAt(response, 'promptFeedback').blockReason
  if (typeof blocked === 'string' && blocked !== '' && !blocked.endsWith('_UNSPECIFIED')) parts.refuse()
  const candidate = Array.isArray(response.candidates) ? response.candidates.find(isObject) : undefined
  const content = objectAt(candidate, 'content').parts
  for (const part of Array.isArray(content) ? content.filter(isObject) : []) {
    const text = readText(part.text)
    if (part.thought === true) parts.think(text.length)
    else parts.text(text)
  }
  const reason = candidate?.finishReason
  const hasReason = typeof reason === 'string' && reason !== ''
  if (hasReason || !candidate) countTokens(objectAt(response, 'usageMetadata'), parts)
  if (hasReason) parts.finish(reasons[reason] ?? 'unknown')
}

/** Thinking is counted separately, and is charged as output. */
function countTokens(counts: LooseObject, parts: AnswerParts): void {
  const inputTokens = readCount(counts.promptTokenCount)
  if (inputTokens === undefined) return
  parts.count({
    inputTokens,
    cachedInputTokens: readCount(counts.cachedContentTokenCount),
    outputTokens: (readCount(counts.candidatesTokenCount) ?? 0) + (readCount(counts.thoughtsTokenCount) ?? 0),
  })
}

const reasons: Record<string, FinishReason> = {
  STOP: 'stop',
  MAX_TOKENS: 'length',
  // The answer exceeds the maximum of one request.
  CONTINUATION: 'length',
  SAFETY: 'content_filter',
  RECITATION: 'content_filter',
  BLOCKLIST: 'content_filter',
  PROHIBITED_CONTENT: 'content_filter',
  SPII: 'content_filter',
  IMAGE_SAFETY: 'content_filter',
  MALFORMED_FUNCTION_CALL: 'error',
}
