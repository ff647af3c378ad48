import type { ToldUsage } from './connected-model.ts'

/**
 * The fields of a chunk of a chat completion, or of a complete one, that this service reads. Servers send
 * unexpected values, so only that it is an object is certain.
 */
export type ChatChunk = {
  object?: unknown
  type?: unknown
  error?: unknown
  choices?: ChatChoice[]
  usage?: unknown
  x_groq?: { usage?: unknown } | null
}

type ChatChoice = { delta?: ChatWords; message?: ChatWords; text?: unknown; finish_reason?: unknown }
type ChatWords = { content?: unknown; refusal?: unknown; reasoning_content?: unknown; reasoning?: unknown }

/** Undefined if the text is not a JSON object. Fields with values of a wrong type count as absent. */
export function readChunk(text: string): ChatChunk | undefined {
  const value = parse(text)
  if (!isRecord(value)) return undefined
  const choices = Array.isArray(value.choices) ? value.choices.filter(isRecord) : undefined
  return {
    ...value,
    choices: choices?.map((choice) => ({
      ...choice,
      delta: isRecord(choice.delta) ? choice.delta : undefined,
      message: isRecord(choice.message) ? choice.message : undefined,
    })),
    x_groq: isRecord(value.x_groq) ? value.x_groq : undefined,
  }
}

/** A text, or the texts of a list of content parts. */
export function readText(value: unknown): string {
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return ''
  return value
    .map((part) =>
      isRecord(part) && typeof part.text === 'string' ? part.text : typeof part === 'string' ? part : '',
    )
    .join('')
}

/** Undefined if the chunk has no counts. */
export function readUsage(chunk: ChatChunk): ToldUsage | undefined {
  const usage = isRecord(chunk.usage) ? chunk.usage : chunk.x_groq?.usage
  if (!isRecord(usage)) return undefined
  const details = isRecord(usage.prompt_tokens_details) ? usage.prompt_tokens_details : {}
  const told = {
    inputTokens: readCount(usage.prompt_tokens) ?? readCount(usage.input_tokens),
    cachedInputTokens: readCount(details.cached_tokens),
    outputTokens: readCount(usage.completion_tokens) ?? readCount(usage.output_tokens),
  }
  return told.inputTokens === undefined && told.outputTokens === undefined ? undefined : told
}

/** Some servers write numbers as text, or with a fraction. */
function readCount(value: unknown): number | undefined {
  const count = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof count === 'number' && Number.isFinite(count) && count >= 0 && count < 1e9
    ? Math.ceil(count)
    : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
