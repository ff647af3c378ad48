import type { LanguageModelV3FinishReason, LanguageModelV3StreamPart } from '@ai-sdk/provider'
import { ModelError, type ModelUsage, type SvgRequest } from '../port.ts'
import type { LlmLimits, LlmModelOptions } from './llm-model.ts'
import { buildPrompt } from './prompt.ts'
import { translateError } from './translate-error.ts'
import { createUsageMeter } from './usage.ts'

/** One call of a vendor as a stream of text; see `createLlmModel` for its promises. */
export async function* streamAnswer(
  options: LlmModelOptions,
  request: SvgRequest,
  signal: AbortSignal,
  onUsage?: (usage: ModelUsage) => void,
): AsyncGenerator<string> {
  signal.throwIfAborted()
  const { limits } = options
  const cancel = new AbortController()
  const meter = createUsageMeter(options.price)
  using clocks = startClocks(limits, cancel)
  let chars = 0
  let answering = false
  let finished = false
  try {
    const [model, references] = await Promise.all([options.connect(), options.findReferences(request)])
    const { system, user } = buildPrompt(request, references)
    const stop = AbortSignal.any([signal, cancel.signal])
    stop.throwIfAborted()
    meter.sent(system.length + user.length)
    // The vendor's own stream, without the SDK's `streamText` around it: for one call without tools that only passes every piece through more hands.
    const { stream } = await model.doStream({
      prompt: [
        { role: 'system', content: system },
        { role: 'user', content: [{ type: 'text', text: user }] },
      ],
      maxOutputTokens: limits.outputTokensMax,
      // A refusal has its own field on the wire, which not every adapter of the SDK hands on.
      includeRawChunks: true,
      abortSignal: stop,
      ...(options.vendorOptions && { providerOptions: options.vendorOptions }),
    })
    for await (const part of readParts(stream)) {
      clocks.heard()
      answering ||= part.type === 'raw'
      if (part.type === 'error') throw part.error
      if (part.type === 'raw' && hasRefusal(part.rawValue)) throw new ModelError('refused')
      if (part.type === 'reasoning-delta') meter.received(part.delta.length)
      if (part.type === 'finish') {
        meter.told(part.usage)
        checkFinish(part.finishReason)
        finished = true
      }
      if (part.type !== 'text-delta' || part.delta === '') continue
      chars += part.delta.length
      meter.received(part.delta.length)
      if (chars > limits.outputCharsMax) throw new ModelError('context_length')
      clocks.pause()
      yield part.delta
      clocks.heard()
    }
    stop.throwIfAborted()
    if (!finished) throw new ModelError('unavailable')
    if (chars === 0) throw new ModelError('empty')
  } catch (error) {
    signal.throwIfAborted()
    // Our own cancellation surfaces from the SDK as a plain abort; its reason says why.
    throw translateError(cancel.signal.aborted ? cancel.signal.reason : error)
  } finally {
    // Who answered with an error, or not at all, charges nothing; who was interrupted may have begun to work.
    const usage = answering || signal.aborted || cancel.signal.aborted ? meter.read() : undefined
    cancel.abort()
    if (usage) onUsage?.(usage)
  }
}

/** Leaving the loop early, in whatever way, lets go of the stream. Nobody waits for that: a stream in pieces that were teed or piped may take its time. */
async function* readParts(
  stream: ReadableStream<LanguageModelV3StreamPart>,
): AsyncGenerator<LanguageModelV3StreamPart> {
  const reader = stream.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    // What is cancelled after an error has nothing more to say.
    void reader.cancel().catch(() => undefined)
  }
}

function checkFinish({ unified, raw }: LanguageModelV3FinishReason): void {
  // A second sample of the same prompt may be shorter.
  if (unified === 'length') throw new ModelError('context_length', { retryable: true })
  if (unified === 'content-filter') throw new ModelError('refused')
  if (unified === 'error') throw new ModelError('unavailable')
  // The connection ended before the vendor said that the answer is complete.
  if (raw === undefined && unified !== 'stop') throw new ModelError('unavailable')
}

/** OpenAI's chat completion chunk: `choices[].delta.refusal`. */
function hasRefusal(chunk: unknown): boolean {
  if (typeof chunk !== 'object' || chunk === null || !('choices' in chunk) || !Array.isArray(chunk.choices))
    return false
  return chunk.choices.some((choice: { delta?: { refusal?: unknown } }) => Boolean(choice?.delta?.refusal))
}

/**
 * Cancels when the vendor is silent, late with its first text, or not done in time. While the caller holds a piece the vendor's
 * silence is not counted; the whole call is.
 */
function startClocks(limits: LlmLimits, cancel: AbortController) {
  const after = (ms: number) => setTimeout(() => cancel.abort(new ModelError('timeout')), ms)
  const total = after(limits.totalMs)
  const firstText = after(limits.firstTextMs)
  let silence = after(limits.silenceMs)
  return {
    heard() {
      clearTimeout(silence)
      silence = after(limits.silenceMs)
    },
    pause() {
      clearTimeout(firstText)
      clearTimeout(silence)
    },
    [Symbol.dispose]() {
      for (const timer of [total, firstText, silence]) clearTimeout(timer)
    },
  }
}
