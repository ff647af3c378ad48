import { ModelError } from '../port.ts'

/** What a server says about the size of a request, in tokens; undefined if it does not say. */
export type ContextLimits = {
  /** Prompt and answer together. */
  contextTokens?: number
  promptTokens?: number
  /** The request's total, prompt and answer together. */
  requestedTokens?: number
  /** The maximum length of an answer, whatever the prompt. */
  outputTokensMax?: number
}

/** The request does not fit, because of its prompt or because of the length of the answer that it allows. */
export class ContextLengthError extends ModelError {
  readonly limits: ContextLimits

  constructor(limits: ContextLimits, details: { cause?: unknown } = {}) {
    super('context_length', details)
    this.limits = limits
  }
}

/** A picture with fewer tokens is unlikely. */
const outputTokensMin = 512
/** Servers count a little differently from one call to the next. */
const spareTokens = 16

/**
 * The next length to request after an error, given the previous one: the space that is left, if the server
 * reports enough, else half.
 *
 * @param promptTokens an estimate, for servers that report only their context. @returns null when too little
 * would be left.
 */
export function shrinkOutput(
  limits: ContextLimits,
  askedTokens: number,
  promptTokens: number,
): number | null {
  const room = findRoom(limits, askedTokens, promptTokens) ?? Math.floor(askedTokens / 2)
  const shorter = Math.min(room, askedTokens - 1, limits.outputTokensMax ?? room)
  return shorter >= outputTokensMin ? shorter : null
}

function findRoom(limits: ContextLimits, askedTokens: number, estimate: number): number | undefined {
  const { contextTokens, requestedTokens, outputTokensMax } = limits
  if (contextTokens === undefined) return outputTokensMax
  const fromTotal = requestedTokens === undefined ? undefined : requestedTokens - askedTokens
  const told = limits.promptTokens ?? (fromTotal !== undefined && fromTotal > 0 ? fromTotal : undefined)
  return contextTokens - (told ?? estimate) - spareTokens
}

/**
 * Compatible servers report in a sentence what others report in a code, and the numbers nowhere else. Each
 * sentence here is one of vLLM, SGLang, llama.cpp, llama-cpp-python, LM Studio, Ollama, OpenRouter, TGI,
 * DeepSeek, Groq, Mistral, Anthropic or OpenAI. Null if the text is about something else.
 *
 * @param data the parsed body of an error.
 */
export function readContextLimits(data: unknown): ContextLimits | null {
  const { text, fields } = gather(data)
  if (!aboutContext.test(text) && fields.n_ctx === undefined) return null
  const first = (patterns: readonly RegExp[]) => {
    for (const pattern of patterns) {
      const found = pattern.exec(text)?.[1]
      if (found !== undefined) return Number(found.replaceAll(',', ''))
    }
    return undefined
  }
  return {
    contextTokens: fields.n_ctx ?? first(contextPatterns),
    promptTokens: fields.n_prompt_tokens ?? first(promptPatterns),
    requestedTokens: first(requestedPatterns),
    outputTokensMax: first(outputPatterns),
  }
}

const aboutContext =
  /context[ _-]?(?:length|size|window)|maximum context|n_ctx\b|max_(?:completion_|new_|output_)?tokens|max_total_tokens|too many tokens|prompt (?:is )?too long|input (?:is )?too long|input length|exceed_context_size/i
const contextPatterns = [
  /context (?:length|size|window)(?: of)?(?: only)?(?: is)?:? ?\(?([\d,]+)/i,
  /context (?:length|size|window) \(([\d,]+)/i,
  /n_ctx[^\d]{1,4}([\d,]+)/i,
  /([\d,]+) maximum context length/i,
  /must be <= ([\d,]+)/i,
  /prompt is too long: [\d,]+ tokens > ([\d,]+)/i,
]
const promptPatterns = [
  /([\d,]+) in (?:the messages|your prompt)/i,
  /([\d,]+) of text input/i,
  /contains (?:at least )?([\d,]+) (?:input )?tokens/i,
  /has ([\d,]+) input tokens/i,
  /([\d,]+) (?:tokens from the input|input tokens)/i,
  /n_keep[^\d]{1,4}([\d,]+)/i,
  /keep the first ([\d,]+) tokens/i,
  /resulted in ([\d,]+) tokens/i,
  /Given: ([\d,]+) /i,
  /request \(([\d,]+) tokens\)/i,
  /prompt is too long: ([\d,]+) tokens/i,
]
const requestedPatterns = [
  /requested (?:about |a total of )?([\d,]+) tokens/i,
  /([\d,]+) (?:tokens )?were requested/i,
  /requested tokens \(([\d,]+)\)/i,
  /total of (?:at least )?([\d,]+)/i,
]
const outputPatterns = [
  /at most ([\d,]+) (?:completion|output) tokens/i,
  /range of max_tokens is \[1, ([\d,]+)\]/i,
  /max_(?:completion_)?tokens`? must be less than or equal to `?([\d,]+)/i,
  /> ([\d,]+), which is the maximum allowed number of output tokens/i,
]

type Numbers = { n_ctx?: number; n_prompt_tokens?: number }

const codeFields = new Set(['code', 'type', 'status', 'param', 'object'])

/** All texts of a body in one, bounded, and the two numbers for which llama.cpp has fields. */
function gather(data: unknown): { text: string; fields: Numbers } {
  const texts: string[] = []
  const fields: Numbers = {}
  const visit = (value: unknown, depth: number): void => {
    if (typeof value === 'string') texts.push(value.slice(0, 2000))
    if (typeof value !== 'object' || value === null || depth > 4 || texts.length > 50) return
    for (const [key, inner] of Object.entries(value)) {
      if ((key === 'n_ctx' || key === 'n_prompt_tokens') && typeof inner === 'number') fields[key] = inner
      // A code alone says nothing about the size: there is nothing to compute.
      if (!codeFields.has(key)) visit(inner, depth + 1)
    }
  }
  visit(data, 0)
  return { text: texts.join('\n'), fields }
}
